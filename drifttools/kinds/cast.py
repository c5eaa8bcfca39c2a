"""Casts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, word
from drifttools.sql.dialect import Dialect


@declared
class Cast(Kind):
    """A cast between two types. The one of a range to its multirange comes with the range."""

    kind = "cast"
    plural = "casts"
    address = ("cast",)
    obstacle = Obstacle.REBUILT
    placed = False
    names_types = frozenset({"source", "target"})

    source: str = key("the type that is cast (pg_cast.castsource)")
    target: str = key("the type that it becomes (pg_cast.casttarget)")
    method: str = attr("`function`, `inout` (by way of text) or `binary` (the same bytes)")
    function: str | None = attr("the function with its argument types (pg_cast.castfunc)", Compare.EXPRESSION)
    context: str = attr("`explicit`, `assignment` or `implicit`: where it is applied unasked (pg_cast.castcontext)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_cast")}
            select pg_catalog.format_type(c.castsource, null), pg_catalog.format_type(c.casttarget, null),
                   case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
                   case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::text end,
                   case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end
            from pg_catalog.pg_cast c
            {by_name("pg_catalog.format_type(c.castsource, null)")[0]}
            where c.oid >= 16384 and {not_member("c.oid")}
              and not exists (select from pg_catalog.pg_depend i
                              where i.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and i.objid = c.oid
                                and i.deptype = 'i')
              and {by_name("pg_catalog.format_type(c.casttarget, null)")[1]}
        """
    }

    @property
    def label(self) -> str:
        return f"{self.source} as {self.target}"

    @property
    def sql_name(self) -> Sql:
        return compose("({} as {})", deparsed(self.source), deparsed(self.target))

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        method = _METHODS[self.method]
        if self.function:
            method = compose("with function {}", deparsed(self.function))
        sql = compose("create cast {} {}{}", self.sql_name, method, _CONTEXTS[self.context])
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop cast {}", self.sql_name)), ("drop-object",))


_METHODS = {"function": word("with function"), "inout": word("with inout"), "binary": word("without function")}
_CONTEXTS = {"explicit": word(""), "assignment": word(" as assignment"), "implicit": word(" as implicit")}
