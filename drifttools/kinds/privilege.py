"""Privileges on tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.grants import PUBLIC, grant, known_rights, revoke, role
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class Privilege(Kind):
    """What one role may do with a table, a view or a materialized view.

    An owner who holds all rights has no row: PostgreSQL treats a list that spells that out like no list at all. One who
    was left less has a row, even an empty one.
    """

    kind = "privilege"
    plural = "privileges"
    parents = ("table", "view", "materialized view")
    alterable = frozenset({"privileges"})
    severity = Severity.WARNING
    # to take a right on a table away is to take it away on each of its columns too, says the manual of REVOKE
    overrules = ("column privilege",)

    schema: str = key("the relation's schema")
    table: str = key("the relation")
    grantee: str = key("the role; `PUBLIC` for everybody")
    privileges: tuple[str, ...] = attr("the rights, sorted; with `*` where they may be passed on")
    owner: bool = attr("whether the role owns the relation, and so holds all rights that were not taken", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")},
            -- first of all what is in scope: the server's own tables have rights too, and many
            relation as (
                select c.oid, n.nspname, c.relname, c.relowner, c.relacl
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relacl is not null
                  and {in_scope("c.relname")} and {not_member("c.oid")}),
            held as (
                select c.oid, x.grantee,
                       json_agg(x.privilege_type || case when x.is_grantable then '*' else '' end
                                order by x.privilege_type) as privileges,
                       array_agg(distinct x.privilege_type) as rights
                from relation c
                cross join lateral pg_catalog.aclexplode(c.relacl) x
                group by c.oid, x.grantee
                union all
                select c.oid, c.relowner, '[]', '{{}}'
                from relation c
                where not exists (select from pg_catalog.aclexplode(c.relacl) x where x.grantee = c.relowner))
            select c.nspname, c.relname, coalesce(r.rolname, 'PUBLIC'), held.privileges::text, held.grantee = c.relowner
            from held
            join relation c on c.oid = held.oid
            left join pg_catalog.pg_roles r on r.oid = held.grantee
            where not (held.grantee = c.relowner
                       and held.rights @> array(select x.privilege_type
                                                from pg_catalog.aclexplode(pg_catalog.acldefault('r', c.relowner)) x))
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.table)

    @property
    def named_roles(self) -> tuple[str, ...]:
        return () if self.grantee == PUBLIC else (self.grantee,)

    def presence(self) -> Sql:
        if self.owner:
            # the owner's rights are there without a list; what is looked for is that some were taken
            return compose(
                "exists (select from pg_catalog.pg_class c cross join lateral pg_catalog.aclexplode("
                "pg_catalog.acldefault('r', c.relowner)) x"
                " where c.oid = pg_catalog.to_regclass({}) and c.relacl is not null"
                " and not exists (select from pg_catalog.aclexplode(c.relacl) h"
                " where h.grantee = c.relowner and h.privilege_type = x.privilege_type))",
                value(str(self.sql_name)),
            )
        return compose(
            "exists (select from pg_catalog.pg_class c cross join lateral pg_catalog.aclexplode(c.relacl) x"
            " left join pg_catalog.pg_roles r on r.oid = x.grantee"
            " where c.oid = pg_catalog.to_regclass({}) and coalesce(r.rolname, 'PUBLIC') = {})",
            value(str(self.sql_name)),
            value(self.grantee),
        )

    def as_on(self, major: int) -> Privilege:
        return replace(self, privileges=known_rights(self.privileges, major))

    def create(self, side: Side) -> Iterator[Statement]:
        if self.owner:
            yield Statement(str(compose("revoke all on {} from {}", self.sql_name, role(self.grantee))), ("revoke",))
        yield from grant(self.privileges, self.sql_name, self.grantee)

    def drop(self) -> Iterator[Statement]:
        if self.owner:
            yield Statement(str(compose("grant all on {} to {}", self.sql_name, role(self.grantee))), ("grant",))
            return
        yield from revoke(self.privileges, self.sql_name, self.grantee)

    def can_alter(self, expected: Privilege, changed: frozenset[str]) -> bool:
        # what a role has by owning goes with the ownership
        return changed <= self.alterable and self.owner == expected.owner

    def alter(self, expected: Privilege, changed: frozenset[str]) -> Iterator[Statement]:
        yield from revoke(frozenset(self.privileges) - frozenset(expected.privileges), self.sql_name, self.grantee)
        yield from grant(frozenset(expected.privileges) - frozenset(self.privileges), self.sql_name, self.grantee)
