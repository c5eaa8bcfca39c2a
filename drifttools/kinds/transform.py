"""Transforms between a type and a procedural language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect


@declared
class Transform(Kind):
    """How a procedural language sees the values of a type."""

    kind = "transform"
    plural = "transforms"
    address = ("transform",)
    obstacle = Obstacle.BLOCKS
    placed = False
    alterable = frozenset({"from_sql", "to_sql"})
    names_types = frozenset({"type"})

    type: str = key("the type (pg_transform.trftype)")
    language: str = key("the language (pg_transform.trflang)")
    from_sql: str | None = attr("the function that gives the language a value, with its argument types", Compare.EXPRESSION)
    to_sql: str | None = attr("the function that takes one from it, with its argument types", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_transform")}
            select pg_catalog.format_type(t.trftype, null), l.lanname,
                   case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::text end,
                   case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::text end
            from pg_catalog.pg_transform t
            join pg_catalog.pg_language l on l.oid = t.trflang
            {by_name("pg_catalog.format_type(t.trftype, null)")[0]}
            where {not_member("t.oid")} and {by_name("l.lanname")[1]}
        """
    }

    @property
    def label(self) -> str:
        return f"for {self.type} language {self.language}"

    @property
    def sql_name(self) -> Sql:
        return compose("for {} language {}", deparsed(self.type), name(self.language))

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(self._definition(word("create"))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop transform {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: Transform, changed: frozenset[str]) -> Iterator[Statement]:
        # OR REPLACE keeps the functions that ask for it
        yield Statement(str(expected._definition(word("create or replace"))), ("alter-object",))

    def _definition(self, verb: Sql) -> Sql:
        functions = []
        if self.from_sql:
            functions.append(compose("from sql with function {}", deparsed(self.from_sql)))
        if self.to_sql:
            functions.append(compose("to sql with function {}", deparsed(self.to_sql)))
        return compose("{} transform {} ({})", verb, self.sql_name, joined(functions))
