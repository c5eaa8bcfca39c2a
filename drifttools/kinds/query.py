"""The query of a kind, as it is for one server: releases know other columns, and not every role may read all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from drifttools.sql.compose import Sql
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.kinds.base import Kind

_GATE = re.compile(r"<<(\d+):(.*?);;(.*?)>>", re.DOTALL)
_PRIVILEGED = re.compile(r"<<superuser:(.*?);;(.*?)>>", re.DOTALL)
_FOCUS = re.compile(r"<<focus:(.*?)>>")


def everything(of: str) -> Sql:
    """The focus on all objects."""
    del of
    return Sql("true")


def query_for(
    kind: type[Kind],
    dialect: Dialect,
    major: int,
    focus: Callable[[str], Sql] = everything,
    *,
    superuser: bool = True,
) -> str | None:
    """The query of a kind for one server version.

    Args:
        superuser: Of which `<<superuser:a;;b>>` is meant: a query that names what the role may not read fails as a whole.
        focus: Gives a condition on `n.nspname` and on the expression that is its argument; all objects without it.

    Returns:
        The query, or None where the kind does not exist in that dialect.
    """
    text = kind.queries.get(dialect)
    if text is None:
        return None
    text = _PRIVILEGED.sub(lambda gate: gate[1] if superuser else gate[2], text)
    text = _GATE.sub(lambda gate: gate[2] if major >= int(gate[1]) else gate[3], text)
    # last, and in one pass: the names in a focus may hold anything, what looks like one of our marks too
    return _FOCUS.sub(lambda found: str(focus(found[1])), text)
