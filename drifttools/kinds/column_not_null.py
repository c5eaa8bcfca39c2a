"""NOT NULL of a column, and what PostgreSQL 18 knows of it: a name, NOT VALID, NO INHERIT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, joined, name, word

if TYPE_CHECKING:
    from drifttools.kinds.column import Column


def altered(present: Column, expected: Column, changed: frozenset[str]) -> Iterator[Statement]:
    """Statements that give the present column the NOT NULL of the expected one."""
    if "not_null" in changed:
        yield from made(expected) if expected.not_null else dropped(present)
        return
    if "not_null_validated" in changed and not expected.not_null_validated:
        # nothing takes the validation back
        yield from (*dropped(present), *made(expected))
        return
    called, wanted = _called(present), _called(expected)
    if "not_null_name" in changed and wanted != called:
        yield present.table_action(compose("rename constraint {} to {}", called, wanted), "rename")
        called = wanted
    if "not_null_no_inherit" in changed:
        passed_on = word("no inherit") if expected.not_null_no_inherit else word("inherit")
        yield present.table_action(compose("alter constraint {} {}", called, passed_on), "set-not-null")
    if "not_null_validated" in changed:
        yield validated(present, called)


def dropped(column: Column) -> Iterator[Statement]:
    """Statements that allow nulls."""
    yield column.column_action(word("drop not null"), "drop-not-null")


def made(column: Column) -> Iterator[Statement]:
    """Statements that forbid nulls, as the column says."""
    if is_plain(column):
        yield column.column_action(word("set not null"), "set-not-null")
    else:
        yield added(column, valid=column.not_null_validated)


def added(column: Column, *, valid: bool) -> Statement:
    """NOT NULL as a constraint, which 18 and later take without looking at the rows."""
    named = compose("constraint {} ", name(column.not_null_name)) if column.not_null_name else NOTHING
    parts = [compose("add {}not null {}", named, column.sql_name)]
    parts += [word("no inherit")] if column.not_null_no_inherit else []
    parts += [] if valid else [word("not valid")]
    return column.table_action(joined(parts, " "), "set-not-null" if valid else "add-check-not-valid")


def validated(column: Column, called: Sql) -> Statement:
    """The statement that looks at the rows."""
    return column.table_action(compose("validate constraint {}", called), "validate-constraint")


def is_plain(column: Column) -> bool:
    """Whether SET NOT NULL says all of it."""
    return column.not_null_validated and not column.not_null_name and not column.not_null_no_inherit


def _called(column: Column) -> Sql:
    return name(column.not_null_constraint or column.not_null_name or column.usual_not_null)
