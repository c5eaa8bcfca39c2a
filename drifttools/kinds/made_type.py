"""What CREATE TYPE makes: composite types, enums, ranges and base types."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.kinds.base import Kind, declared
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name


@declared
class MadeType(Kind):
    """The base of all of them: its key is the schema and the name."""

    @property
    def sql_name(self) -> Sql:
        return name(*self.key)

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop type {}", self.sql_name)), ("drop-type",))

    def move(self, schema: str) -> Iterator[Statement]:
        yield Statement(str(compose("alter type {} set schema {}", self.sql_name, name(schema))), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        yield Statement(str(compose("alter type {} rename to {}", self.sql_name, name(new))), ("rename-unlocked",))
