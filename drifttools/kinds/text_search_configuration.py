"""Configurations of text search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class TextSearchConfiguration(Kind):
    """A configuration of text search: a parser, and the dictionaries for each type of token."""

    kind = "text search configuration"
    plural = "text_search_configurations"
    catalog = "pg_ts_config"
    address = ("text search configuration",)
    alterable = frozenset({"mappings"})
    obstacle = Obstacle.BLOCKS

    schema: str = key("the configuration's schema")
    configuration: str = key("pg_ts_config.cfgname")
    parser: str = attr("the parser, quoted and qualified", Compare.EXPRESSION)
    mappings: tuple[str, ...] = attr("a type of token each, ` with ` its dictionaries in order", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_ts_config")},
            listed as (
                select m.mapcfg, k.alias, pg_catalog.quote_ident(k.alias) || ' with ' || pg_catalog.string_agg(
                           pg_catalog.quote_ident(dn.nspname) || '.' || pg_catalog.quote_ident(d.dictname), ', '
                           order by m.mapseqno) as entry
                from pg_catalog.pg_ts_config_map m
                join pg_catalog.pg_ts_config c on c.oid = m.mapcfg
                cross join lateral pg_catalog.ts_token_type(c.cfgparser) k
                join pg_catalog.pg_ts_dict d on d.oid = m.mapdict
                join pg_catalog.pg_namespace dn on dn.oid = d.dictnamespace
                where k.tokid = m.maptokentype and m.mapcfg >= 16384
                group by m.mapcfg, k.alias)
            select n.nspname, c.cfgname, pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname),
                   coalesce((select json_agg(l.entry order by l.alias) from listed l where l.mapcfg = c.oid), '[]')::text
            from pg_catalog.pg_ts_config c
            join pg_catalog.pg_namespace n on n.oid = c.cfgnamespace
            join pg_catalog.pg_ts_parser p on p.oid = c.cfgparser
            join pg_catalog.pg_namespace pn on pn.oid = p.prsnamespace
            where {in_scope("c.cfgname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.configuration)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_ts_config where cfgname = {}"
            " and cfgnamespace = pg_catalog.to_regnamespace({}))",
            value(self.configuration),
            value(str(name(self.schema))),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        sql = compose("create text search configuration {} (parser = {})", self.sql_name, deparsed(self.parser))
        yield Statement(str(sql), ("create-object",))
        for mapping in self.mappings:
            yield self._map(compose("add mapping for {}", deparsed(mapping)))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop text search configuration {}", self.sql_name)), ("drop-object",))

    def alter(self, expected: TextSearchConfiguration, changed: frozenset[str]) -> Iterator[Statement]:
        for mapping in self.mappings:
            if mapping not in expected.mappings:
                yield self._map(compose("drop mapping for {}", deparsed(mapping.partition(" with ")[0])))
        for mapping in expected.mappings:
            if mapping not in self.mappings:
                yield self._map(compose("add mapping for {}", deparsed(mapping)))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter text search configuration {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter text search configuration {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))

    def _map(self, action: Sql) -> Statement:
        sql = compose("alter text search configuration {} {}", self.sql_name, action)
        return Statement(str(sql), ("alter-object",))
