"""What tells a row of a SQLite table from every other one: its key, or its rowid by a name that no column has taken."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.sql.compose import Sql, deparsed
from drifttools.sql.sqlite_ddl import TableText, quoted

_ROWIDS = ("rowid", "_rowid_", "oid")


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a row.

    Args:
        columns: The columns, or the rowid by one of its names.
        hidden: Whether it is that.
        label: For a person.
    """

    columns: tuple[Sql, ...]
    label: str
    hidden: bool = False


def identity_of(table: TableText) -> Identity | None:
    """The key of a table that every row has; None where a table has rowids and hides all three of their names."""
    if table.rowid_column:
        return Identity((quoted(table.rowid_column),), table.rowid_column)
    if table.without_rowid:
        return Identity(tuple(map(quoted, table.primary_key)), ", ".join(table.primary_key))
    name = next((one for one in _ROWIDS if table.column(one) is None), "")
    return Identity((deparsed(name),), name, hidden=True) if name else None
