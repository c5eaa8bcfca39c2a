"""Reads `django_migrations`, in whichever schemas there is one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import psycopg
from psycopg import sql

from drifttools.errors import CatalogError
from drifttools.migrations.ledger import Ledger, LedgerRow

TABLE = "django_migrations"

_SCHEMAS = """
SELECT n.nspname::pg_catalog.text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relname OPERATOR(pg_catalog.=) %s AND c.relkind IN ('r', 'p')
  AND n.nspname OPERATOR(pg_catalog.!~) '^pg_(temp|toast)'
ORDER BY 1
"""
_ROWS = "SELECT app::pg_catalog.text, name::pg_catalog.text, applied FROM {} ORDER BY id"


def read_django_ledgers(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[Ledger, ...]:
    """Every ledger of Django in the database, by schema; more than one is itself worth a report.

    Args:
        connection: From `connect_readonly`, not in a transaction; it is left that way.

    Raises:
        CatalogError: The catalog could not be read. A ledger that cannot be read says so in `unread`.
    """
    try:
        schemas = [str(row[0]) for row in connection.execute(_SCHEMAS, (TABLE,))]
    except psycopg.Error as error:
        raise CatalogError(f"the ledgers of Django could not be looked for: {str(error).strip()}") from error
    finally:
        connection.rollback()
    return tuple(_read(connection, schema) for schema in schemas)


def _read(connection: psycopg.Connection[tuple[object, ...]], schema: str) -> Ledger:
    try:
        found = connection.execute(sql.SQL(_ROWS).format(sql.Identifier(schema, TABLE))).fetchall()
    except psycopg.Error as error:  # no privilege, locked, or a table of that name which is not Django's
        return Ledger("django", schema, TABLE, unread=str(error).partition("\n")[0])
    finally:
        connection.rollback()
    rows = (cast("tuple[str, str, datetime | None]", row) for row in found)
    return Ledger("django", schema, TABLE, tuple(LedgerRow(app, name, _utc(at)) for app, name, at in rows))


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
