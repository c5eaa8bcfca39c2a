"""Views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.select import reprinted_select
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name
from drifttools.sql.dialect import Dialect


@dataclass(frozen=True, slots=True)
class View(Kind):
    """A view with its options."""

    kind = "view"
    plural = "views"
    catalog = "pg_rewrite"
    made_with = "tables"
    weight = 3
    address = ("view",)
    alterable = frozenset({"definition", "options"})
    relation = True
    obstacle = Obstacle.REBUILT
    selects = frozenset({"definition"})

    schema: str = key("the view's schema")
    view: str = key("pg_class.relname")
    columns: tuple[str, ...] = attr("its columns with their types, in order", Compare.EXPRESSION)
    definition: str = attr("pg_get_viewdef(), search_path empty", Compare.EXPRESSION)
    options: tuple[str, ...] | None = attr("security_barrier, security_invoker, check_option (pg_class.reloptions)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname,
                   coalesce((select json_agg(pg_catalog.quote_ident(a.attname) || ' '
                                             || pg_catalog.format_type(a.atttypid, a.atttypmod) order by a.attnum)
                             from pg_catalog.pg_attribute a
                             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text,
                   rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), array_to_json(c.reloptions)::text
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'v' and c.relpersistence <> 't' and {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.view)

    def reprinted(self, renamed: Mapping[str, str]) -> View:
        return replace(self, definition=reprinted_select(self.definition, self.columns, renamed))

    def create(self, side: Side) -> Iterator[Statement]:
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        sql = compose("create view {}{} as\n{}", self.sql_name, options, deparsed(self.definition))
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop view {}", self.sql_name)), ("drop-view",), (str(self.sql_name),))

    def can_alter(self, expected: View, changed: frozenset[str]) -> bool:
        # CREATE OR REPLACE VIEW may add columns at the end and change nothing else about them
        return expected.columns[: len(self.columns)] == self.columns

    def alter(self, expected: View, changed: frozenset[str]) -> Iterator[Statement]:
        options = compose(" with ({})", joined(map(deparsed, expected.options))) if expected.options else NOTHING
        sql = compose("create or replace view {}{} as\n{}", self.sql_name, options, deparsed(expected.definition))
        yield Statement(str(sql), ("replace-view",), (str(self.sql_name),))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter view {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema",), (str(self.sql_name),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter view {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename",), (str(self.sql_name),))
