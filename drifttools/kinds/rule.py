"""Rewrite rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.states import ENABLED, state, switch
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class Rule(Kind):
    """A rewrite rule of a table or a view. The one that makes a view a view is its definition."""

    kind = "rule"
    plural = "rules"
    catalog = "pg_rewrite"
    parents = ("table", "view")
    address = ("rule",)
    alterable = frozenset({"enabled"})
    obstacle = Obstacle.REBUILT

    schema: str = key("the table's schema")
    table: str = key("the table or view")
    rule: str = key("pg_rewrite.rulename")
    definition: str = attr("pg_get_ruledef() after the rule's name", Compare.EXPRESSION)
    enabled: str = attr("`enabled`, `disabled`, `replica` or `always` (pg_rewrite.ev_enabled)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, r.rulename,
                   rtrim(substr(pg_catalog.pg_get_ruledef(r.oid),
                                length('CREATE RULE ' || pg_catalog.quote_ident(r.rulename) || ' ') + 1), ';'),
                   {state("r.ev_enabled")}
            from pg_catalog.pg_rewrite r
            join pg_catalog.pg_class c on c.oid = r.ev_class
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where r.rulename <> '_RETURN' and c.relkind in ('r', 'p', 'v') and c.relpersistence <> 't'
              and {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.rule)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table or view."""
        return name(self.schema, self.table)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_rewrite where ev_class = pg_catalog.to_regclass({}) and rulename = {})",
            value(str(self.on)),
            value(self.rule),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        sql = compose("create rule {} {}", self.sql_name, deparsed(self.definition))
        yield Statement(str(sql), ("rule",), (str(self.on),))
        if self.enabled != ENABLED:
            yield self._enable()

    def drop(self) -> Iterator[Statement]:
        sql = compose("drop rule {} on {}", self.sql_name, self.on)
        yield Statement(str(sql), ("drop-rule",), (str(self.on),))

    def alter(self, expected: Rule, changed: frozenset[str]) -> Iterator[Statement]:
        yield expected._enable()

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter rule {} on {} rename to {}", self.sql_name, self.on, name(new))
        yield Statement(str(sql), ("rule",), (str(self.on),))

    def _enable(self) -> Statement:
        sql = compose("alter table {} {}", self.on, switch(self.enabled, compose("rule {}", self.sql_name)))
        return Statement(str(sql), ("rule",), (str(self.on),))
