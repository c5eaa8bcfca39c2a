"""Materialized views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.select import reprinted_select
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect


@dataclass(frozen=True, slots=True)
class MaterializedView(Kind):
    """A materialized view, and whether it holds anything."""

    kind = "materialized view"
    plural = "materialized_views"
    catalog = "pg_rewrite"
    made_with = "tables"
    address = ("materialized view",)
    alterable = frozenset({"populated"})
    relation = True
    obstacle = Obstacle.REBUILT
    selects = frozenset({"definition"})

    schema: str = key("the view's schema")
    view: str = key("pg_class.relname")
    definition: str = attr("pg_get_viewdef(), search_path empty", Compare.EXPRESSION)
    populated: bool = attr("false until REFRESH: reading it fails (pg_class.relispopulated)")
    options: tuple[str, ...] | None = attr("storage parameters (pg_class.reloptions)", severity=Severity.WARNING)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), c.relispopulated,
                   array_to_json(c.reloptions)::text
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'm' and {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.view)

    def reprinted(self, renamed: Mapping[str, str]) -> MaterializedView:
        return replace(self, definition=reprinted_select(self.definition, (), renamed))

    def create(self, side: Side) -> Iterator[Statement]:
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        data = word("with data") if self.populated else word("with no data")
        sql = compose("create materialized view {}{} as\n{}\n{}", self.sql_name, options, deparsed(self.definition), data)
        yield Statement(str(sql), ("create-materialized-view",))

    def drop(self) -> Iterator[Statement]:
        sql = compose("drop materialized view {}", self.sql_name)
        yield Statement(str(sql), ("drop-view",), (str(self.sql_name),))

    def alter(self, expected: MaterializedView, changed: frozenset[str]) -> Iterator[Statement]:
        data = word("with data") if expected.populated else word("with no data")
        sql = compose("refresh materialized view {} {}", self.sql_name, data)
        yield Statement(str(sql), ("refresh",), (str(self.sql_name),))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter materialized view {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema",), (str(self.sql_name),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter materialized view {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename",), (str(self.sql_name),))
