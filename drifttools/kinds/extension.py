"""Extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import by_name
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class Extension(Kind):
    """An installed extension. What belongs to it is never a finding of its own."""

    kind = "extension"
    plural = "extensions"
    address = ("extension",)
    steadfast = True
    alterable = frozenset({"schema"})

    extension: str = key("pg_extension.extname")
    schema: str = attr("the schema that holds its objects")
    version: str = attr("pg_extension.extversion, which is compared as a kind of its own", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            select e.extname, s.nspname, e.extversion
            from pg_catalog.pg_extension e
            join pg_catalog.pg_namespace s on s.oid = e.extnamespace
            {by_name("e.extname")[0]}
            where {by_name("e.extname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.extension)

    def presence(self) -> Sql:
        return compose("exists (select from pg_catalog.pg_extension where extname = {})", value(self.extension))

    def create(self, side: Side) -> Iterator[Statement]:
        # plpgsql is the one extension that lives in pg_catalog, and no other may be asked to
        where = Sql("") if self.schema == "pg_catalog" else compose(" schema {}", name(self.schema))
        yield Statement(str(compose("create extension {}{}", self.sql_name, where)), ("create-extension",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop extension {}", self.sql_name)), ("drop-extension",))

    def alter(self, expected: Extension, changed: frozenset[str]) -> Iterator[Statement]:
        sql = compose("alter extension {} set schema {}", self.sql_name, name(expected.schema))
        yield Statement(str(sql), ("set-schema-unlocked",))
