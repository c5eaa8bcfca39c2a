"""Foreign servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.foreign import options, options_change, secrets_to_set
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.secret import shown_options
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class ForeignServer(Kind):
    """A foreign server: what a wrapper connects to."""

    kind = "foreign server"
    plural = "foreign_servers"
    catalog = "pg_foreign_server"
    address = ("server",)
    alterable = frozenset({"version", "options"})

    server: str = key("pg_foreign_server.srvname")
    wrapper: str = attr("its foreign data wrapper, quoted", Compare.EXPRESSION)
    type: str | None = attr("what TYPE says (srvtype)")
    version: str | None = attr("what VERSION says (srvversion)")
    options: tuple[str, ...] | None = attr("`name=value`, sorted; secrets by a digest (srvoptions)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_foreign_server")}
            select s.srvname, pg_catalog.quote_ident(w.fdwname), s.srvtype, s.srvversion, {shown_options("s.srvoptions")}
            from pg_catalog.pg_foreign_server s
            join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
            {by_name("s.srvname")[0]}
            where {not_member("s.oid")} and {by_name("s.srvname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.server)

    def presence(self) -> Sql:
        return compose("exists (select from pg_catalog.pg_foreign_server where srvname = {})", value(self.server))

    def out_of_reach(self, found: ForeignServer | None) -> str:
        return secrets_to_set(found.options if found else (), self.options)

    def create(self, side: Side) -> Iterator[Statement]:
        sort = compose(" type {}", value(self.type)) if self.type is not None else NOTHING
        version = compose(" version {}", value(self.version)) if self.version is not None else NOTHING
        sql = compose(
            "create server {}{}{} foreign data wrapper {}{}",
            self.sql_name,
            sort,
            version,
            deparsed(self.wrapper),
            options(self.options),
        )
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop server {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: ForeignServer, changed: frozenset[str]) -> Iterator[Statement]:
        version = compose(" version {}", value(expected.version)) if "version" in changed else NOTHING
        change = options_change(self.options, expected.options) if "options" in changed else NOTHING
        if version or change:
            yield Statement(str(compose("alter server {}{}{}", self.sql_name, version, change)), ("alter-object",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter server {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))

    @property
    def distinctive(self) -> bool:
        return bool(self.options)
