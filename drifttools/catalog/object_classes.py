"""Where PostgreSQL keeps names: one query for each class of objects, all with the same parameters and columns.

Parameters: `names` (text[], matched exactly), `folded` (text[], matched without regard to case), `role` (oid),
`path` (bigint[], the oids of the schemas that the role searches, in order). Columns: `kind`, `schema`, `name`,
`on_table`, `owner`, `rows_estimate`, `found_by_search_path`, `usable`, `matched` (the name that matched).

Relations, types and routines have a namespace each, and "found" means that no earlier schema of the path holds the same
name there. Everything else is found with the relation or the schema that it belongs to.
"""

from __future__ import annotations

from typing import LiteralString


def _matches(of: LiteralString) -> LiteralString:
    # names have the collation C, whose lower() knows ASCII only
    exact: LiteralString = of + " = any(%(names)s::pg_catalog.text[])"
    lower: LiteralString = "pg_catalog.lower(" + of + '::pg_catalog.text collate pg_catalog."default")'
    return "(" + exact + " or " + lower + " = any(%(folded)s::pg_catalog.text[]))"


def _usable(schema: LiteralString) -> LiteralString:
    return "pg_catalog.has_schema_privilege(%(role)s::pg_catalog.oid, " + schema + ", 'USAGE')"


_PATH: LiteralString = "pg_catalog.unnest(%(path)s::pg_catalog.int8[]) with ordinality u(oid, place)"


def _relation_found(of: LiteralString) -> LiteralString:
    """Whether a bare name finds the `pg_class` row: the first schema of the path that holds the name is its own."""
    return (
        "coalesce(" + of + ".oid = (select v.oid from " + _PATH
        + " join pg_catalog.pg_class v on v.relnamespace = u.oid::pg_catalog.oid and v.relname = " + of + ".relname"
        " order by u.place limit 1), false)"
    )  # fmt: skip


_RELATION_KIND: LiteralString = """
    case when c.relpersistence = 't' then 'temporary ' else '' end ||
    case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
                   when 'm' then 'materialized view' when 'S' then 'sequence' when 'i' then 'index'
                   when 'I' then 'partitioned index' when 'f' then 'foreign table' when 'c' then 'composite type'
                   else 'relation' end
"""
_USER: LiteralString = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'"

RELATIONS: LiteralString = (
    "select " + _RELATION_KIND + """ as kind, n.nspname as schema, c.relname as name, t.relname as on_table,
           pg_catalog.pg_get_userbyid(c.relowner) as owner,
           case when c.relkind in ('r', 'p', 'm', 'f') and c.reltuples >= 0
                then c.reltuples::pg_catalog.int8 end as rows_estimate,
           """ + _relation_found("c") + " as found_by_search_path, " + _usable("n.oid") + """ as usable,
           c.relname as matched
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_index i on i.indexrelid = c.oid
    left join pg_catalog.pg_class t on t.oid = i.indrelid
    where c.relkind <> 't' and n.nspname !~ '^pg_toast' and """ + _matches("c.relname")
)  # fmt: skip

TYPES: LiteralString = (
    """
    select case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type'
                          when 'm' then 'multirange type' when 'p' then 'pseudo-type' else 'base type' end as kind,
           n.nspname as schema, t.typname as name, null::text as on_table,
           pg_catalog.pg_get_userbyid(t.typowner) as owner, null::pg_catalog.int8 as rows_estimate,
           coalesce(t.oid = (select v.oid from """ + _PATH + """
                    join pg_catalog.pg_type v on v.typnamespace = u.oid::pg_catalog.oid and v.typname = t.typname
                    order by u.place limit 1), false) as found_by_search_path,
           """ + _usable("n.oid") + """ as usable, t.typname as matched
    from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
    where t.typtype <> 'c' and t.typcategory <> 'A' and """ + _matches("t.typname")
)  # fmt: skip

