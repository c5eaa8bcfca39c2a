"""Privileges on single columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.attached import Attached
from drifttools.kinds.base import Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.grants import PUBLIC, grant, revoke
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class ColumnPrivilege(Attached):
    """What one role may do with a single column of a table or view, beside what it may do with all of it."""

    kind = "column privilege"
    plural = "column_privileges"
    parents = ("table", "column", "view", "materialized view")
    alterable = frozenset({"privileges"})
    severity = Severity.WARNING
    located = 3

    schema: str = key("the relation's schema")
    table: str = key("the relation")
    column: str = key("the column")
    grantee: str = key("the role; `PUBLIC` for everybody")
    privileges: tuple[str, ...] = attr("the rights, sorted; with `*` where they may be passed on (pg_attribute.attacl)")
    owner: bool = attr(
        "whether the role owns the relation: PostgreSQL gives such rights to the next owner", severity=Severity.WARNING
    )

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, a.attname, coalesce(r.rolname, 'PUBLIC'),
                   json_agg(distinct x.privilege_type || case when x.is_grantable then '*' else '' end)::text,
                   coalesce(r.oid = c.relowner, false)
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            cross join lateral pg_catalog.aclexplode(a.attacl) x
            left join pg_catalog.pg_roles r on r.oid = x.grantee
            where a.attacl is not null and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
              and c.relpersistence <> 't' and (x.grantee = 0 or r.oid is not null)
              and {in_scope("c.relname")} and {not_member("c.oid")}
            group by n.nspname, c.relname, a.attname, r.rolname, r.oid, c.relowner
        """
    }

    @property
    def on_kind(self) -> str:
        return "column"

    @property
    def on(self) -> Sql:
        return name(self.schema, self.table)

    def overruled_by(self, other: Kind) -> bool:
        return getattr(other, "grantee", None) == self.grantee

    @property
    def named_roles(self) -> tuple[str, ...]:
        return () if self.grantee == PUBLIC else (self.grantee,)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_attribute a cross join lateral pg_catalog.aclexplode(a.attacl) x"
            " left join pg_catalog.pg_roles r on r.oid = x.grantee"
            " where a.attrelid = {} and a.attname = {} and coalesce(r.rolname, 'PUBLIC') = {})",
            self.oid(),
            value(self.column),
            value(self.grantee),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield from grant(self.privileges, self.on, self.grantee, name(self.column))

    def drop(self) -> Iterator[Statement]:
        yield from revoke(self.privileges, self.on, self.grantee, name(self.column))

    def alter(self, expected: ColumnPrivilege, changed: frozenset[str]) -> Iterator[Statement]:
        lost, new = (
            frozenset(one.privileges) - frozenset(other.privileges) for one, other in ((self, expected), (expected, self))
        )
        yield from revoke(lost, self.on, self.grantee, name(self.column))
        yield from grant(new, self.on, self.grantee, name(self.column))
