"""Comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, LiteralString

from drifttools.kinds.attached import (
    CATALOG_OF,
    CATALOGED,
    MEMBERS,
    OF_ROUTINE,
    OWN_ROUTINE,
    RELATIONS,
    ROUTINES,
    Attached,
    Cataloged,
    no_member,
    of_type,
)
from drifttools.kinds.base import Compare, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, in_scope
from drifttools.kinds.oids import CLASS, FAMILY, OPERATOR
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value, word
from drifttools.sql.dialect import Dialect


def _comments_on(catalog: Cataloged) -> LiteralString:
    source, condition = catalog.rows()
    found: LiteralString = (
        "select n.nspname, " + catalog.object + ", '', '" + catalog.kind + "', d.description, null, null from " + source
        + " join pg_catalog.pg_description d on d.classoid = 'pg_catalog." + catalog.table
        + "'::pg_catalog.regclass and d.objoid = o.oid where " + condition
    )  # fmt: skip
    return found


@declared
class Comment(Attached):
    """What COMMENT ON says about an object of another kind: a table or a column, an index, a routine, an operator.

    The one that every database has on its schema public is left out, and an extension's own on itself.
    """

    kind = "comment"
    plural = "comments"
    parents = (
        "schema",
        "enum",
        "composite",
        "composite attribute",
        "range",
        "domain",
        "base type",
        "sequence",
        "routine",
        "table",
        "column",
        "constraint",
        "index",
        "view",
        "materialized view",
        "trigger",
        "policy",
        "operator",
        "operator family",
        "operator class",
        "cast",
        "conversion",
        "access method",
        "language",
        "transform",
        "text search parser",
        "text search template",
        "rule",
        "aggregate",
        "extension",
        *CATALOG_OF,
    )
    alterable = frozenset({"text"})
    severity = Severity.NOTE
    decided_by = frozenset({"pg_description"})
    located = 3

    schema: str = key("the object's schema; the object itself where it is in none")
    object: str = key("the object's name, or the relation that it is a part of; empty for what is in no schema")
    part: str = key("the name of a column, constraint, index, trigger, rule, policy or multirange; empty for others")
    of: str = key("the kind of the object; `not null` for that of a column, `multirange` for that of a range")
    text: str = attr("pg_description.description", severity=Severity.NOTE)
    identity: str | None = attr("the quoted name of a routine, NOT NULL or multirange, for statements", Compare.NOTED)
    usual: str | None = attr("what an extension says of itself, which is no row of this kind", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {MEMBERS}
            select n.nspname, '', '', 'schema', d.description, null::text, null::text
            from pg_catalog.pg_description d
            join pg_catalog.pg_namespace n on n.oid = d.objoid
            where d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
              and (n.nspname, d.description) <> ('public', 'standard public schema')
              and {in_scope("n.nspname")} and {no_member("pg_namespace", "n.oid")}
            union all
            select n.nspname, coalesce(t.relname, c.relname),
                   case when t.oid is not null then c.relname else coalesce(a.attname, '') end,
                   case when a.attnum is not null and c.relkind = 'c' then 'composite attribute'
                        when a.attnum is not null then 'column'
                        when t.oid is not null then 'index'
                        else case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
                             when 'f' then 'foreign table' when 'S' then 'sequence' else 'table' end end,
                   d.description, null, null
            from pg_catalog.pg_description d
            join pg_catalog.pg_class c on c.oid = d.objoid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
            left join pg_catalog.pg_index i on i.indexrelid = c.oid
            left join pg_catalog.pg_class t on t.oid = i.indrelid
            where d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and c.relpersistence <> 't'
              and (c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I') or c.relkind = 'c' and d.objsubid > 0)
              and {in_scope("coalesce(t.relname, c.relname)")} and {no_member("pg_class", "coalesce(t.oid, c.oid)")}
            union all
            select n.nspname, t.typname, '', {of_type("t")}, d.description, null, null
            from pg_catalog.pg_description d
            join pg_catalog.pg_type t on t.oid = d.objoid
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and {of_type("t")} is not null
              and {in_scope("t.typname")} and {no_member("pg_type", "t.oid")}
            union all
            select n.nspname, t.typname, m.typname, 'multirange', d.description,
                   pg_catalog.quote_ident(mn.nspname) || '.' || pg_catalog.quote_ident(m.typname), null
            from pg_catalog.pg_description d
            join pg_catalog.pg_type m on m.oid = d.objoid
            join pg_catalog.pg_namespace mn on mn.oid = m.typnamespace
            join pg_catalog.pg_range r on <<14: r.rngmultitypid ;; 0>> = m.oid
            join pg_catalog.pg_type t on t.oid = r.rngtypid
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass
              and {in_scope("t.typname")} and {no_member("pg_type", "t.oid")}
            union all
            -- from 18 on: before, NOT NULL of a column is no row
            select n.nspname, c.relname, a.attname, 'not null', d.description, pg_catalog.quote_ident(k.conname), null
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_description d
              on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid
            join pg_catalog.pg_class c on c.oid = k.conrelid
            join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where k.contype = 'n' and {in_scope("c.relname")} and {no_member("pg_class", "c.oid")}
            union all
            select n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', '', {OF_ROUTINE},
                   d.description, p.oid::pg_catalog.regprocedure::text, null
            from pg_catalog.pg_description d
            join pg_catalog.pg_proc p on p.oid = d.objoid
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass and {OWN_ROUTINE}
              and {in_scope("p.proname")} and {no_member("pg_proc", "p.oid")}
            union all
            select n.nspname, c.relname, o.name, o.of, d.description, null, null
            from (select 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, k.conrelid, k.conname, 'constraint'
                  from pg_catalog.pg_constraint k where k.contype in ('p', 'u', 'f', 'c', 'x') and k.conrelid <> 0
                  union all
                  select 'pg_catalog.pg_trigger', g.oid, g.tgrelid, g.tgname, 'trigger'
                  from pg_catalog.pg_trigger g where not g.tgisinternal and g.tgparentid = 0
                  union all
                  select 'pg_catalog.pg_rewrite', w.oid, w.ev_class, w.rulename, 'rule'
                  from pg_catalog.pg_rewrite w where w.rulename <> '_RETURN'
                  union all
                  select 'pg_catalog.pg_policy', p.oid, p.polrelid, p.polname, 'policy'
                  from pg_catalog.pg_policy p) o(catalog, oid, relation, name, of)
            join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid
            join pg_catalog.pg_class c on c.oid = o.relation
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'f') and {in_scope("c.relname")} and {no_member("pg_class", "c.oid")}
            union all
            select n.nspname, o.name, '', o.of, d.description, null, null
            from (select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, o.oprnamespace, {OPERATOR}, o.oprname::text,
                         'operator'
                  from pg_catalog.pg_operator o
                  union all
                  select 'pg_catalog.pg_opfamily', o.oid, o.opfnamespace, {FAMILY}, o.opfname::text, 'operator family'
                  from pg_catalog.pg_opfamily o join pg_catalog.pg_am am on am.oid = o.opfmethod
                  union all
                  select 'pg_catalog.pg_opclass', o.oid, o.opcnamespace, {CLASS}, o.opcname::text, 'operator class'
                  from pg_catalog.pg_opclass o join pg_catalog.pg_am am on am.oid = o.opcmethod
                  union all
                  select 'pg_catalog.pg_conversion', c.oid, c.connamespace, c.conname, c.conname, 'conversion'
                  from pg_catalog.pg_conversion c
                  union all
                  select 'pg_catalog.pg_ts_parser', p.oid, p.prsnamespace, p.prsname, p.prsname, 'text search parser'
                  from pg_catalog.pg_ts_parser p
                  union all
                  select 'pg_catalog.pg_ts_template', t.oid, t.tmplnamespace, t.tmplname, t.tmplname,
                         'text search template'
                  from pg_catalog.pg_ts_template t) o(catalog, oid, namespace, name, own, of)
            join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid
            join pg_catalog.pg_namespace n on n.oid = o.namespace
            where o.oid >= 16384 and {in_scope("o.own")}
              and not exists (select from member m where m.classid = o.catalog and m.objid = o.oid)
            union all
            select n.nspname, o.part, '', o.of, d.description, null, null
            from (select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, pg_catalog.format_type(c.castsource, null),
                         pg_catalog.format_type(c.casttarget, null), 'cast'
                  from pg_catalog.pg_cast c
                  union all
                  select 'pg_catalog.pg_transform', t.oid, pg_catalog.format_type(t.trftype, null), l.lanname, 'transform'
                  from pg_catalog.pg_transform t join pg_catalog.pg_language l on l.oid = t.trflang
                  union all
                  select 'pg_catalog.pg_am', a.oid, a.amname, '', 'access method' from pg_catalog.pg_am a
                  union all
                  select 'pg_catalog.pg_language', l.oid, l.lanname, '', 'language'
                  from pg_catalog.pg_language l) o(catalog, oid, name, part, of)
            join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid
            {by_name("o.name")[0]}
            where o.oid >= 16384 and {by_name("coalesce(nullif(o.part, ''), o.name)")[1]}
              and not exists (select from member m where m.classid = o.catalog and m.objid = o.oid)
            union all
            select n.nspname, '', '', 'extension', coalesce(d.description, ''), null, a.comment
            from pg_catalog.pg_extension o
            {by_name("o.extname")[0]}
            left join pg_catalog.pg_available_extensions() a on a.name = o.extname
            left join pg_catalog.pg_description d
                   on d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.objoid = o.oid
            where d.description is distinct from a.comment and {by_name("o.extname")[1]}
            union all {" union all ".join(map(_comments_on, CATALOGED))}
        """
    }

    @property
    def sql_name(self) -> Sql:
        if self.of == "not null":
            return compose("{} on {}", deparsed(str(self.identity)), name(self.schema, self.object))
        return super().sql_name

    @property
    def locks(self) -> tuple[str, ...]:
        if self.of == "column":
            return (str(name(self.schema, self.object)),)
        return super().locks

    def presence(self) -> Sql:
        if self.of in {"column", "composite attribute"}:
            return compose(
                "exists (select from pg_catalog.pg_attribute a where a.attrelid = {} and a.attname = {}"
                " and pg_catalog.col_description(a.attrelid, a.attnum) is not null)",
                self.oid(),
                value(self.part),
            )
        if self.of == "not null":
            return compose(
                "exists (select from pg_catalog.pg_constraint o"
                " join pg_catalog.pg_attribute a on a.attrelid = o.conrelid and a.attnum = o.conkey[1]"
                " where o.conrelid = {} and o.contype = 'n' and a.attname = {}"
                " and pg_catalog.obj_description(o.oid, 'pg_constraint') is not null)",
                self.oid(),
                value(self.part),
            )
        if self.of in _PARTS:
            catalog, relation, called = _PARTS[self.of]
            return compose(
                "exists (select from pg_catalog.{} o where o.{} = {} and o.{} = {}"
                " and pg_catalog.obj_description(o.oid, {}) is not null)",
                catalog,
                relation,
                self.oid(),
                called,
                value(self.part),
                value(str(catalog)),
            )
        if self.of == "extension":
            described = compose("pg_catalog.obj_description({}, 'pg_extension')", self.oid())
            return compose("{} is distinct from {}", described, value(self.usual))
        kept = _CATALOGS.get(self.of, "pg_class" if self.of in RELATIONS else "pg_type")
        return compose("pg_catalog.obj_description({}, {}) is not null", self.oid(), value(kept))

    def create(self, side: Side) -> Iterator[Statement]:
        yield self._is(value(self.text))

    def drop(self) -> Iterator[Statement]:
        yield self._is(word("null") if self.usual is None else value(self.usual))

    def can_alter(self, expected: Comment, changed: frozenset[str]) -> bool:
        # where the constraint takes another name too, forth and back each need the one that it has at that time
        renamed = self.of == "not null" and not (_own_name(self.identity) and _own_name(expected.identity))
        return changed <= self.alterable and not (renamed and self.identity != expected.identity)

    def alter(self, expected: Comment, changed: frozenset[str]) -> Iterator[Statement]:
        yield self._is(value(expected.text))

    def _is(self, text: Sql) -> Statement:
        hazard = "comment" if self.locks else "comment-unlocked"
        return Statement(str(compose("comment on {} is {}", self.on, text)), (hazard,), self.locks)


def _own_name(identity: str | None) -> bool:
    """Whether a NOT NULL is called as PostgreSQL calls it, after its table: that is no difference."""
    return re.search(r'_not_null\d*"?$', identity or "") is not None


_CATALOGS = {
    "schema": "pg_namespace",
    **dict.fromkeys(ROUTINES, "pg_proc"),
    **{one.kind: one.table for one in CATALOGED},
    "operator": "pg_operator",
    "operator family": "pg_opfamily",
    "operator class": "pg_opclass",
    "cast": "pg_cast",
    "conversion": "pg_conversion",
    "access method": "pg_am",
    "language": "pg_language",
    "transform": "pg_transform",
    "text search parser": "pg_ts_parser",
    "text search template": "pg_ts_template",
}
_PARTS = {
    "constraint": (word("pg_constraint"), word("conrelid"), word("conname")),
    "trigger": (word("pg_trigger"), word("tgrelid"), word("tgname")),
    "rule": (word("pg_rewrite"), word("ev_class"), word("rulename")),
    "policy": (word("pg_policy"), word("polrelid"), word("polname")),
}
