"""Dependencies between objects: `pg_depend`, named by kind and key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, LiteralString

from drifttools.kinds.oids import CLASS, FAMILY, FAMILY_FUNCTION, FAMILY_OPERATOR, OPERATOR
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.model.snapshot import Edge
from drifttools.sql.compose import compose, word

if TYPE_CHECKING:
    import psycopg

# Only normal dependencies order statements: automatic and internal ones tie a part to its whole, which the keys say
# already; but for what has no key of its own: a class and its members need their family, and a member that belongs to the
# family itself goes silently with its operator or function. Both ends are resolved by the server, because oids mean
# nothing elsewhere:
# - a rule of a view is that view; an array type is its element type; a row type is its table;
# - an index that backs a constraint is that constraint, any other is named with its table.
_TEMPLATE: LiteralString = """
    with user_edge as (
        select distinct d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
        from pg_catalog.pg_depend d
        where d.deptype = 'n' and d.refobjid >= 16384 and d.objid >= 16384
          and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
        union
        select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
        from pg_catalog.pg_depend d
        where d.deptype = 'a' and d.refobjid >= 16384
          and d.classid in ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass,
                            'pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        -- until 14 a generated column itself depends on what its expression uses, and goes silently with it
        union
        select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
        from pg_catalog.pg_depend d
        where d.deptype = 'a' and d.refobjid >= 16384
          and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid > 0
        -- PostgreSQL takes a table that is dropped out of its publications by itself
        union
        select 'pg_catalog.pg_publication'::pg_catalog.regclass, r.prpubid, 0,
               'pg_catalog.pg_class'::pg_catalog.regclass, r.prrelid, 0
        from pg_catalog.pg_publication_rel r where r.prrelid >= 16384
        -- columns that its row filter or its list of columns names
        union
        select 'pg_catalog.pg_publication'::pg_catalog.regclass, r.prpubid, 0, d.refclassid, d.refobjid, d.refobjsubid
        from pg_catalog.pg_publication_rel r
        join pg_catalog.pg_depend d
          on d.classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass and d.objid = r.oid
         and d.deptype = 'n' and d.refobjsubid > 0),
    -- operator classes with their members, operator families, and members of families that belong to no class
    class(classid, oid, nspname, name) as (
        select x.classid, x.oid, n.nspname, {}
        from (select 'pg_catalog.pg_opclass'::pg_catalog.regclass, o.oid, o.oid from pg_catalog.pg_opclass o
              where o.oid >= 16384
              union all
              select d.classid, d.objid, d.refobjid from pg_catalog.pg_depend d
              where d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.refobjid >= 16384
                and d.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
             ) x(classid, oid, class)
        join pg_catalog.pg_opclass o on o.oid = x.class
        join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
        join pg_catalog.pg_am am on am.oid = o.opcmethod
        where not exists (select from pg_catalog.pg_depend m
                          where m.classid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and m.objid = o.oid
                            and m.deptype = 'e')),
    family(classid, oid, nspname, name, member) as (
        select x.classid, x.oid, n.nspname, {}, x.member
        from (select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, o.oid, o.oid, null from pg_catalog.pg_opfamily o
              where o.oid >= 16384
              union all
              select 'pg_catalog.pg_amop'::pg_catalog.regclass, o.oid, o.amopfamily, {}
              from pg_catalog.pg_amop o where o.oid >= 16384
              union all
              select 'pg_catalog.pg_amproc'::pg_catalog.regclass, o.oid, o.amprocfamily, {}
              from pg_catalog.pg_amproc o where o.oid >= 16384) x(classid, oid, family, member)
        join pg_catalog.pg_opfamily o on o.oid = x.family
        join pg_catalog.pg_namespace n on n.oid = o.opfnamespace
        join pg_catalog.pg_am am on am.oid = o.opfmethod
        where not exists (select from pg_catalog.pg_depend m
                          where m.classid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and m.objid = o.oid
                            and m.deptype = 'e')),
    ends as (
        select classid, objid, objsubid from user_edge
        union select refclassid, refobjid, refobjsubid from user_edge),
    named as (
        select e.classid, e.objid, e.objsubid,
            case
            -- what belongs to an extension comes and goes with it
            when x.extname is not null then json_build_array('extension', x.extname)
            when ty.oid is not null then case ty.typtype
                when 'c' then json_build_array(case when tyc.relkind = 'c' then 'composite' else 'table' end,
                                               tyn.nspname, ty.typname)
                when 'd' then json_build_array('domain', tyn.nspname, ty.typname)
                when 'e' then json_build_array('enum', tyn.nspname, ty.typname)
                when 'r' then json_build_array('range', tyn.nspname, ty.typname)
                -- a multirange is a part of its range
                when 'm' then (
                    select json_build_array('range', rn.nspname, r.typname)
                    from pg_catalog.pg_depend rd
                    join pg_catalog.pg_type r on r.oid = rd.refobjid
                    join pg_catalog.pg_namespace rn on rn.oid = r.typnamespace
                    where rd.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and rd.objid = ty.oid
                      and rd.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass and rd.deptype = 'i')
                else json_build_array('base type', tyn.nspname, ty.typname) end
            when pr.oid is not null then json_build_array(
                case pr.prokind when 'a' then 'aggregate' else 'routine' end, prn.nspname,
                pr.proname || '(' || pg_catalog.oidvectortypes(pr.proargtypes) || ')')
            when o.oid is not null then json_build_array('operator', opn.nspname, {})
            when oc.oid is not null then json_build_array('operator class', oc.nspname, oc.name)
            when fa.oid is not null then case
                when fa.member is null then json_build_array('operator family', fa.nspname, fa.name)
                else json_build_array('operator family member', fa.nspname, fa.name, fa.member) end
            when a.type in ('cast', 'transform') then (
                select json_build_array(a.type, pg_catalog.format_type(c.castsource, null),
                                        pg_catalog.format_type(c.casttarget, null))
                from pg_catalog.pg_cast c
                where e.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and c.oid = e.objid
                union all
                select json_build_array(a.type, pg_catalog.format_type(t.trftype, null), l.lanname)
                from pg_catalog.pg_transform t join pg_catalog.pg_language l on l.oid = t.trflang
                where e.classid = 'pg_catalog.pg_transform'::pg_catalog.regclass and t.oid = e.objid)
            when vc.relkind in ('v', 'm') then json_build_array(
                case vc.relkind when 'm' then 'materialized view' else 'view' end, vn.nspname, vc.relname)
            when a.type = 'user mapping' then json_build_array(
                'user mapping', a.object_args[1],
                case a.object_names[1] when 'public' then 'PUBLIC' else a.object_names[1] end)
            when k.oid is not null then json_build_array('constraint', tn.nspname, t.relname, k.conname)
            when i.indexrelid is not null then json_build_array('index', tn.nspname, t.relname, ic.relname)
            else array_to_json(array[a.type] || a.object_names) end as name
        from ends e
        cross join lateral pg_catalog.pg_identify_object_as_address(e.classid, e.objid, e.objsubid) a
        left join pg_catalog.pg_index i
               on e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.indexrelid = e.objid
        left join pg_catalog.pg_class ic on ic.oid = i.indexrelid
        left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
        left join pg_catalog.pg_class t on t.oid = i.indrelid
        left join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
        left join pg_catalog.pg_proc pr
               on e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and pr.oid = e.objid
        left join pg_catalog.pg_operator o
               on e.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = e.objid
        left join pg_catalog.pg_namespace opn on opn.oid = o.oprnamespace
        left join class oc on (oc.classid, oc.oid) = (e.classid, e.objid)
        left join family fa on (fa.classid, fa.oid) = (e.classid, e.objid)
        left join pg_catalog.pg_type raw
               on raw.oid = case when e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass then e.objid
                                 -- what constructs the values of a range is a part of it
                                 when pr.prosrc ~ '^(multi)?range_constructor[0-3]$' and pr.prolang < 16384
                                 then pr.prorettype end
        left join pg_catalog.pg_type ty
               on ty.oid = coalesce((select el.oid from pg_catalog.pg_type el
                                     where el.oid = raw.typelem and el.typarray = raw.oid), raw.oid)
        left join pg_catalog.pg_class tyc on tyc.oid = ty.typrelid
        left join pg_catalog.pg_namespace tyn on tyn.oid = ty.typnamespace
        left join pg_catalog.pg_depend m
               on m.classid = e.classid and m.objid = e.objid and m.deptype = 'e'
              and m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
        left join pg_catalog.pg_extension x on x.oid = m.refobjid
        left join pg_catalog.pg_namespace prn on prn.oid = pr.pronamespace
        left join pg_catalog.pg_rewrite rw
               on e.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and rw.oid = e.objid
        left join pg_catalog.pg_class vc on vc.oid = rw.ev_class
        left join pg_catalog.pg_namespace vn on vn.oid = vc.relnamespace)
    select json_build_array(f.name, t.name)::text
    from user_edge u
    join named f on (f.classid, f.objid, f.objsubid) = (u.classid, u.objid, u.objsubid)
    join named t on (t.classid, t.objid, t.objsubid) = (u.refclassid, u.refobjid, u.refobjsubid)
    where f.name is not null and t.name is not null
