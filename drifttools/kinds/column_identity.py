"""Identity of a column: the sequence that PostgreSQL makes and keeps for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, value, word

if TYPE_CHECKING:
    from drifttools.kinds.column import Column


def definition(column: Column) -> Sql:
    """The identity as it stands within the definition of its column, and after ADD."""
    options = compose(" ({})", deparsed(column.identity_options)) if column.identity_options else NOTHING
    return compose("generated {} as identity{}", _SORTS[column.identity or ""], options)


def altered(present: Column, expected: Column, changed: frozenset[str]) -> Iterator[Statement]:
    """Statements that give the present column the identity of the expected one; `release` takes one away."""
    if expected.identity is None or not changed & {"identity", "identity_options"}:
        return
    if present.identity is None:
        yield present.column_action(compose("add {}", definition(expected)), "set-default")
        if not expected.identity_options:
            yield _continued(present)
        return
    if "identity" in changed:
        yield present.column_action(compose("set generated {}", _SORTS[expected.identity]), "set-default")
    if "identity_options" in changed:
        options = deparsed(_OPTIONS.sub(r"set \1", expected.identity_options or _PLAIN))
        yield present.column_action(options, "set-default")


def _continued(column: Column) -> Statement:
    """A new identity begins at 1, whatever is in the column already: the next INSERT would meet an existing key."""
    sql = compose(
        "select pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}),"
        " coalesce((select pg_catalog.max({}) from {}), 0) + 1, false)",
        value(str(column.on)),
        value(column.column),
        column.sql_name,
        column.on,
    )
    return Statement(str(sql), ("alter-sequence",), (str(column.on),))


_SORTS = {"always": word("always"), "by default": word("by default")}
_OPTIONS = re.compile(r"\b(increment|no minvalue|no maxvalue|minvalue|maxvalue|start|cache|no cycle|cycle)\b")
_PLAIN = "increment by 1 no minvalue no maxvalue start with 1 cache 1 no cycle"
