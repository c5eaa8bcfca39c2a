"""Access methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name
from drifttools.sql.dialect import Dialect


@declared
class AccessMethod(Kind):
    """An access method that does not come with the server. It has no owner; only a superuser can make one."""

    kind = "access method"
    plural = "access_methods"
    address = ("access method",)
    obstacle = Obstacle.BLOCKS

    access_method: str = key("pg_am.amname")
    type: str = attr("`index` or `table` (pg_am.amtype)")
    handler: str = attr("its handler function, quoted and qualified", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_am")}
            select a.amname, case a.amtype when 'i' then 'index' else 'table' end,
                   pg_catalog.quote_ident(f.nspname) || '.' || pg_catalog.quote_ident(p.proname)
            from pg_catalog.pg_am a
            join pg_catalog.pg_proc p on p.oid = a.amhandler
            join pg_catalog.pg_namespace f on f.oid = p.pronamespace
            {by_name("a.amname")[0]}
            where a.oid >= 16384 and {not_member("a.oid")} and {by_name("a.amname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.access_method)

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        sql = compose(
            "create access method {} type {} handler {}", self.sql_name, deparsed(self.type), deparsed(self.handler)
        )
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop access method {}", self.sql_name)), ("drop-object",))
