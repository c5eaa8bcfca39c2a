"""Triggers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value, word
from drifttools.sql.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Trigger(Kind):
    """A trigger of a table or a view. Those that PostgreSQL makes for foreign keys and partitions are left out."""

    kind = "trigger"
    plural = "triggers"
    catalog = "pg_trigger"
    parents = ("table", "view")
    address = ("trigger",)
    alterable = frozenset({"enabled"})
    obstacle = Obstacle.REBUILT

    schema: str = key("the table's schema")
    table: str = key("the table or view")
    trigger: str = key("pg_trigger.tgname")
    definition: str = attr("pg_get_triggerdef()", Compare.EXPRESSION)
    enabled: str = attr("`enabled`, `disabled`, `replica` or `always` (pg_trigger.tgenabled)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, t.tgname, pg_catalog.pg_get_triggerdef(t.oid),
                   case t.tgenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always'
                        else 'enabled' end
            from pg_catalog.pg_trigger t
            join pg_catalog.pg_class c on c.oid = t.tgrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where not t.tgisinternal and t.tgparentid = 0 and c.relkind in ('r', 'p', 'v', 'f') and {in_scope("c.relname")}
              and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.trigger)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_trigger where tgrelid = pg_catalog.to_regclass({}) and tgname = {})",
            value(str(self.on)),
            value(self.trigger),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(deparsed(self.definition)), ("create-trigger",), (str(self.on),))
        if self.enabled != "enabled":
            yield self._enable()

    def drop(self) -> Iterator[Statement]:
        sql = compose("drop trigger {} on {}", self.sql_name, self.on)
        yield Statement(str(sql), ("drop-trigger",), (str(self.on),))

    def alter(self, expected: Trigger, changed: frozenset[str]) -> Iterator[Statement]:
        yield expected._enable()

    def _enable(self) -> Statement:
        sql = compose("alter table {} {} {}", self.on, _STATES[self.enabled], self.sql_name)
        return Statement(str(sql), ("enable-trigger",), (str(self.on),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter trigger {} on {} rename to {}", self.sql_name, self.on, name(new))
        yield Statement(str(sql), ("rename",), (str(self.on),))


_STATES = {
    "enabled": word("enable trigger"),
    "disabled": word("disable trigger"),
    "replica": word("enable replica trigger"),
    "always": word("enable always trigger"),
}
