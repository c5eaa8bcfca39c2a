"""Whatever a table of SQLite is and holds: written anew it keeps its rows, and taken back it is what it was."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from drifttools.repair.sqlite.rebuild import Rebuild
from drifttools.sql.sqlite_ddl import ColumnText, TableText, parse_table, quoted

NAMES = ("a", "B", "select", 'q"t', "ä b", "rowid", "x,y", "(", "_rowid_")
TYPES = ("", "text", "varchar(10)", "blob", "any thing")  # none of them changes a text or a blob
CLAUSES = (
    "",
    " collate nocase",
    " default 'it''s'",
    " default (1 + 2)",
    " check (1)",
    " default null",
    " not null default ''",
)
VALUES = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
    st.binary(max_size=20),
)


@dataclass(frozen=True)
class Made:
    """A table, what it is to become, and rows: a value for each column."""

    before: TableText
    after: TableText
    rows: list[list[Any]]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """Draw a table whose columns are shuffled, left out and added to."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique_by=str.lower))
    columns = {name: f"{quoted(name)} {draw(st.sampled_from(TYPES))}{draw(st.sampled_from(CLAUSES))}" for name in NAMES}
    key = draw(st.sampled_from(["", ' "id" integer primary key,', ' "id" integer primary key autoincrement,']))
    own = ", ".join(columns[name] for name in names)
    before = parse_table(f"create table t ({key} {own})")
    kept = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique_by=str.lower))
    # `not null` without a value, and what another type would make of a value, are questions and no property
    after = parse_table(f"create table t ({key} {', '.join(columns[name] for name in kept)})")
    rows = draw(st.lists(st.lists(VALUES, min_size=len(names), max_size=len(names)), max_size=6))
    return Made(before, after, rows)


def filled(made: Made) -> sqlite3.Connection:
    """Make the table with its rows, some of them gone again so that rowids have gaps."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(str(made.before.create()))
    columns = [column for column in made.before.columns if column.name != "id"]
    listed = ", ".join(str(quoted(column.name)) for column in columns)
    for row in made.rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"insert into t ({listed}) values ({marks})", row)
    if _alias(made.before.columns):
        connection.execute(f"delete from t where {_alias(made.before.columns)} % 3 = 2")
    return connection


def _alias(columns: tuple[ColumnText, ...]) -> str:
    taken = {column.name.lower() for column in columns}
    return next((one for one in ("rowid", "_rowid_", "oid") if one not in taken), "")


def rows(connection: sqlite3.Connection, columns: list[str], *, with_rowid: str = "") -> list[tuple[Any, ...]]:
    """All rows with the sort of each value, in the order of some key."""
    parts = [*([with_rowid] if with_rowid else []), *(str(quoted(column)) for column in columns)]
    listed = ", ".join(f"{part}, typeof({part})" for part in parts)
    return sorted(connection.execute(f"select {listed} from t").fetchall(), key=repr) if parts else []


def run(connection: sqlite3.Connection, rebuild: Rebuild) -> None:
    """Write the table anew."""
    connection.execute("begin immediate")
    for statement in rebuild.statements():
        connection.execute(statement.sql)
    connection.execute("commit")


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_table_written_anew_keeps_its_rows(made: Made) -> None:
    """Values, their sorts, rowids and the highest id are what they were in every column that stays, and on the way back."""
    connection = filled(made)
    rebuild = Rebuild(made.before, made.after)
    shared = [column.name for column in made.before.columns if made.after.column(column.name) is not None]
    alias = _alias((*made.before.columns, *made.after.columns)) if rebuild.rowids_kept else ""
    held = rows(connection, shared, with_rowid=alias)
    number = connection.execute("select count(*) from t").fetchall()
    given = connection.execute("select name, seq from sqlite_sequence").fetchall() if made.before.autoincrement else []
    for way in (rebuild, replace(rebuild, before=made.after, after=made.before)):
        run(connection, way)
        assert connection.execute("select count(*) from t").fetchall() == number
        assert rows(connection, shared, with_rowid=alias) == held
        if made.before.autoincrement:
            assert connection.execute("select name, seq from sqlite_sequence").fetchall() == given
        stored = connection.execute("select sql from sqlite_schema where name = 't'").fetchone()[0]
        assert parse_table(stored).normal == way.after.normal
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()
