"""Event triggers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.states import ENABLED, state, switch
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value
from drifttools.sql.dialect import Dialect


@declared
class EventTrigger(Kind):
    """A trigger on DDL or on login. Only a superuser can make one."""

    kind = "event trigger"
    plural = "event_triggers"
    catalog = "pg_event_trigger"
    address = ("event trigger",)
    alterable = frozenset({"enabled"})

    event_trigger: str = key("pg_event_trigger.evtname")
    event: str = attr("`ddl_command_start`, `ddl_command_end`, `sql_drop`, `table_rewrite` or `login`")
    function: str = attr("the function that it calls, quoted and qualified", Compare.EXPRESSION)
    tags: tuple[str, ...] | None = attr("the commands that it fires for; none for all (pg_event_trigger.evttags)")
    enabled: str = attr("`enabled`, `disabled`, `replica` or `always` (pg_event_trigger.evtenabled)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_event_trigger")}
            select e.evtname, e.evtevent, pg_catalog.quote_ident(f.nspname) || '.' || pg_catalog.quote_ident(p.proname),
                   (select json_agg(u.tag order by u.tag) from unnest(e.evttags) u(tag))::text,
                   {state("e.evtenabled")}
            from pg_catalog.pg_event_trigger e
            join pg_catalog.pg_proc p on p.oid = e.evtfoid
            join pg_catalog.pg_namespace f on f.oid = p.pronamespace
            {by_name("e.evtname")[0]}
            where {not_member("e.oid")} and {by_name("e.evtname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.event_trigger)

    def presence(self) -> Sql:
        return compose("exists (select from pg_catalog.pg_event_trigger where evtname = {})", value(self.event_trigger))

    def create(self, side: Side) -> Iterator[Statement]:
        tags = compose(" when tag in ({})", joined(map(value, self.tags))) if self.tags else NOTHING
        sql = compose(
            "create event trigger {} on {}{} execute function {}()",
            self.sql_name,
            deparsed(self.event),
            tags,
            deparsed(self.function),
        )
        yield Statement(str(sql), ("create-object",))
        if self.enabled != ENABLED:
            yield self._enable()

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop event trigger {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: EventTrigger, changed: frozenset[str]) -> Iterator[Statement]:
        yield expected._enable()

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter event trigger {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))

    def _enable(self) -> Statement:
        sql = compose("alter event trigger {} {}", self.sql_name, switch(self.enabled, NOTHING))
        return Statement(str(sql), ("alter-object",))
