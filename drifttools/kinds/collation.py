"""Collations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Collation(Kind):
    """A collation. The version that its provider had when it was made is the server's, and not compared."""

    kind = "collation"
    plural = "collations"
    catalog = "pg_collation"
    steadfast = True
    replaceable = True
    address = ("collation",)

    schema: str = key("the collation's schema")
    collation: str = key("pg_collation.collname")
    provider: str = attr("`icu`, `libc` or `builtin` (pg_collation.collprovider)")
    locale: str | None = attr("the locale of ICU or of the server itself")
    lc_collate: str | None = attr("the order of libc (pg_collation.collcollate)")
    lc_ctype: str | None = attr("the character classes of libc (pg_collation.collctype)")
    deterministic: bool = attr("whether only equal bytes are equal (pg_collation.collisdeterministic)")
    rules: str | None = attr("rules of ICU that are added to the locale's; PostgreSQL 16 and later")

    # the columns of pg_collation were renamed in 15 and in 17
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_collation")}
            select n.nspname, c.collname, case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
                   case when c.collprovider in ('i', 'b')
                        then coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale', j.row ->> 'collcollate') end,
                   case when c.collprovider = 'c' then c.collcollate::text end,
                   case when c.collprovider = 'c' then c.collctype::text end,
                   c.collisdeterministic, j.row ->> 'collicurules'
            from pg_catalog.pg_collation c
            join pg_catalog.pg_namespace n on n.oid = c.collnamespace
            cross join lateral (select pg_catalog.to_jsonb(c) as row) j
            where {in_scope("c.collname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.collation)

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regcollation({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        options = [compose("provider = {}", deparsed(self.provider))]
        if self.locale is not None:
            options.append(compose("locale = {}", value(self.locale)))
        if self.lc_collate is not None:
            options.append(compose("lc_collate = {}", value(self.lc_collate)))
        if self.lc_ctype is not None:
            options.append(compose("lc_ctype = {}", value(self.lc_ctype)))
        if not self.deterministic:
            options.append(word("deterministic = false"))
        if self.rules is not None:
            options.append(compose("rules = {}", value(self.rules)))
        yield Statement(str(compose("create collation {} ({})", self.sql_name, joined(options))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop collation {}", self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter collation {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter collation {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))
