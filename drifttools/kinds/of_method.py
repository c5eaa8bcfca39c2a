"""What is called within its schema by its name and its access method: operator classes and families."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.kinds.base import Kind, declared
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, word


@declared
class OfMethod(Kind):
    """The base of both: the last part of the key is `name using method`, and the attribute `method` says the latter."""

    @property
    def using(self) -> str:
        """The access method."""
        return str(getattr(self, "method"))  # noqa: B009 - an attribute of both declarations

    @property
    def called(self) -> str:
        """Its own name."""
        return self.key[-1].removesuffix(f" using {self.using}")

    @property
    def sql_name(self) -> Sql:
        return compose("{} using {}", name(self.key[0], self.called), name(self.using))

    @property
    def printed(self) -> str:
        return str(name(self.key[0], self.called))

    @property
    def focus(self) -> tuple[str, str]:
        return self.key[0], self.called

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop {} {}", word(self.kind), self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter {} {} set schema {}", word(self.kind), self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))
