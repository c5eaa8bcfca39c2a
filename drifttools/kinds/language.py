"""Procedural languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import FUNCTIONS, by_name, members, not_member
from drifttools.kinds.oids import is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, word
from drifttools.sql.dialect import Dialect


@declared
class Language(Kind):
    """A procedural language that comes neither with the server nor with an extension."""

    kind = "language"
    plural = "languages"
    address = ("language",)
    obstacle = Obstacle.BLOCKS
    alterable = frozenset({"trusted", "handler", "inline_handler", "validator"})

    language: str = key("pg_language.lanname")
    trusted: bool = attr("whether others than superusers may write functions in it (pg_language.lanpltrusted)")
    handler: str = attr("the function that runs its functions, quoted and qualified", Compare.EXPRESSION)
    inline_handler: str | None = attr("the function that runs DO blocks (pg_language.laninline)", Compare.EXPRESSION)
    validator: str | None = attr("the function that checks new functions (pg_language.lanvalidator)", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_language")},
            {FUNCTIONS}
            select l.lanname, l.lanpltrusted, (select c.name from called c where c.oid = l.lanplcallfoid),
                   (select c.name from called c where c.oid = l.laninline),
                   (select c.name from called c where c.oid = l.lanvalidator)
            from pg_catalog.pg_language l
            {by_name("l.lanname")[0]}
            where l.lanispl and l.oid >= 16384 and {not_member("l.oid")} and {by_name("l.lanname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.language)

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(self._definition(word("create"))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop language {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: Language, changed: frozenset[str]) -> Iterator[Statement]:
        # OR REPLACE keeps the functions that are written in it
        yield Statement(str(expected._definition(word("create or replace"))), ("alter-object",))

    def rename(self, new: str) -> Iterator[Statement]:
        yield Statement(str(compose("alter language {} rename to {}", self.sql_name, name(new))), ("rename-unlocked",))

    def _definition(self, verb: Sql) -> Sql:
        return compose(
            "{}{} language {} handler {}{}{}",
            verb,
            word(" trusted") if self.trusted else NOTHING,
            self.sql_name,
            deparsed(self.handler),
            compose(" inline {}", deparsed(self.inline_handler)) if self.inline_handler else NOTHING,
            compose(" validator {}", deparsed(self.validator)) if self.validator else NOTHING,
        )
