"""Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Kind, Side, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class Schema(Kind):
    """A namespace. The server's own schemas and the one of drifttools' journal are left out."""

    kind = "schema"
    plural = "schemas"
    made_with = "schemas"
    address = ("schema",)
    steadfast = True
    container = True

    schema: str = key("pg_namespace.nspname")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_namespace")}
            select n.nspname
            from pg_catalog.pg_namespace n
            where {in_scope("n.nspname")} and {not_member("n.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema)

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regnamespace({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(compose("create schema {}", self.sql_name)), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop schema {}", self.sql_name)), ("drop-schema",))
