"""Conversions between encodings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Conversion(Kind):
    """A conversion from one encoding to another."""

    kind = "conversion"
    plural = "conversions"
    address = ("conversion",)
    obstacle = Obstacle.REBUILT

    schema: str = key("the conversion's schema")
    conversion: str = key("pg_conversion.conname")
    source: str = attr("the encoding that is converted (pg_conversion.conforencoding)")
    target: str = attr("the encoding that it becomes (pg_conversion.contoencoding)")
    function: str = attr("the function that converts, quoted and qualified", Compare.EXPRESSION)
    default: bool = attr("whether it is the one that is taken for the two encodings (pg_conversion.condefault)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_conversion")}
            select n.nspname, c.conname, pg_catalog.pg_encoding_to_char(c.conforencoding),
                   pg_catalog.pg_encoding_to_char(c.contoencoding),
                   pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.proname), c.condefault
            from pg_catalog.pg_conversion c
            join pg_catalog.pg_namespace n on n.oid = c.connamespace
            join pg_catalog.pg_proc p on p.oid = c.conproc
            join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
            where {in_scope("c.conname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.conversion)

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        sql = compose(
            "create {}conversion {} for {} to {} from {}",
            word("default ") if self.default else NOTHING,
            self.sql_name,
            value(self.source),
            value(self.target),
            deparsed(self.function),
        )
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop conversion {}", self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter conversion {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        yield Statement(str(compose("alter conversion {} rename to {}", self.sql_name, name(new))), ("rename-unlocked",))