ROUTINES: LiteralString = (
    """
    select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
           n.nspname as schema, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' as name,
           null::text as on_table, pg_catalog.pg_get_userbyid(p.proowner) as owner,
           null::pg_catalog.int8 as rows_estimate,
           coalesce(p.oid = (select v.oid from """ + _PATH + """
                    join pg_catalog.pg_proc v on v.pronamespace = u.oid::pg_catalog.oid
                         and v.proname = p.proname and v.proargtypes = p.proargtypes
                    order by u.place limit 1), false) as found_by_search_path,
           """ + _usable("n.oid") + """ as usable, p.proname as matched
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where """ + _matches("p.proname")
)  # fmt: skip

SCHEMAS: LiteralString = (
    """
    select 'schema' as kind, n.nspname as schema, n.nspname as name, null::text as on_table,
           pg_catalog.pg_get_userbyid(n.nspowner) as owner, null::pg_catalog.int8 as rows_estimate,
           n.oid::pg_catalog.int8 = any(%(path)s::pg_catalog.int8[]) as found_by_search_path,
           """ + _usable("n.oid") + """ as usable, n.nspname as matched
    from pg_catalog.pg_namespace n
    where n.nspname !~ '^pg_toast' and """ + _matches("n.nspname")
)  # fmt: skip

EXTENSIONS: LiteralString = (
    """
    select 'extension' as kind, n.nspname as schema, e.extname as name, null::text as on_table,
           pg_catalog.pg_get_userbyid(e.extowner) as owner, null::pg_catalog.int8 as rows_estimate,
           n.oid::pg_catalog.int8 = any(%(path)s::pg_catalog.int8[]) as found_by_search_path,
           """ + _usable("n.oid") + """ as usable, e.extname as matched
    from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
    where """ + _matches("e.extname")
)  # fmt: skip


def _on_relation(
    kind: LiteralString, catalog: LiteralString, name: LiteralString, relation: LiteralString, also: LiteralString
) -> LiteralString:
    """The query of a class whose objects belong to a relation."""
    return (
        "select '" + kind + "' as kind, n.nspname as schema, o." + name + """ as name, c.relname as on_table,
               pg_catalog.pg_get_userbyid(c.relowner) as owner, null::pg_catalog.int8 as rows_estimate,
               """ + _relation_found("c") + " as found_by_search_path, " + _usable("n.oid") + """ as usable,
               o.""" + name + """ as matched
        from pg_catalog.""" + catalog + """ o
        join pg_catalog.pg_class c on c.oid = o.""" + relation + """
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where """ + _USER + " and " + also + " and " + _matches("o." + name)
    )  # fmt: skip


COLUMNS = _on_relation(
    "column", "pg_attribute", "attname", "attrelid",
    "o.attnum > 0 and not o.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')",
)  # fmt: skip
CONSTRAINTS = _on_relation("constraint", "pg_constraint", "conname", "conrelid", "o.conrelid <> 0")
TRIGGERS = _on_relation("trigger", "pg_trigger", "tgname", "tgrelid", "not o.tgisinternal")
POLICIES = _on_relation("policy", "pg_policy", "polname", "polrelid", "true")

CLASSES: tuple[LiteralString, ...] = (
    RELATIONS, TYPES, ROUTINES, SCHEMAS, COLUMNS, CONSTRAINTS, TRIGGERS, POLICIES, EXTENSIONS,
)  # fmt: skip

# Names to compare an unknown one with. The bound on the length keeps what is sent small, however large the catalog.
NAMES_LIKE: LiteralString = """
    with own as (
        select n.oid from pg_catalog.pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
    named(name) as (
        select c.relname from pg_catalog.pg_class c where c.relkind <> 't' and c.relnamespace in (select oid from own)
        union select t.typname from pg_catalog.pg_type t
         where t.typcategory <> 'A' and t.typnamespace in (select oid from own)
        union select p.proname from pg_catalog.pg_proc p where p.pronamespace in (select oid from own)
        union select n.nspname from pg_catalog.pg_namespace n where n.oid in (select oid from own)
        union select a.attname from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
         where a.attnum > 0 and not a.attisdropped and c.relkind <> 't' and c.relnamespace in (select oid from own))
    select name::text from named
    where pg_catalog.abs(pg_catalog.length(name::text) - %(length)s) <= greatest(2, %(length)s / 3)
    order by 1 limit 50000
"""
