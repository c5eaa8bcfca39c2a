"""What a server has and no kind covers, by name: its functions, what extensions bring, materialized views, sequences."""

from __future__ import annotations

import json
from typing import LiteralString

import psycopg

from drifttools.catalog.query import pin, said
from drifttools.errors import CatalogError

Connection = psycopg.Connection[tuple[object, ...]]

# functions of extensions and of the server, once for each name; aggregates and procedures are in pg_proc too
_FUNCTIONS: LiteralString = """
    select n.nspname::text, p.proname::text, null::text
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^pg_(toast|temp)'
    group by 1, 2
"""
_RELATIONS: LiteralString = """
    with member as (
        select d.objid from pg_catalog.pg_depend d
        where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'
          and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    select n.nspname::text, c.relname::text,
           coalesce((select json_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
                     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('m', 'S')
       or (c.relkind in ('r', 'v', 'p', 'f') and exists (select from member m where m.objid = c.oid))
"""


def read_known(connection: Connection) -> tuple[tuple[str, str, tuple[str, ...] | None], ...]:
    """Schema, name and columns of each; a function has none. Two queries, whatever the database holds.

    Raises:
        CatalogError: The catalog could not be read.
    """
    try:
        pin(connection)
        rows = [*connection.execute(_FUNCTIONS).fetchall(), *connection.execute(_RELATIONS).fetchall()]
    except psycopg.Error as problem:
        connection.rollback()
        raise CatalogError(f"the names of the catalog could not be read: {said(problem)}") from problem
    return tuple(
        (str(schema), str(name), None if columns is None else tuple(json.loads(str(columns))))
        for schema, name, columns in rows
    )
