"""Parsers of text search."""

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
class TextSearchParser(Kind):
    """A parser of text search: the functions that split a text into tokens. It has no owner."""

    kind = "text search parser"
    plural = "text_search_parsers"
    address = ("text search parser",)
    obstacle = Obstacle.REBUILT

    schema: str = key("the parser's schema")
    parser: str = key("pg_ts_parser.prsname")
    start: str = attr("the function that begins, quoted and qualified (pg_ts_parser.prsstart)", Compare.EXPRESSION)
    gettoken: str = attr("the function that gives the next token (pg_ts_parser.prstoken)", Compare.EXPRESSION)
    end: str = attr("the function that ends (pg_ts_parser.prsend)", Compare.EXPRESSION)
    headline: str | None = attr("the function that cuts headlines (pg_ts_parser.prsheadline)", Compare.EXPRESSION)
    lextypes: str = attr("the function that lists the types of tokens (pg_ts_parser.prslextype)", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_ts_parser")},
            {FUNCTIONS}
            select n.nspname, p.prsname, (select c.name from called c where c.oid = p.prsstart),
                   (select c.name from called c where c.oid = p.prstoken),
                   (select c.name from called c where c.oid = p.prsend),
                   (select c.name from called c where c.oid = p.prsheadline),
                   (select c.name from called c where c.oid = p.prslextype)
            from pg_catalog.pg_ts_parser p
            join pg_catalog.pg_namespace n on n.oid = p.prsnamespace
            where {in_scope("p.prsname")} and {not_member("p.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.parser)

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        sql = compose(
            "create text search parser {} (start = {}, gettoken = {}, end = {}, {}lextypes = {})",
            self.sql_name,
            *map(deparsed, (self.start, self.gettoken, self.end)),
            compose("headline = {}, ", deparsed(self.headline)) if self.headline else NOTHING,
            deparsed(self.lextypes),
        )
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop text search parser {}", self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter text search parser {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter text search parser {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))