"""
# the names that keys are made of
_QUERY = str(compose(_TEMPLATE, word(CLASS), word(FAMILY), word(FAMILY_OPERATOR), word(FAMILY_FUNCTION), word(OPERATOR)))

_BY_ADDRESS: dict[str, str] = {kind.kind: kind.kind for kind in KINDS} | {
    address: kind.kind for kind in KINDS for address in kind.address
}
_RELATION_OF_COLUMN = {"view column": "view", "materialized view column": "materialized view"}

Node = tuple[str, tuple[str, ...]]


def read_edges(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[Edge, ...]:
    """All normal dependencies between user objects, sorted; those of kinds without a declaration are left out."""
    edges: set[Edge] = set()
    for (line,) in connection.execute(_QUERY).fetchall():
        dependent_name, referenced_name = json.loads(str(line))
        dependent, _ = _node(*dependent_name)
        referenced, column = _node(*referenced_name)
        if dependent and referenced and dependent != referenced and not _within(dependent, referenced):
            edges.add(Edge(dependent, referenced, column))
    return tuple(sorted(edges, key=lambda edge: (edge.dependent, edge.referenced, edge.column)))


def _within(dependent: Node, referenced: Node) -> bool:
    """Whether one is a part of the other, which the keys say: a rule names its own table in its text."""
    kind = BY_NAME.get(dependent[0])
    return kind is not None and referenced[0] in kind.parents and tuple(dependent[1][:-1]) == tuple(referenced[1])


def _node(type_: str, *names: str) -> tuple[Node | None, str]:
    """The (kind, key) of an address, and the column where it is one of a relation."""
    if not names:  # the server names no object: what the edge leads to is gone
        return None, ""
    if type_ in _RELATION_OF_COLUMN:
        return (_RELATION_OF_COLUMN[type_], names[:2]), names[-1]
    kind = _BY_ADDRESS.get(type_)
    return ((kind, names) if kind else None), names[-1] if kind == "column" else ""
