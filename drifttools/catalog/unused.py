"""Which system catalogs hold nothing that anybody made: the kinds that are kept there need not be read."""

from __future__ import annotations

from collections.abc import Collection

import psycopg

from drifttools.sql.compose import compose, joined, name, value

Connection = psycopg.Connection[tuple[object, ...]]

# What says whose a row is, in the catalogs that have no oid of their own.
_OWNER = {"pg_aggregate": "aggfnoid", "pg_range": "rngtypid", "pg_sequence": "seqrelid"}
_ALL_OF_USERS = frozenset({"pg_db_role_setting"})  # nothing in it is the server's own
_FIRST_OF_USERS = 16384  # what initdb made has a smaller oid (FirstNormalObjectId in the server's source)


def unused(connection: Connection, catalogs: Collection[str]) -> frozenset[str]:
    """Those of the system catalogs in which no user and no extension has made anything."""
    if not catalogs:
        return frozenset()
    query = joined(
        (
            compose(
                "select {} where not exists (select from {} c where {})",
                value(catalog),
                name("pg_catalog", catalog),
                compose("true")
                if catalog in _ALL_OF_USERS
                else compose("c.{}::oid >= {}", name(_OWNER.get(catalog, "oid")), value(_FIRST_OF_USERS)),
            )
            for catalog in sorted(catalogs)
        ),
        " union all ",
    )
    return frozenset(str(row[0]) for row in connection.execute(str(query).encode()))
