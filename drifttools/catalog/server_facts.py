"""Which server and database this is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import psycopg

from drifttools.model.snapshot import Server

_QUERY = """
    select pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')::int,
           pg_catalog.current_database()::text, current_user::text, pg_catalog.clock_timestamp(),
           (select pg_catalog.array_agg(r.rolname::text) from pg_catalog.pg_roles r)
"""
# a superuser and members of pg_monitor may call it; without it a plan is bound to the database's name alone
_IDENTIFIER = """
    select case when pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute')
           then (select system_identifier::text from pg_catalog.pg_control_system()) else '' end
"""


def read_server(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[Server, datetime, frozenset[str]]:
    """The server's facts, its clock in UTC, and the roles that it has."""
    row = connection.execute(_QUERY).fetchone()
    identifier = connection.execute(_IDENTIFIER).fetchone()
    if row is None or identifier is None:
        raise psycopg.DataError("the server gave no row where one is certain")
    version, number, database, role, now, roles = cast("tuple[str, int, str, str, datetime, list[str]]", row)
    server = Server("postgresql", version, number, database, str(identifier[0]), role)
    return server, now.astimezone(UTC), frozenset(roles)
