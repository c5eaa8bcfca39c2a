"""Finds the ledgers of all known tools in all schemas of a database, and reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

import psycopg
from psycopg import sql

from drifttools.catalog.connect import connect_readonly
from drifttools.config import Target
from drifttools.errors import CatalogError
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.ledgers.base import LedgerFormat, TableShape
from drifttools.migrations.ledgers.rails import BESIDE
from drifttools.migrations.ledgers.registry import LEDGERS

Connection = psycopg.Connection[tuple[object, ...]]

NAMES = sorted({name for one in LEDGERS for name in one.names} | {BESIDE})
TELLING = sorted({one.telling for one in LEDGERS} - {""})

# A tool that folds names to lower case and one that quotes upper case (Liquibase with `preserveSchemaCase`) both count.
_TABLES = """
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text,
       pg_catalog.jsonb_object_agg(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
JOIN pg_catalog.pg_attribute a
  ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND n.nspname OPERATOR(pg_catalog.!~) '^pg_(temp|toast)'
  AND (pg_catalog.lower(c.relname::pg_catalog.text) OPERATOR(pg_catalog.=) ANY (%(names)s)
       OR EXISTS (SELECT FROM pg_catalog.pg_attribute t
                  WHERE t.attrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.attisdropped
                    AND pg_catalog.lower(t.attname::pg_catalog.text) OPERATOR(pg_catalog.=) ANY (%(telling)s)))
GROUP BY 1, 2
ORDER BY 1, 2
"""
# As JSON, because releases of a tool differ in their columns. The age of a row is told by `xmin`, which is no column of it.
_ROWS = "SELECT pg_catalog.to_jsonb(ledger.*), ledger.xmin::pg_catalog.text::pg_catalog.int8 FROM {} AS ledger"


def ledgers_in(target: Target) -> tuple[int | None, tuple[Ledger, ...]]:
    """The release of a target's server, None of a SQLite file, and every ledger in it.

    Raises:
        ConnectionFailed: It does not answer or refuses.
        CatalogError: As `read_ledgers`.
    """
    if target.dialect == "sqlite":
        from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers

        return None, read_sqlite_ledgers(target)
    with connect_readonly(target) as connection:
        return connection.info.server_version // 10_000, read_ledgers(connection)


def read_ledgers(connection: Connection) -> tuple[Ledger, ...]:
    """Every ledger in the database, by schema and table; more than one is itself worth a report.

    Args:
        connection: From `connect_readonly`, not in a transaction; it is left that way.

    Raises:
        CatalogError: The catalog could not be read. A ledger that cannot be read says so in `unread`.
    """
    try:
        found = connection.execute(_TABLES, {"names": NAMES, "telling": TELLING}).fetchall()
    except psycopg.Error as error:
        raise CatalogError(f"the ledgers of migration tools could not be looked for: {str(error).strip()}") from error
    finally:
        connection.rollback()
    rows = cast("list[tuple[str, str, dict[str, str]]]", found)
    beside: dict[str, set[str]] = {}
    for schema, table, _ in rows:
        beside.setdefault(schema, set()).add(table)
    shapes = (
        TableShape(schema, table, {name.lower(): of for name, of in columns.items()}, frozenset(beside[schema]))
        for schema, table, columns in rows
    )
    return tuple(ledger for shape in shapes if (ledger := ledger_of(shape, partial(_read, connection))) is not None)


def ledger_of(table: TableShape, read: Callable[[TableShape, LedgerFormat], Ledger]) -> Ledger | None:
    """The ledger that a table is; None where it is none."""
    form = next((one for one in LEDGERS if one.fits(table)), None)
    return _damaged(table) if form is None else read(table, form)


def _damaged(table: TableShape) -> Ledger | None:
    """A table under a name that only one tool gives, without its columns; a name of several may be anybody's."""
    named = [one for one in LEDGERS if table.name.lower() in one.names]
    if len(named) != 1 or table.name.lower() != named[0].names[0]:
        return None
    lacking = sorted(named[0].columns - table.columns.keys())
    why = f"it has no column {', '.join(lacking)}" if lacking else "it has more columns than the tool makes"
    return Ledger(named[0].tool, table.schema, table.name, unread=why)


def _read(connection: Connection, table: TableShape, form: LedgerFormat) -> Ledger:
    try:
        found = connection.execute(sql.SQL(_ROWS).format(sql.Identifier(table.schema, table.name))).fetchall()
    except psycopg.Error as error:  # no privilege, locked, hidden by a policy
        why = str(error).partition("\n")[0]
        return Ledger(form.tool, table.schema, table.name, unread=why)
    finally:
        connection.rollback()
    pairs = cast("list[tuple[Mapping[str, Any], int]]", found)
    told = [{name.lower(): value for name, value in row.items()} | {"xmin": xmin} for row, xmin in pairs]
    return Ledger(form.tool, table.schema, table.name, form.rows(told))
