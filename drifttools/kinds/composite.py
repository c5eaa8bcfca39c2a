"""Composite types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from drifttools.kinds.base import Kind, Side, key
from drifttools.kinds.composite_attribute import CompositeAttribute
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, joined, name
from drifttools.sql.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Composite(Kind):
    """A composite type: a row without a table. The row types of tables and views belong to those."""

    kind = "composite"
    plural = "composites"
    made_with = "types"
    address = ("composite type",)
    relation = True

    schema: str = key("the type's schema")
    composite: str = key("pg_type.typname")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, c.relname
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'c' and {in_scope("c.relname")} and {not_member("c.reltype")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.composite)

    def create(self, side: Side) -> Iterator[Statement]:
        attributes = joined(one.definition() for one in side.children(CompositeAttribute, self))
        yield Statement(str(compose("create type {} as ({})", self.sql_name, attributes)), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop type {}", self.sql_name)), ("drop-type",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter type {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter type {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))
