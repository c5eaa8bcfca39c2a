"""Whether tables that are missing are in another database of the same server. Read-only, as the same role."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

import psycopg

from drifttools.catalog.connect import Connection, connect_readonly
from drifttools.config import Target
from drifttools.errors import DriftToolsError

_MOST = 8  # databases that are looked into: a server of 148 tenants is not searched through

_DATABASES = """
    select d.datname::text from pg_catalog.pg_database d
    where d.datallowconn and not d.datistemplate and d.datname <> pg_catalog.current_database()
      and pg_catalog.has_database_privilege(d.oid, 'CONNECT')
    order by d.datname = 'postgres', d.datname
"""
_TABLES = """
    select n.nspname::text, c.relname::text
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and c.relname = any (%(names)s)
"""


def tables_elsewhere(
    connection: Connection, target: Target, names: Iterable[str]
) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Database to the tables of these names in it; a database that lets nobody in is left out.

    Args:
        connection: To the target, not in a transaction.
        target: Whose server it is.
        names: The names of tables.
    """
    wanted = sorted(set(names))
    try:
        databases = [str(row[0]) for row in connection.execute(_DATABASES).fetchall()]
    except psycopg.Error:
        return {}
    finally:
        connection.rollback()
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for database in databases[:_MOST]:
        other = dataclasses.replace(target, parameters={**target.parameters, "dbname": database})
        try:
            with connect_readonly(other) as opened:
                rows = opened.execute(_TABLES, {"names": wanted}).fetchall()
        except (DriftToolsError, psycopg.Error):
            continue
        found[database] = frozenset((str(schema), str(table)) for schema, table in rows)
    return found
