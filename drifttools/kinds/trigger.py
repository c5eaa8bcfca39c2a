"""Triggers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds import sqlite
from drifttools.kinds.base import BOTH, SQLITE, Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.names import parts_of
from drifttools.kinds.states import ENABLED, letter, state, switch
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class Trigger(Kind):
    """A trigger of a table or a view. Those that PostgreSQL makes for foreign keys are left out.

    Those that it makes for partitions are left out too, but where one is switched on or off by itself.
    """

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
    definition: str = attr("pg_get_triggerdef(); on SQLite its text", Compare.EXPRESSION, on=BOTH)
    enabled: str = attr("`enabled`, `disabled`, `replica` or `always` (pg_trigger.tgenabled)")
    usual: str | None = attr("for that of a partition, what the state of the trigger is that it comes from", Compare.NOTED)
    inherited: str | None = attr("for that of a partition, the table and trigger that it comes from", Compare.NOTED)
    sql: str = attr("its statement as it is stored", Compare.NOTED, on=SQLITE)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, t.tgname, pg_catalog.pg_get_triggerdef(t.oid),
                   {state("t.tgenabled")},
                   case when up.oid is not null then {state("up.tgenabled")} end,
                   pg_catalog.quote_ident(un.nspname) || '.' || pg_catalog.quote_ident(u.relname) || '.'
                   || pg_catalog.quote_ident(up.tgname)
            from pg_catalog.pg_trigger t
            join pg_catalog.pg_class c on c.oid = t.tgrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_trigger up on up.oid = t.tgparentid and not up.tgisinternal
            left join pg_catalog.pg_class u on u.oid = up.tgrelid
            left join pg_catalog.pg_namespace un on un.oid = u.relnamespace
            where (not t.tgisinternal and t.tgparentid = 0 or t.tgenabled <> up.tgenabled)
              and c.relkind in ('r', 'p', 'v', 'f') and {in_scope("c.relname")}
              and {not_member("c.oid")}
        """,
        Dialect.SQLITE: sqlite.TRIGGERS,
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.trigger)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    @property
    def made_of(self) -> tuple[tuple[str, ...], ...]:
        # the trigger comes with that of the table; its own state is set after that
        return (parts_of(self.inherited),) if self.inherited else ()

    @property
    def distinctive(self) -> bool:
        return self.inherited is None

    def presence(self) -> Sql:
        own = compose("tgrelid = pg_catalog.to_regclass({}) and tgname = {}", value(str(self.on)), value(self.trigger))
        if self.inherited:
            # the trigger is there with the partition; what is looked for is that it has a state of its own
            own = compose("{} and tgenabled = {}", own, value(letter(self.enabled)))
        return compose("exists (select from pg_catalog.pg_trigger where {})", own)

    def create(self, side: Side) -> Iterator[Statement]:
        if self.inherited:
            yield self._switch(self.enabled)
            return
        yield Statement(str(deparsed(self.definition)), ("create-trigger",), (str(self.on),))
        if self.enabled != ENABLED:
            yield self._switch(self.enabled)

    def drop(self) -> Iterator[Statement]:
        if self.inherited:
            yield self._switch(self.usual or ENABLED)
            return
        sql = compose("drop trigger {} on {}", self.sql_name, self.on)
        yield Statement(str(sql), ("drop-trigger",), (str(self.on),))

    def alter(self, expected: Trigger, changed: frozenset[str]) -> Iterator[Statement]:
        yield self._switch(expected.enabled)

    def _switch(self, to: str) -> Statement:
        sql = compose("alter table {} {}", self.on, switch(to, compose("trigger {}", self.sql_name)))
        return Statement(str(sql), ("enable-trigger",), (str(self.on),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter trigger {} on {} rename to {}", self.sql_name, self.on, name(new))
        yield Statement(str(sql), ("rename",), (str(self.on),))
