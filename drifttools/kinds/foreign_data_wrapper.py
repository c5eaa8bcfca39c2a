"""Foreign data wrappers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.foreign import options, options_change, secrets_to_set
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.kinds.secret import shown_options
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class ForeignDataWrapper(Kind):
    """A foreign data wrapper: what knows how to talk to a sort of foreign server."""

    kind = "foreign data wrapper"
    plural = "foreign_data_wrappers"
    catalog = "pg_foreign_data_wrapper"
    address = ("foreign-data wrapper",)
    alterable = frozenset({"handler", "validator", "options"})

    wrapper: str = key("pg_foreign_data_wrapper.fdwname")
    handler: str | None = attr(
        "the function that reads, quoted and qualified; none where nothing can be read", Compare.EXPRESSION
    )
    validator: str | None = attr("the function that checks options, quoted and qualified", Compare.EXPRESSION)
    options: tuple[str, ...] | None = attr("`name=value`, sorted; secrets by a digest (fdwoptions)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_foreign_data_wrapper")},
            routine as (
                select p.oid, pg_catalog.quote_ident(f.nspname) || '.' || pg_catalog.quote_ident(p.proname) as name
                from pg_catalog.pg_proc p
                join pg_catalog.pg_namespace f on f.oid = p.pronamespace)
            select w.fdwname,
                   (select r.name from routine r where r.oid = w.fdwhandler),
                   (select r.name from routine r where r.oid = w.fdwvalidator),
                   {shown_options("w.fdwoptions")}
            from pg_catalog.pg_foreign_data_wrapper w
            {by_name("w.fdwname")[0]}
            where {not_member("w.oid")} and {by_name("w.fdwname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.wrapper)

    def presence(self) -> Sql:
        return compose("exists (select from pg_catalog.pg_foreign_data_wrapper where fdwname = {})", value(self.wrapper))

    def out_of_reach(self, found: ForeignDataWrapper | None) -> str:
        return secrets_to_set(found.options if found else (), self.options)

    def create(self, side: Side) -> Iterator[Statement]:
        parts = [compose("create foreign data wrapper {}", self.sql_name)]
        parts += [compose("handler {}", deparsed(self.handler))] if self.handler else []
        parts += [compose("validator {}", deparsed(self.validator))] if self.validator else []
        yield Statement(str(compose("{}{}", joined(parts, " "), options(self.options))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop foreign data wrapper {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: ForeignDataWrapper, changed: frozenset[str]) -> Iterator[Statement]:
        parts = []
        if "handler" in changed:
            handler = expected.handler
            parts.append(compose("handler {}", deparsed(handler)) if handler else word("no handler"))
        if "validator" in changed:
            validator = expected.validator
            parts.append(compose("validator {}", deparsed(validator)) if validator else word("no validator"))
        change = options_change(self.options, expected.options) if "options" in changed else NOTHING
        if parts or change:
            sql = compose("alter foreign data wrapper {} {}{}", self.sql_name, joined(parts, " "), change)
            yield Statement(str(sql), ("alter-object",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter foreign data wrapper {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))

    @property
    def distinctive(self) -> bool:
        # without handler and options it is like every other one
        return bool(self.handler or self.options)
