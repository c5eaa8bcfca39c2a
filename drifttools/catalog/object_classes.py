"""Where PostgreSQL keeps names: one query for each class of objects, all with the same parameters and columns.

Parameters: `names` (text[], matched exactly), `folded` (text[], matched without regard to case), `role` (oid),
`path` (bigint[], the oids of the schemas that the role searches, in order). Columns: `kind`, `schema`, `name`,
`on_table`, `owner`, `rows_estimate`, `found_by_search_path`, `usable`, `matched` (the name that matched).

Relations, types, routines and each of the other classes that are in schemas have a namespace each, and "found" means that
no earlier schema of the path holds the same name there. What belongs to a relation is found with that, and what is in no
schema (its `schema` is empty) by its name alone.
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
# one statement for several classes: somebody waits for the answer
PARTS: LiteralString = " union all ".join((
    _on_relation("constraint", "pg_constraint", "conname", "conrelid", "o.conrelid <> 0"),
    _on_relation("trigger", "pg_trigger", "tgname", "tgrelid", "not o.tgisinternal"),
    _on_relation("policy", "pg_policy", "polname", "polrelid", "true"),
    # every view has one of that name
    _on_relation("rule", "pg_rewrite", "rulename", "ev_class", "o.rulename <> '_RETURN'"),
))  # fmt: skip


def _in_schema(
    kind: LiteralString, table: LiteralString, prefix: LiteralString, same: LiteralString = "true", *, owned: bool = True
) -> LiteralString:
    """The query of a class whose objects are in schemas and have a catalog of their own.

    Args:
        prefix: Of the catalog's columns.
        same: What else two objects `v` and `o` must have in common to take the same name.
        owned: Whether they have owners.
    """
    return (
        "select '" + kind + "' as kind, n.nspname as schema, o." + prefix + """name as name, null::text as on_table,
               """ + ("pg_catalog.pg_get_userbyid(o." + prefix + "owner)" if owned else "null::name") + """ as owner,
               null::pg_catalog.int8 as rows_estimate,
               coalesce(o.oid = (select v.oid from """ + _PATH + """
                        join pg_catalog.""" + table + " v on v." + prefix + "namespace = u.oid::pg_catalog.oid"
        " and v." + prefix + "name = o." + prefix + "name and " + same + """
                        order by u.place limit 1), false) as found_by_search_path,
               """ + _usable("n.oid") + " as usable, o." + prefix + """name as matched
        from pg_catalog.""" + table + " o join pg_catalog.pg_namespace n on n.oid = o." + prefix + """namespace
        where """ + _matches("o." + prefix + "name")
    )  # fmt: skip


def _in_none(kind: LiteralString, table: LiteralString, prefix: LiteralString, also: LiteralString = "") -> LiteralString:
    """The query of a class whose objects are in no schema."""
    # an access method belongs to nobody
    owner: LiteralString = "null::name" if table == "pg_am" else "pg_catalog.pg_get_userbyid(o." + prefix + "owner)"
    return (
        "select '" + kind + "' as kind, '' as schema, o." + prefix + """name as name, null::text as on_table,
               """ + owner + """ as owner,
               null::pg_catalog.int8 as rows_estimate, false as found_by_search_path, true as usable,
               o.""" + prefix + """name as matched
        from pg_catalog.""" + table + " o where " + also + _matches("o." + prefix + "name")
    )  # fmt: skip


PLACED: LiteralString = " union all ".join((
    _in_schema("collation", "pg_collation", "coll"),
    _in_schema("statistics", "pg_statistic_ext", "stx"),
    _in_schema("conversion", "pg_conversion", "con"),
    _in_schema("operator", "pg_operator", "opr", "v.oprleft = o.oprleft and v.oprright = o.oprright"),
    _in_schema("operator class", "pg_opclass", "opc", "v.opcmethod = o.opcmethod"),
    _in_schema("operator family", "pg_opfamily", "opf", "v.opfmethod = o.opfmethod"),
    _in_schema("text search configuration", "pg_ts_config", "cfg"),
    _in_schema("text search dictionary", "pg_ts_dict", "dict"),
    _in_schema("text search parser", "pg_ts_parser", "prs", owned=False),
    _in_schema("text search template", "pg_ts_template", "tmpl", owned=False),
))  # fmt: skip
UNPLACED: LiteralString = " union all ".join((
    _in_none("access method", "pg_am", "am"),
    _in_none("event trigger", "pg_event_trigger", "evt"),
    _in_none("foreign data wrapper", "pg_foreign_data_wrapper", "fdw"),
    _in_none("foreign server", "pg_foreign_server", "srv"),
    _in_none("language", "pg_language", "lan"),
    _in_none("publication", "pg_publication", "pub"),
    # those of all databases of the server are in one catalog
    _in_none(
        "subscription", "pg_subscription", "sub",
        "o.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()) and ",
    ),
))  # fmt: skip

CLASSES: tuple[LiteralString, ...] = (
    RELATIONS, TYPES, ROUTINES, SCHEMAS, COLUMNS, PARTS, EXTENSIONS, PLACED, UNPLACED,
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
         where a.attnum > 0 and not a.attisdropped and c.relkind <> 't' and c.relnamespace in (select oid from own)
        union select o.conname from pg_catalog.pg_constraint o where o.connamespace in (select oid from own)
        union select o.collname from pg_catalog.pg_collation o where o.collnamespace in (select oid from own)
        union select o.stxname from pg_catalog.pg_statistic_ext o where o.stxnamespace in (select oid from own)
        union select o.cfgname from pg_catalog.pg_ts_config o where o.cfgnamespace in (select oid from own)
        union select o.dictname from pg_catalog.pg_ts_dict o where o.dictnamespace in (select oid from own)
        union select o.tgname from pg_catalog.pg_trigger o where not o.tgisinternal
        union select o.polname from pg_catalog.pg_policy o
        union select o.evtname from pg_catalog.pg_event_trigger o
        union select o.pubname from pg_catalog.pg_publication o
        union select o.srvname from pg_catalog.pg_foreign_server o
        union select o.extname from pg_catalog.pg_extension o)
    select name::text from named
    where pg_catalog.abs(pg_catalog.length(name::text) - %(length)s) <= greatest(2, %(length)s / 3)
    order by 1 limit 50000
"""
