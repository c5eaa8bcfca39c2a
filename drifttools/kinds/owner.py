"""Who owns what."""

from __future__ import annotations

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
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value, word
from drifttools.sql.dialect import Dialect


def _owners_of(catalog: Cataloged) -> LiteralString:
    source, condition = catalog.rows()
    found: LiteralString = (
        "select n.nspname, " + catalog.object + ", '" + catalog.kind + "', pg_catalog.pg_get_userbyid(o."
        + catalog.prefix + "owner), null, null from " + source + " where " + condition
    )  # fmt: skip
    return found


@declared
class Owner(Attached):
    """The owner of a schema, table, view, sequence, type or routine, and of whatever else has one.

    The sequence of a serial column always has the owner of its table; the one behind an identity column belongs to it
    and has no row.
    """

    kind = "owner"
    plural = "owners"
    parents = (
        "schema",
        "enum",
        "composite",
        "range",
        "domain",
        "base type",
        "sequence",
        "routine",
        "operator",
        "operator family",
        "operator class",
        "conversion",
        "language",
        "table",
        "view",
        "materialized view",
        "aggregate",
        *CATALOG_OF,
    )
    alterable = frozenset({"owner"})
    recurses = frozenset({"owner"})
    given = True
    located = 2

    schema: str = key("the object's schema; the object itself where it is in none")
    object: str = key("the object's name, or a routine's with the types of its arguments; empty for what is in no schema")
    of: str = key("the kind of the object")
    owner: str = attr("the role (nspowner, relowner, typowner, proowner)")
    identity: str | None = attr("the quoted name of a routine, for statements", Compare.NOTED)
    table: str | None = attr("the table that a sequence belongs to (OWNED BY), which brings its owner", Compare.NOTED)
    of_release: bool = attr("whether it is `public`, and whose the release has made it", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {MEMBERS},
            object(schema, name, of, owner, identity, belongs_to) as (
            select n.nspname, '', 'schema', pg_catalog.pg_get_userbyid(n.nspowner), null::text, null::text
            from pg_catalog.pg_namespace n
            where {in_scope("n.nspname")} and {no_member("pg_namespace", "n.oid")}
            union all
            select n.nspname, c.relname, case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
                   when 'S' then 'sequence' else 'table' end, pg_catalog.pg_get_userbyid(c.relowner), null, t.relname
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_depend d
                   on c.relkind = 'S' and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid
                  and d.objsubid = 0 and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  and d.refobjsubid > 0 and d.deptype in ('a', 'i')
            left join pg_catalog.pg_class t on t.oid = d.refobjid
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't' and d.deptype is distinct from 'i'
              and {in_scope("coalesce(t.relname, c.relname)")} and {no_member("pg_class", "c.oid")}
            union all
            select n.nspname, t.typname, {of_type("t")}, pg_catalog.pg_get_userbyid(t.typowner), null, null
            from pg_catalog.pg_type t
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where {of_type("t")} is not null
              and {in_scope("t.typname")} and {no_member("pg_type", "t.oid")}
            union all
            select n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', {OF_ROUTINE},
                   pg_catalog.pg_get_userbyid(p.proowner), p.oid::pg_catalog.regprocedure::text, null
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where {OWN_ROUTINE} and {in_scope("p.proname")} and {no_member("pg_proc", "p.oid")}
            union all
            select n.nspname, {OPERATOR}, 'operator', pg_catalog.pg_get_userbyid(o.oprowner), null, null
            from pg_catalog.pg_operator o
            join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
            where o.oprcode <> 0 and {in_scope("o.oprname")} and {no_member("pg_operator", "o.oid")}
            union all
            select n.nspname, {FAMILY}, 'operator family', pg_catalog.pg_get_userbyid(o.opfowner), null, null
            from pg_catalog.pg_opfamily o
            join pg_catalog.pg_namespace n on n.oid = o.opfnamespace
            join pg_catalog.pg_am am on am.oid = o.opfmethod
            where {in_scope("o.opfname")} and {no_member("pg_opfamily", "o.oid")}
            union all
            select n.nspname, {CLASS}, 'operator class', pg_catalog.pg_get_userbyid(o.opcowner), null, null
            from pg_catalog.pg_opclass o
            join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
            join pg_catalog.pg_am am on am.oid = o.opcmethod
            where {in_scope("o.opcname")} and {no_member("pg_opclass", "o.oid")}
            union all
            select n.nspname, c.conname, 'conversion', pg_catalog.pg_get_userbyid(c.conowner), null, null
            from pg_catalog.pg_conversion c
            join pg_catalog.pg_namespace n on n.oid = c.connamespace
            where {in_scope("c.conname")} and {no_member("pg_conversion", "c.oid")}
            union all
            select l.lanname, '', 'language', pg_catalog.pg_get_userbyid(l.lanowner), null, null
            from pg_catalog.pg_language l
            {by_name("l.lanname")[0]}
            where l.lanispl and l.oid >= 16384 and {no_member("pg_language", "l.oid")} and {by_name("l.lanname")[1]}
            union all {" union all ".join(map(_owners_of, CATALOGED))})
            -- 10 is who ran initdb
            select o.*, o.of = 'schema' and o.schema = 'public'
                        and o.owner = <<15: 'pg_database_owner' ;; pg_catalog.pg_get_userbyid(10)>>
            from object o
        """
    }

    @property
    def comes_from(self) -> tuple[str, ...]:
        return (self.schema, self.table, "table") if self.table else ()

    @property
    def focus(self) -> tuple[str, str]:
        return (self.schema, self.table) if self.table else super().focus

    @property
    def named_roles(self) -> tuple[str, ...]:
        return (self.owner,)

    @property
    def as_released(self) -> frozenset[str]:
        return frozenset({"owner"}) if self.of_release else frozenset()

    def presence(self) -> Sql:
        catalog, column = _kept(self.of)
        return compose(
            "exists (select from pg_catalog.{} o where o.oid = {} and pg_catalog.pg_get_userbyid(o.{}) = {})",
            catalog,
            self.oid(),
            column,
            value(self.owner),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield self._to(name(self.owner))

    def drop(self) -> Iterator[Statement]:
        # what was just created goes back to who created it
        yield self._to(word("current_user"))

    def alter(self, expected: Owner, changed: frozenset[str]) -> Iterator[Statement]:
        if not (self.table and expected.table):
            yield self._to(name(expected.owner))

    def _to(self, role: Sql) -> Statement:
        hazard = "set-owner" if self.locks else "set-owner-unlocked"
        return Statement(str(compose("alter {} owner to {}", self.on, role)), (hazard,), self.locks)


_KEPT = {
    "schema": (word("pg_namespace"), word("nspowner")),
    "relation": (word("pg_class"), word("relowner")),
    "type": (word("pg_type"), word("typowner")),
    "operator": (word("pg_operator"), word("oprowner")),
    "operator family": (word("pg_opfamily"), word("opfowner")),
    "operator class": (word("pg_opclass"), word("opcowner")),
    "conversion": (word("pg_conversion"), word("conowner")),
    "language": (word("pg_language"), word("lanowner")),
    **dict.fromkeys(ROUTINES, (word("pg_proc"), word("proowner"))),
    **{one.kind: (word(one.table), word(one.prefix + "owner")) for one in CATALOGED},
}


def _kept(of: str) -> tuple[Sql, Sql]:
    """The catalog that holds the owner of an object of this kind, and the column."""
    return _KEPT.get(of, _KEPT["relation" if of in RELATIONS else "type"])
