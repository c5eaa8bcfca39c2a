"""Names of the live database beside the conventions of the project."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.compare.naming import CONVENTIONS, Misnamed, misnamed
from drifttools.errors import UsageError
from drifttools.investigation.comparing import read_live

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.asking import Asking


def naming(inv: Asking) -> pd.DataFrame:
    """Check the names; see `Asking.naming`."""
    import pandas as pd

    conventions = inv.config.naming
    if not conventions:
        raise UsageError(
            "drift.toml has no conventions for names", hint='[naming] with, say, index = "ix_{table}_{columns}"'
        )
    unknown = sorted(set(conventions) - set(CONVENTIONS))
    if unknown:
        raise UsageError(f"[naming] knows no {', '.join(unknown)}", hint=f"it knows {', '.join(CONVENTIONS)}")
    for key, convention in conventions.items():
        if convention.startswith("/"):
            try:
                re.compile(convention.strip("/"))
            except re.error as error:
                raise UsageError(f"[naming] {key} is no regular expression: {error}") from error
    inv.say(f"reading the catalog of {inv.target.name}")
    with Opening(inv.target) as opening:
        snapshot, _ = read_live(opening, edges=False)
    columns = [field.name for field in dataclasses.fields(Misnamed)]
    rows = [tuple(getattr(one, column) for column in columns) for one in misnamed(snapshot, conventions)]
    return pd.DataFrame(rows, columns=columns, dtype="string")
