"""The ledgers of a live database beside the migrations on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.errors import UsageError
from drifttools.expected.resolve import resolve
from drifttools.investigation.comparing import context_for
from drifttools.migrations.django_ledger import read_django_ledgers
from drifttools.migrations.ledger import Ledger, ledger_frame

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.core import Investigation


def ledger(inv: Investigation) -> pd.DataFrame:
    """Every ledger of the database beside the files; see `Investigation.ledger`."""
    import pandas as pd

    with connect_readonly(inv.target) as connection:
        major = connection.info.server_version // 10_000
        ledgers = read_django_ledgers(connection)
    expected = resolve(inv.needed_spec, context_for(inv.target, inv.config, major, say=inv.say))
    if expected.history is None:
        raise UsageError(f"{inv.spec} has no migrations to lay beside a ledger", hint="use django:path/to/manage.py")
    history = expected.history
    # a database without a ledger has applied nothing, as far as anybody noted
    found = ledgers or (Ledger(history.tool, "", ""),)
    return pd.concat([ledger_frame(history, one) for one in found], ignore_index=True)
