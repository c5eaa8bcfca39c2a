"""What is in the database and no kind covers: counted and named, because silence would read as "no drift"."""

from __future__ import annotations

import psycopg

from drifttools.model.finding import NotCompared

# one row a class of object: its name, and how many a user has made (those of extensions and of the system left out)
_QUERY = """
    with member as (
        select d.classid, d.objid from pg_catalog.pg_depend d
        where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'),
    own as (
        select n.oid from pg_catalog.pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'drifttools')),
    found(class, catalog, oid) as (
        select 'base types', 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid from pg_catalog.pg_type t
         where t.typtype = 'b' and t.typelem = 0 and t.typnamespace in (select oid from own)
        union all select 'operators', 'pg_catalog.pg_operator', o.oid from pg_catalog.pg_operator o
         where o.oprnamespace in (select oid from own)
        union all select 'operator classes', 'pg_catalog.pg_opclass', o.oid from pg_catalog.pg_opclass o
         where o.opcnamespace in (select oid from own)
        union all select 'casts', 'pg_catalog.pg_cast', c.oid from pg_catalog.pg_cast c where c.oid >= 16384
        union all select 'comments on other objects', d.classoid, d.objoid
          from pg_catalog.pg_description d where d.objoid >= 16384 and d.classoid not in (
            'pg_catalog.pg_namespace'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass,
            'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
            'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass,
            'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_extension'::pg_catalog.regclass))
    select f.class, pg_catalog.count(*)::int
    from found f
    where not exists (select from member m where m.classid = f.catalog and m.objid = f.oid)
    group by f.class order by f.class
"""


def read_uncovered(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[NotCompared, ...]:
    """Classes of objects that are there and that no kind covers, with their number."""
    rows = connection.execute(_QUERY).fetchall()
    connection.rollback()
    return tuple(NotCompared(f"{count} {what}", "no kind covers them yet") for what, count in rows)
