"""Templates of text search dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import FUNCTIONS, in_scope, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name
from drifttools.sql.dialect import Dialect


@declared
class TextSearchTemplate(Kind):
    """A template of text search: the functions that dictionaries are made of. It has no owner."""

    kind = "text search template"
    plural = "text_search_templates"
    address = ("text search template",)
    obstacle = Obstacle.REBUILT

    schema: str = key("the template's schema")
    template: str = key("pg_ts_template.tmplname")
    init: str | None = attr("the function that reads a dictionary's options, quoted and qualified", Compare.EXPRESSION)
    lexize: str = attr("the function that makes lexemes of a token, quoted and qualified", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_ts_template")},
            {FUNCTIONS}
            select n.nspname, t.tmplname, (select c.name from called c where c.oid = t.tmplinit),
                   (select c.name from called c where c.oid = t.tmpllexize)
            from pg_catalog.pg_ts_template t
            join pg_catalog.pg_namespace n on n.oid = t.tmplnamespace
            where {in_scope("t.tmplname")} and {not_member("t.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.template)

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        init = compose("init = {}, ", deparsed(self.init)) if self.init else NOTHING
        sql = compose("create text search template {} ({}lexize = {})", self.sql_name, init, deparsed(self.lexize))
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop text search template {}", self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter text search template {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter text search template {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))
