"""Rows for random SQLite schemas: of every sort that a column takes, whatever its type says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.random_sqlite.draft import Chance
from tests.random_sqlite.schema import Column, Constraint, Schema, Spelling, Table, create_others, create_tables

VALUES: tuple[Any, ...] = (
    *(None, 0, 1, -1, 7, 2**53 + 1, 2**63 - 1, -(2**63), 1.5, 0.1 + 0.2, -0.0, 3.0, 1e300, 2.0**60),
    *("", "a", "A", "a ", "b", "007", "1e2", "12", " 5", "it's", "nul\0in", "ünï", "💥", "bad;", "x" * 20, "null", "3.10"),
    *(b"", b"\x00\xff", b"abc", b"12"),
)
ROWIDS = (1, 2, 3, 5, 17, 1000, -4, 2**40, 2**62)
QUOTE = Spelling()


@dataclass
class Row:
    """One row: values by the keys of columns; its rowid where it has one of its own."""

    table: int
    values: dict[int, Any]
    rowid: int | None = None


def key_of(table: Table) -> int:
    """What a table is known by whatever it is called: its oldest column."""
    return min(column.key for column in table.columns)


def drawn(chance: Chance, schema: Schema) -> Iterator[Row]:
    """Rows for the tables, parents or not."""
    for table in schema.tables:
        rowids = chance.sample(ROWIDS, len(ROWIDS))
        for _ in range(chance.randint(0, 9)):
            values = {one.key: _value(chance, table, one) for one in table.columns if not one.generated}
            rowid = rowids.pop() if rowids and chance.happens(0.6) and not table.without_rowid else None
            if table.alias is not None and rowid is not None:
                values[table.alias.key] = rowid
            yield Row(key_of(table), values, rowid)


def _value(chance: Chance, table: Table, column: Column) -> Any:
    if column is table.alias:
        return None
    if column.type in ("INT", "INTEGER") and (table.strict or chance.happens(0.7)):
        return chance.choice([1, 2, 3, 5, 17, 2**53 + 1, None, 1000])
    if table.strict and column.type in ("TEXT", "BLOB", "REAL"):
        sort = {"TEXT": str, "BLOB": bytes, "REAL": float}[column.type]
        return chance.choice([one for one in VALUES if isinstance(one, sort)])
    return chance.choice(VALUES)


def accepted(rows: Iterable[Row], schemas: Sequence[Schema]) -> list[Row]:
    """Those of the rows that every one of these schemas takes, with all others that are left, and keeps as they are."""
    left, before = [*rows], -1
    while len(left) != before:
        before = len(left)
        for schema in schemas:
            left = _taken(left, schema)
    return left


def _taken(rows: list[Row], schema: Schema) -> list[Row]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (*create_tables(schema, QUOTE), *create_others(schema, QUOTE, ("index",))):
        connection.execute(statement)
    kept = [row for row in rows if put(connection, schema, row)]
    lost = True
    while lost:
        lost = False
        for table in schema.tables:
            for one in table.constraints:
                if one.sort == "foreign key":
                    lost |= _delete_orphans(connection, table, one)
    left = [row for row in kept if _is_there(connection, schema, row)]
    connection.close()
    return left


def put(connection: sqlite3.Connection, schema: Schema, row: Row) -> bool:
    """Put a row into its table; False where it is refused, or nothing or more comes of it."""
    table = next((one for one in schema.tables if any(column.key in row.values for column in one.columns)), None)
    if table is None:
        return True
    columns = [one for one in table.columns if one.key in row.values and not one.generated]
    listed, values = [QUOTE(one.name) for one in columns], [row.values[one.key] for one in columns]
    alias = rowid_name(table)
    if row.rowid is not None and not table.without_rowid and table.alias is None and alias:
        listed, values = [alias, *listed], [row.rowid, *values]
    name = QUOTE(table.name)
    count = f"select count(*) from {name}"
    before = connection.execute(count).fetchone()[0]
    connection.execute("savepoint one")
    try:
        marks = ", ".join("?" * len(values))
        connection.execute(
            f"insert into {name} ({', '.join(listed)}) values ({marks})"
            if listed
            else f"insert into {name} default values",
            values,
        )
        taken = connection.execute(count).fetchone()[0] == before + 1
    except (sqlite3.Error, OverflowError):
        taken = False
    if connection.in_transaction:
        connection.execute("release one" if taken else "rollback to one")
    if taken and table.alias is not None and row.values.get(table.alias.key) is None:
        # given by SQLite: from now on it is the row's own
        row.values[table.alias.key] = connection.execute("select last_insert_rowid()").fetchone()[0]
    return taken


def rowid_name(table: Table) -> str:
    """A name of the rowid that no column has taken."""
    names = {one.name.lower() for one in table.columns}
    return next((one for one in ("rowid", "_rowid_", "oid") if one not in names), "")


def _is_there(connection: sqlite3.Connection, schema: Schema, row: Row) -> bool:
    table = next((one for one in schema.tables if any(column.key in row.values for column in one.columns)), None)
    if table is None:
        return True
    columns = [one for one in table.columns if one.key in row.values and not one.generated]
    if not columns:
        return True
    where = " and ".join(f"{QUOTE(one.name)} is ?" for one in columns)
    values = [row.values[one.key] for one in columns]
    return bool(connection.execute(f"select count(*) from {QUOTE(table.name)} where {where}", values).fetchone()[0])


def _delete_orphans(connection: sqlite3.Connection, table: Table, one: Constraint) -> bool:
    assert one.parent is not None
    there = one.there or (one.parent.key.columns if one.parent.key is not None else [])
    filled = " and ".join(f"c.{QUOTE(column.name)} is not null" for column in one.columns)
    same = " and ".join(f"p.{QUOTE(up.name)} = c.{QUOTE(own.name)}" for up, own in zip(there, one.columns, strict=True))
    query = (
        f"delete from {QUOTE(table.name)} as c where {filled}"
        f" and not exists (select 1 from {QUOTE(one.parent.name)} p where {same})"
    )
    return connection.execute(query).rowcount > 0
