"""What a declaration says that PostgreSQL will call something is what PostgreSQL calls it."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from drifttools.kinds.column import Column
from tests.conftest import MakeDatabase

NAMES = [("t", "c"), ("t" * 60, "c"), ("t", "c" * 60), ("t" * 40, "c" * 40), ("ä" * 20, "ö" * 25), ("t" * 27, "c" * 27)]


@pytest.mark.parametrize(("table", "column"), NAMES, ids=lambda name: str(len(name)))
def test_the_usual_name_of_a_not_null(database: MakeDatabase, table: str, column: str) -> None:
    """It is cut as PostgreSQL 18 cuts it: within 63 bytes, from the longer part, by whole characters."""
    with psycopg.connect(database()) as connection:
        made = sql.SQL("create table {} ({} int not null)").format(sql.Identifier(table), sql.Identifier(column))
        connection.execute(made)
        found = connection.execute("select conname from pg_constraint where contype = 'n' and conrelid >= 16384").fetchall()
    record = Column.record({"table": table, "column": column})
    assert found == [(record.usual_not_null,)]
