"""Finds the ledgers of all known tools in a SQLite file, and reads them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import partial

from drifttools.catalog.sqlite_connect import connect_sqlite, refused
from drifttools.config import Target
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.ledgers.base import LedgerFormat, TableShape
from drifttools.migrations.read_ledgers import NAMES, TELLING, ledger_of
from drifttools.sql.compose import compose
from drifttools.sql.sqlite_ddl import quoted

_TABLES = """
    select s.name, json_group_object(lower(x.name), lower(x.type))
    from main.sqlite_schema s, pragma_table_info(s.name, 'main') x
    where s.type = 'table'
    group by s.name
    having lower(s.name) in (select value from json_each(:names))
        or sum(lower(x.name) in (select value from json_each(:telling))) > 0
    order by s.name
"""


def read_sqlite_ledgers(target: Target) -> tuple[Ledger, ...]:
    """Every ledger in the file, by its table.

    Raises:
        ConnectionFailed: It cannot be opened.
        CatalogError: It could not be read. A ledger that cannot be read says so in `unread`.
    """
    with closing(connect_sqlite(target)) as connection:
        connection.text_factory = str
        try:
            found = connection.execute(_TABLES, {"names": json.dumps(NAMES), "telling": json.dumps(TELLING)}).fetchall()
        except sqlite3.Error as problem:
            raise refused(target, problem) from problem
        beside = frozenset(table for table, _ in found)
        shapes = [TableShape("main", table, json.loads(columns), beside) for table, columns in found]
        return tuple(ledger for shape in shapes if (ledger := ledger_of(shape, partial(_read, connection))) is not None)


def _read(connection: sqlite3.Connection, table: TableShape, form: LedgerFormat) -> Ledger:
    try:
        cursor = connection.execute(str(compose("select * from {}", quoted("main", table.name))))
        columns = [column[0].lower() for column in cursor.description]
        # SQLite notes no transaction with a row
        told = [dict(zip(columns, row, strict=True)) | {"xmin": 0} for row in cursor.fetchall()]
    except sqlite3.Error as problem:
        return Ledger(form.tool, table.schema, table.name, unread=str(problem))
    return Ledger(form.tool, table.schema, table.name, form.rows(told))
