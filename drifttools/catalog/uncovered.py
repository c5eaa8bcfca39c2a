"""What is in the database and no kind covers: counted and named, because silence would read as "no drift"."""

from __future__ import annotations

from typing import LiteralString

import psycopg

from drifttools.model.finding import NotCompared

# one row a class of object: its name, and how many a user has made (those of extensions and of the system left out)
_QUERY: LiteralString = """
    with member as (
        select d.classid, d.objid from pg_catalog.pg_depend d
        where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'),
    found(class, catalog, oid) as (
        -- what a user adds to a family of the server is in no dump; extensions do so too
        select 'members of operator families of the server', a.catalog, a.oid
        from (select 'pg_catalog.pg_amop'::pg_catalog.regclass::pg_catalog.oid, oid, amopfamily from pg_catalog.pg_amop
              union all
              select 'pg_catalog.pg_amproc'::pg_catalog.regclass, oid, amprocfamily from pg_catalog.pg_amproc
             ) a(catalog, oid, family)
        where a.oid >= 16384 and a.family < 16384
          and not exists (select from pg_catalog.pg_depend u
                          left join member m on m.classid = u.refclassid and m.objid = u.refobjid
                          where u.classid = a.catalog and u.objid = a.oid
                            and (m.objid is not null or u.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass))
        union all select 'large objects', 'pg_catalog.pg_largeobject'::pg_catalog.regclass, l.oid
                  from pg_catalog.pg_largeobject_metadata l
        union all select 'security labels', s.classoid, s.objoid from pg_catalog.pg_seclabel s
        union all select 'comments on other objects', d.classoid, d.objoid
          from pg_catalog.pg_description d where d.objoid >= 16384 and d.classoid not in (
            'pg_catalog.pg_namespace'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass,
            'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
            'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass,
            'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_extension'::pg_catalog.regclass,
            'pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass,
            'pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass,
            'pg_catalog.pg_conversion'::pg_catalog.regclass, 'pg_catalog.pg_am'::pg_catalog.regclass,
            'pg_catalog.pg_language'::pg_catalog.regclass, 'pg_catalog.pg_transform'::pg_catalog.regclass,
            'pg_catalog.pg_ts_parser'::pg_catalog.regclass, 'pg_catalog.pg_ts_template'::pg_catalog.regclass,
            'pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_collation'::pg_catalog.regclass,
            'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, 'pg_catalog.pg_ts_dict'::pg_catalog.regclass,
            'pg_catalog.pg_ts_config'::pg_catalog.regclass, 'pg_catalog.pg_publication'::pg_catalog.regclass,
            'pg_catalog.pg_event_trigger'::pg_catalog.regclass,
            'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass,
            'pg_catalog.pg_foreign_server'::pg_catalog.regclass, 'pg_catalog.pg_subscription'::pg_catalog.regclass)
        -- array types and the row types of relations are called after what they belong to
        union all select 'comments on types that come with others', d.classoid, d.objoid
                  from pg_catalog.pg_description d
                  join pg_catalog.pg_type t on t.oid = d.objoid
                  left join pg_catalog.pg_class c on c.oid = t.typrelid
                  where d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.objoid >= 16384
                    and (c.relkind <> 'c' or exists (select from pg_catalog.pg_type e where e.typarray = t.oid)))
    select f.class, pg_catalog.count(*)::int
    from found f
    where not exists (select from member m where m.classid = f.catalog and m.objid = f.oid)
    group by f.class order by f.class
"""


# they are of the whole server, and no dump of a database has them
_PARAMETERS: LiteralString = "select pg_catalog.count(*)::int from pg_catalog.pg_parameter_acl"
_PARAMETERS_SINCE = 150000


def read_uncovered(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[NotCompared, ...]:
    """Classes of objects that are there and that no kind covers, with their number."""
    rows = connection.execute(_QUERY).fetchall()
    if connection.info.server_version >= _PARAMETERS_SINCE:
        granted = connection.execute(_PARAMETERS).fetchone()
        rows += [("parameters with privileges", granted[0])] if granted and granted[0] else []
    connection.rollback()
    return tuple(NotCompared(f"{count} {what}", "no kind covers them yet") for what, count in rows)
