"""Dictionaries of text search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value
from drifttools.sql.dialect import Dialect


@declared
class TextSearchDictionary(Kind):
    """A dictionary of text search: a template with its options."""

    kind = "text search dictionary"
    plural = "text_search_dictionaries"
    catalog = "pg_ts_dict"
    address = ("text search dictionary",)
    alterable = frozenset({"options"})

    schema: str = key("the dictionary's schema")
    dictionary: str = key("pg_ts_dict.dictname")
    template: str = attr("the template, quoted and qualified", Compare.EXPRESSION)
    options: str | None = attr("the options of the template (pg_ts_dict.dictinitoption)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_ts_dict")}
            select n.nspname, d.dictname, pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname),
                   d.dictinitoption
            from pg_catalog.pg_ts_dict d
            join pg_catalog.pg_namespace n on n.oid = d.dictnamespace
            join pg_catalog.pg_ts_template t on t.oid = d.dicttemplate
            join pg_catalog.pg_namespace tn on tn.oid = t.tmplnamespace
            where {in_scope("d.dictname")} and {not_member("d.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.dictionary)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_ts_dict where dictname = {}"
            " and dictnamespace = pg_catalog.to_regnamespace({}))",
            value(self.dictionary),
            value(str(name(self.schema))),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        options = compose(", {}", deparsed(self.options)) if self.options else NOTHING
        sql = compose("create text search dictionary {} (template = {}{})", self.sql_name, deparsed(self.template), options)
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop text search dictionary {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: TextSearchDictionary, changed: frozenset[str]) -> Iterator[Statement]:
        # an option without a value goes; the others are replaced
        wanted = _options_of(expected.options)
        gone = (deparsed(option) for option in _options_of(self.options) if option not in wanted)
        options = joined((*gone, *([deparsed(expected.options)] if expected.options else [])))
        sql = compose("alter text search dictionary {} ({})", self.sql_name, options)
        yield Statement(str(sql), ("alter-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter text search dictionary {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter text search dictionary {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))


# the server prints: name = 'value', "Other Name" = E'value'
_OPTION = re.compile(r"""("(?:[^"]|"")*"|[^ ="']+) = E?'(?:[^']|'')*'""")


def _options_of(text: str | None) -> list[str]:
    """The quoted names of the options."""
    return [found[1] for found in _OPTION.finditer(text or "")]
