"""Default privileges: what roles get on objects that are made from now on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.attached import Attached
from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.kinds.grants import GRANT_OPTION, PUBLIC, grant, known_rights, revoke, role
from drifttools.kinds.query import query_for
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class DefaultPrivilege(Attached):
    """What one role gets on each object that another role makes from now on: ALTER DEFAULT PRIVILEGES.

    Those of a schema are added to what is there without them. Those without a schema stand in its place: a role has a row
    only where it gets more or less than PostgreSQL gives by itself (acldefault()), and an empty one where it gets nothing.
    """

    kind = "default privilege"
    plural = "default_privileges"
    catalog = "pg_default_acl"
    parents = ("schema",)
    alterable = frozenset({"privileges"})
    severity = Severity.WARNING
    located = 1

    schema: str = key("the schema that the objects are made in; empty for every schema")
    role: str = key("the role that makes the objects")
    of: str = key("`tables`, `sequences`, `functions`, `types`, `schemas` or `large objects`")
    grantee: str = key("the role that gets the rights; `PUBLIC` for everybody")
    privileges: tuple[str, ...] = attr("the rights, sorted; with `*` where they may be passed on")
    builtin: bool = attr("whether PostgreSQL gives it rights by itself (acldefault())", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with object(schema, role, of, given, builtin) as (
                select coalesce(s.nspname, ''), o.rolname,
                       case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                            when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end,
                       d.defaclacl,
                       case when d.defaclnamespace = 0 then pg_catalog.acldefault(
                                case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole) end
                from pg_catalog.pg_default_acl d
                join pg_catalog.pg_roles o on o.oid = d.defaclrole
                left join pg_catalog.pg_namespace s on s.oid = d.defaclnamespace
                -- a focus finds those of every schema by their role
                cross join lateral (select coalesce(s.nspname, o.rolname)) n(nspname)
                where (d.defaclnamespace = 0
                       or s.nspname !~ '^pg_' and s.nspname not in ('information_schema', '{JOURNAL_SCHEMA}'))
                  and <<focus:n.nspname>>)
            select o.schema, o.role, o.of, coalesce(r.rolname, 'PUBLIC'), held.rights::text,
                   usual.rights is not null
            from object o
            cross join lateral (
                select h.grantee from pg_catalog.aclexplode(o.given) h
                union select h.grantee from pg_catalog.aclexplode(o.builtin) h) g
            left join pg_catalog.pg_roles r on r.oid = g.grantee
            cross join lateral (
                select coalesce(json_agg(x.entry order by x.entry collate "C"), '[]') from (
                    select distinct h.privilege_type || case when h.is_grantable then '*' else '' end
                    from pg_catalog.aclexplode(o.given) h where h.grantee = g.grantee) x(entry)) held(rights)
            cross join lateral (
                select json_agg(h.privilege_type order by h.privilege_type collate "C")
                from pg_catalog.aclexplode(o.builtin) h where h.grantee = g.grantee) usual(rights)
            where (g.grantee = 0 or r.oid is not null) and held.rights::text is distinct from usual.rights::text
        """
    }

    @property
    def on_kind(self) -> str:
        return "schema"

    @property
    def named_roles(self) -> tuple[str, ...]:
        return (self.role,) if self.grantee == PUBLIC else (self.role, self.grantee)

    @property
    def focus(self) -> tuple[str, str]:
        return self.schema or self.role, self.schema or self.role

    def presence(self) -> Sql:
        query = query_for(type(self), Dialect.POSTGRESQL, 0) or ""
        return compose(
            "exists (select from ({}) q(schema, role, of, grantee, privileges, builtin)"
            " where (q.schema, q.role, q.of, q.grantee) = ({}, {}, {}, {}))",
            deparsed(query),
            value(self.schema),
            value(self.role),
            value(self.of),
            value(self.grantee),
        )

    def as_on(self, major: int) -> DefaultPrivilege:
        return replace(self, privileges=known_rights(self.privileges, major))

    def create(self, side: Side) -> Iterator[Statement]:
        if self.builtin:
            yield from self._default(revoke(("ALL",), self._objects, self.grantee))
        yield from self._default(grant(self.privileges, self._objects, self.grantee))

    def drop(self) -> Iterator[Statement]:
        yield from self._default(revoke(("ALL",), self._objects, self.grantee))
        if self.builtin:
            yield from self._default(grant(("ALL",), self._objects, self.grantee))

    def alter(self, expected: DefaultPrivilege, changed: frozenset[str]) -> Iterator[Statement]:
        gone = frozenset(self.privileges) - frozenset(expected.privileges)
        yield from self._default(revoke(gone, self._objects, self.grantee))
        yield from self._default(
            grant(frozenset(expected.privileges) - frozenset(self.privileges), self._objects, self.grantee)
        )

    def undone_on(self, made: Kind) -> Iterator[Statement]:
        """Statements that leave on an object that was just made what it would have without these default privileges."""
        on = compose("{} {}", _ONE[self.of], made.sql_name)
        if self.builtin:
            yield from revoke(("ALL",), on, self.grantee) if any(r.endswith(GRANT_OPTION) for r in self.privileges) else ()
            yield from grant(("ALL",), on, self.grantee)
        else:
            yield from revoke(("ALL",), on, self.grantee)

    @property
    def _objects(self) -> Sql:
        return _OBJECTS[self.of]

    def _default(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        schema = compose(" in schema {}", name(self.schema)) if self.schema else NOTHING
        for statement in statements:
            # the same words as for one object, with the class of objects in its place
            sql = compose("alter default privileges for role {}{} {}", role(self.role), schema, deparsed(statement.sql))
            yield Statement(str(sql), ("alter-object",))


_OBJECTS = {
    "tables": word("tables"),
    "sequences": word("sequences"),
    "functions": word("functions"),
    "types": word("types"),
    "schemas": word("schemas"),
    "large objects": word("large objects"),
}
_ONE = {
    "tables": word("table"),
    "sequences": word("sequence"),
    "functions": word("routine"),
    "types": word("type"),
    "schemas": word("schema"),
}
