"""Row-level security policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.names import parts_of
from drifttools.kinds.printing import alike
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect

# What the server prints: both conditions.
_PRINTED = (
    alike(
        "select p.oid, p.polrelid, pg_catalog.concat_ws('|', p.polqual, p.polwithcheck, p.polqual is null)"
        " from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid"
        " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where " + in_scope("c.relname")
    )
    + """, printed as materialized (
        select p.oid, pg_catalog.pg_get_expr(p.polqual, p.polrelid) as qual,
               pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as with_check
        from pg_catalog.pg_policy p where p.oid in (select first from alike))"""
)


@declared
class Policy(Kind):
    """A row-level security policy. Whether the table applies it is an attribute of the table."""

    kind = "policy"
    plural = "policies"
    catalog = "pg_policy"
    weight = 3
    parents = ("table",)
    address = ("policy",)
    alterable = frozenset({"roles", "using", "check"})
    obstacle = Obstacle.REBUILT

    schema: str = key("the table's schema")
    table: str = key("the table")
    policy: str = key("pg_policy.polname")
    command: str = attr("`all`, `select`, `insert`, `update` or `delete`")
    permissive: bool = attr("false for a restrictive policy")
    roles: tuple[str, ...] = attr("the roles that it is for, sorted; `public` for all")
    using: str | None = attr("the condition on rows that are there", Compare.EXPRESSION)
    check: str | None = attr("the condition on rows that come", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}, {_PRINTED}
            select n.nspname, c.relname, p.polname,
                   case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                        when 'd' then 'delete' else 'all' end,
                   p.polpermissive,
                   (select json_agg(coalesce(pg_catalog.quote_ident(r.rolname), 'public') order by r.rolname)
                    from unnest(p.polroles) u(role) left join pg_catalog.pg_roles r on r.oid = u.role)::text,
                   printed.qual, printed.with_check
            from pg_catalog.pg_policy p
            join pg_catalog.pg_class c on c.oid = p.polrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join alike on alike.id = p.oid
            left join printed on printed.oid = alike.first
            where {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.policy)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    def _conditions(self) -> Sql:
        using = compose(" using ({})", deparsed(self.using)) if self.using is not None else NOTHING
        check = compose(" with check ({})", deparsed(self.check)) if self.check is not None else NOTHING
        return joined((using, check), "")

    @property
    def named_roles(self) -> tuple[str, ...]:
        return tuple(parts_of(role)[0] for role in self.roles if role != "public")

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_policy where polrelid = pg_catalog.to_regclass({}) and polname = {})",
            value(str(self.on)),
            value(self.policy),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        sort = word("permissive") if self.permissive else word("restrictive")
        sql = compose(
            "create policy {} on {} as {} for {} to {}{}",
            self.sql_name,
            self.on,
            sort,
            deparsed(self.command),
            joined(map(deparsed, self.roles)),
            self._conditions(),
        )
        yield Statement(str(sql), ("policy",), (str(self.on),))

    def drop(self) -> Iterator[Statement]:
        sql = compose("drop policy {} on {}", self.sql_name, self.on)
        yield Statement(str(sql), ("drop-policy",), (str(self.on),))

    def can_alter(self, expected: Policy, changed: frozenset[str]) -> bool:
        # ALTER POLICY can replace a condition but not take it away
        taken = (self.using is not None and expected.using is None) or (self.check is not None and expected.check is None)
        return changed <= self.alterable and not taken

    def alter(self, expected: Policy, changed: frozenset[str]) -> Iterator[Statement]:
        roles = joined(map(deparsed, expected.roles))
        sql = compose("alter policy {} on {} to {}{}", self.sql_name, self.on, roles, expected._conditions())
        yield Statement(str(sql), ("policy",), (str(self.on),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter policy {} on {} rename to {}", self.sql_name, self.on, name(new))
        yield Statement(str(sql), ("policy",), (str(self.on),))
