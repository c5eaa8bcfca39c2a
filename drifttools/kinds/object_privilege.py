"""Privileges on schemas, sequences, types, routines, languages, foreign data wrappers and servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, LiteralString

from drifttools.kinds.attached import MEMBERS, OF_ROUTINE, OWN_ROUTINE, ROUTINES, Attached, no_member, of_type
from drifttools.kinds.base import Compare, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, in_scope
from drifttools.kinds.grants import PUBLIC, grant, revoke, role
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, value, word
from drifttools.sql.dialect import Dialect


@declared
class ObjectPrivilege(Attached):
    """What one role may do with a schema, sequence, type, routine, language, foreign data wrapper or foreign server.

    What PostgreSQL gives without being asked has no row: all rights of an owner, and what everybody may do with types and
    trusted languages (USAGE) and routines (EXECUTE). Where some of that was taken there is a row, even an empty one.
    """

    kind = "object privilege"
    plural = "object_privileges"
    parents = (
        "schema",
        "enum",
        "composite",
        "range",
        "domain",
        "base type",
        "sequence",
        "routine",
        "aggregate",
        "language",
        "foreign data wrapper",
        "foreign server",
    )
    alterable = frozenset({"privileges"})
    severity = Severity.WARNING
    located = 2

    schema: str = key("the object's schema; the object itself where it is in none")
    object: str = key("the object's name, or a routine's with the types of its arguments; empty for what is in no schema")
    of: str = key("the kind of the object")
    grantee: str = key("the role; `PUBLIC` for everybody")
    privileges: tuple[str, ...] = attr("the rights, sorted; with `*` where they may be passed on")
    builtin: bool = attr("whether the role has rights that were never granted (acldefault())", Compare.NOTED)
    identity: str | None = attr("the quoted name of a routine, for statements", Compare.NOTED)
    of_release: bool = attr("whether it is what the release gives to everybody in `public`", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {MEMBERS},
            object(schema, name, of, acl, builtin, identity) as (
                select n.nspname, '', 'schema', n.nspacl, pg_catalog.acldefault('n', n.nspowner), null::text
                from pg_catalog.pg_namespace n
                where n.nspacl is not null and {in_scope("n.nspname")} and {no_member("pg_namespace", "n.oid")}
                union all
                select n.nspname, c.relname, 'sequence', c.relacl, pg_catalog.acldefault('s', c.relowner), null
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'S' and c.relpersistence <> 't' and c.relacl is not null
                  and {in_scope("c.relname")} and {no_member("pg_class", "c.oid")}
                union all
                select n.nspname, t.typname, {of_type("t")}, t.typacl, pg_catalog.acldefault('T', t.typowner), null
                from pg_catalog.pg_type t
                join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                where t.typacl is not null and {of_type("t")} is not null
                  and {in_scope("t.typname")} and {no_member("pg_type", "t.oid")}
                union all
                select n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', {OF_ROUTINE},
                       p.proacl, pg_catalog.acldefault('f', p.proowner), p.oid::pg_catalog.regprocedure::text
                from pg_catalog.pg_proc p
                join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                where p.proacl is not null and {OWN_ROUTINE}
                  and {in_scope("p.proname")} and {no_member("pg_proc", "p.oid")}
                union all
                -- those of the server and of extensions too: that everybody loses plpgsql is a change of users
                select n.nspname, '', 'language', l.lanacl, pg_catalog.acldefault('l', l.lanowner), null
                from pg_catalog.pg_language l
                {by_name("l.lanname")[0]}
                where l.lanacl is not null and {by_name("l.lanname")[1]}
                  and not exists (select from pg_catalog.pg_init_privs i
                                  where i.classoid = 'pg_catalog.pg_language'::pg_catalog.regclass
                                    and i.objoid = l.oid and i.initprivs = l.lanacl)
                union all
                select n.nspname, '', 'foreign data wrapper', w.fdwacl, pg_catalog.acldefault('F', w.fdwowner), null
                from pg_catalog.pg_foreign_data_wrapper w
                {by_name("w.fdwname")[0]}
                where w.fdwacl is not null and {by_name("w.fdwname")[1]} and {no_member("pg_foreign_data_wrapper", "w.oid")}
                union all
                select n.nspname, '', 'foreign server', f.srvacl, pg_catalog.acldefault('S', f.srvowner), null
                from pg_catalog.pg_foreign_server f
                {by_name("f.srvname")[0]}
                where f.srvacl is not null and {by_name("f.srvname")[1]} and {no_member("pg_foreign_server", "f.oid")})
            select o.schema, o.name, o.of, coalesce(r.rolname, 'PUBLIC'),
                   coalesce((select json_agg(distinct h.privilege_type || case when h.is_grantable then '*' else '' end)
                             from pg_catalog.aclexplode(o.acl) h where h.grantee = g.grantee), '[]')::text,
                   g.builtin, o.identity,
                   -- until 14 everybody might create things in public
                   o.of = 'schema' and o.schema = 'public' and g.grantee = 0
                   and (select json_agg(h.privilege_type order by h.privilege_type)::text
                        from pg_catalog.aclexplode(o.acl) h
                        where h.grantee = 0) = <<15: '["USAGE"]' ;; '["CREATE", "USAGE"]'>>
            from object o
            cross join lateral (
                select x.grantee, bool_or(x.builtin) as builtin
                from (select h.grantee, false from pg_catalog.aclexplode(o.acl) h
                      union all select d.grantee, true from pg_catalog.aclexplode(o.builtin) d) x(grantee, builtin)
                group by x.grantee) g
            left join pg_catalog.pg_roles r on r.oid = g.grantee
            where (g.grantee = 0 or r.oid is not null)
              and (not g.builtin
                   or exists (select from pg_catalog.aclexplode(o.builtin) d
                              where d.grantee = g.grantee
                                and not exists (select from pg_catalog.aclexplode(o.acl) h
                                                where h.grantee = d.grantee and h.privilege_type = d.privilege_type)))
        """
    }

    @property
    def named_roles(self) -> tuple[str, ...]:
        return () if self.grantee == PUBLIC else (self.grantee,)

    @property
    def as_released(self) -> frozenset[str]:
        return frozenset({"privileges"}) if self.of_release else frozenset()

    @property
    def on(self) -> Sql:
        # GRANT says FOREIGN SERVER, every other command SERVER
        return compose("{} {}", word(_FOREIGN[self.of][0]), self.sql_name) if self.of in _FOREIGN else super().on

    def oid(self) -> Sql:
        if self.of not in _FOREIGN:
            return super().oid()
        catalog, called = _FOREIGN[self.of][1:]
        return compose(
            "(select x.oid from pg_catalog.{} x where x.{} = {})", word(catalog), word(called), value(self.parent_key[0])
        )

    def presence(self) -> Sql:
        catalog, acl, owner, letter = _KEPT.get(self.of, _KEPT["type"])
        if self.builtin:
            # the rights are there without a list; what is looked for is that some were taken
            return compose(
                "exists (select from pg_catalog.{} o"
                " cross join lateral pg_catalog.aclexplode(pg_catalog.acldefault({}, o.{})) d"
                " left join pg_catalog.pg_roles r on r.oid = d.grantee"
                " where o.oid = {} and o.{} is not null and coalesce(r.rolname, 'PUBLIC') = {}"
                " and not exists (select from pg_catalog.aclexplode(o.{}) h"
                " where h.grantee = d.grantee and h.privilege_type = d.privilege_type))",
                catalog,
                letter,
                owner,
                self.oid(),
                acl,
                value(self.grantee),
                acl,
            )
        return compose(
            "exists (select from pg_catalog.{} o cross join lateral pg_catalog.aclexplode(o.{}) h"
            " left join pg_catalog.pg_roles r on r.oid = h.grantee"
            " where o.oid = {} and coalesce(r.rolname, 'PUBLIC') = {})",
            catalog,
            acl,
            self.oid(),
            value(self.grantee),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        if self.builtin:
            yield Statement(str(compose("revoke all on {} from {}", self.on, role(self.grantee))), ("revoke",))
        yield from grant(self.privileges, self.on, self.grantee)

    def drop(self) -> Iterator[Statement]:
        if self.builtin:
            yield Statement(str(compose("grant all on {} to {}", self.on, role(self.grantee))), ("grant",))
            return
        yield from revoke(self.privileges, self.on, self.grantee)

    def can_alter(self, expected: ObjectPrivilege, changed: frozenset[str]) -> bool:
        # what a role has by owning goes with the ownership
        return changed <= self.alterable and self.builtin == expected.builtin

    def alter(self, expected: ObjectPrivilege, changed: frozenset[str]) -> Iterator[Statement]:
        yield from revoke(frozenset(self.privileges) - frozenset(expected.privileges), self.on, self.grantee)
        yield from grant(frozenset(expected.privileges) - frozenset(self.privileges), self.on, self.grantee)


_FOREIGN: Mapping[str, tuple[LiteralString, LiteralString, LiteralString]] = {
    "foreign data wrapper": ("foreign data wrapper", "pg_foreign_data_wrapper", "fdwname"),
    "foreign server": ("foreign server", "pg_foreign_server", "srvname"),
}
_KEPT = {
    "foreign data wrapper": (word("pg_foreign_data_wrapper"), word("fdwacl"), word("fdwowner"), value("F")),
    "foreign server": (word("pg_foreign_server"), word("srvacl"), word("srvowner"), value("S")),
    "language": (word("pg_language"), word("lanacl"), word("lanowner"), value("l")),
    "schema": (word("pg_namespace"), word("nspacl"), word("nspowner"), value("n")),
    "sequence": (word("pg_class"), word("relacl"), word("relowner"), value("s")),
    "type": (word("pg_type"), word("typacl"), word("typowner"), value("T")),
    **dict.fromkeys(ROUTINES, (word("pg_proc"), word("proacl"), word("proowner"), value("f"))),
}
