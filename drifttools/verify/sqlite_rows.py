"""Whether the rows of a SQLite file are what they were: read from both files, summed up, compared."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.config import Target
from drifttools.kinds.column import Column
from drifttools.kinds.table import Table
from drifttools.model.snapshot import Snapshot
from drifttools.sql.compose import compose, joined
from drifttools.sql.sqlite_ddl import quoted
from drifttools.sql.sqlite_folding import folded

_BYTES = 8


@dataclass(frozen=True, slots=True)
class Sum:
    """The rows of one table: how many, and a sum over them in which their order does not count."""

    rows: int
    digest: int


_Table = tuple[str, dict[str, tuple[str, str]]]
"""A table as it is spelt, and by their folded names its columns as they are spelt, with their affinity."""


def shared_columns(one: Snapshot, other: Snapshot) -> dict[str, tuple[str, ...]]:
    """Of each table that both have, the columns that keep their values as they are: plain, and of the same affinity.

    They are called as `one` spells them: SQLite finds them so whatever their case is in the other.
    """
    found, there = _columns(one), _columns(other)
    shared = {
        table: tuple(
            sorted(own for name, (own, affinity) in columns.items() if there[same][1].get(name, ("", ""))[1] == affinity)
        )
        for same, (table, columns) in found.items()
        if same in there
    }
    return {table: columns for table, columns in shared.items() if columns}


def _columns(snapshot: Snapshot) -> dict[str, _Table]:
    rows = snapshot.rows[Table.kind]
    names = (str(row["table"]) for row in rows.decode(rows.lines) if row["virtual"] is None)
    found: dict[str, _Table] = {folded(name): (name, {}) for name in names}
    columns = snapshot.rows[Column.kind]
    for row in columns.decode(columns.lines):
        table = folded(str(row["table"]))
        if row["generated"] is None and table in found:
            name = str(row["column"])
            found[table][1][folded(name)] = (name, str(row["affinity"]))
    return found


def sums(
    target: Target, columns: Mapping[str, tuple[str, ...]], aside: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> dict[str, Sum]:
    """Read some columns of some tables, all of their rows.

    Args:
        aside: By table, those that hold rows of it which a repair took out.
    """
    out = {folded(table): names for table, names in aside.items()}
    with closing(connect_sqlite(target)) as connection:
        return {table: _sum(connection, (table, *out.get(folded(table), ())), names) for table, names in columns.items()}


def _sum(connection: sqlite3.Connection, tables: tuple[str, ...], columns: tuple[str, ...]) -> Sum:
    listed = joined(map(quoted, columns))
    query = joined((compose("select {} from {}", listed, quoted(table)) for table in tables), " union all ")
    number = total = 0
    for row in connection.execute(str(query)):
        number += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=_BYTES).digest(), "big")
    return Sum(number, total % 2 ** (8 * _BYTES))


def differing(before: Mapping[str, Sum], after: Mapping[str, Sum]) -> list[str]:
    """The tables that have other rows, each with the numbers."""
    return [
        f"{table} ({one.rows:,} rows before, {after[table].rows if table in after else 0:,} after)"
        for table, one in before.items()
        if after.get(table) != one
    ]
