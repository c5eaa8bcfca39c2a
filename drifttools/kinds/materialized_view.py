"""Materialized views."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import ClassVar, LiteralString

from drifttools.kinds import tablespace as tablespaces
from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import Hindrance, Sight, Unreadable
from drifttools.kinds.options import listed, option_changes
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


def _storage(letter: LiteralString) -> LiteralString:
    return "case " + letter + " when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end"


@declared
class MaterializedView(Kind):
    """A materialized view, and whether it holds anything."""

    kind = "materialized view"
    plural = "materialized_views"
    catalog = "pg_rewrite"
    made_with = "tables"
    address = ("materialized view",)
    alterable = frozenset({"populated", "options", "tablespace", "access_method", "settings"})
    relation = True
    obstacle = Obstacle.REBUILT
    selects = frozenset({"definition"})

    schema: str = key("the view's schema")
    view: str = key("pg_class.relname")
    definition: str = attr("pg_get_viewdef(), search_path empty", Compare.EXPRESSION)
    populated: bool = attr("false until REFRESH: reading it fails (pg_class.relispopulated)")
    options: tuple[str, ...] | None = attr(
        "storage parameters (pg_class.reloptions)", Compare.UNORDERED, severity=Severity.WARNING
    )
    tablespace: str | None = attr(tablespaces.DOC, severity=Severity.WARNING)
    access_method: str | None = attr("where it is not heap", severity=Severity.WARNING)
    settings: tuple[str, ...] | None = attr(
        "JSON lists of a quoted column, what is set for it (storage, compression, statistics, n_distinct), to what, and"
        " what it is without",
        severity=Severity.WARNING,
    )
    home_tablespace: str | None = attr(tablespaces.HOME_DOC, Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), c.relispopulated,
                   {listed("c.reloptions")}, {tablespaces.name_of("c")}, nullif(am.amname, 'heap'),
                   (select json_agg(json_build_array(pg_catalog.quote_ident(a.attname), s.word, s.value, s.usual)::text
                                    order by a.attnum, s.word)
                    from pg_catalog.pg_attribute a
                    join pg_catalog.pg_type t on t.oid = a.atttypid
                    cross join lateral (
                        select 'statistics', nullif(a.attstattarget, -1)::text, '-1'
                        union all select 'storage',
                            case when a.attstorage <> t.typstorage then {_storage("a.attstorage")} end,
                            {_storage("t.typstorage")}
                        <<14: union all select 'compression',
                            case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end, 'default' ;; >>
                        union all select split_part(u.option, '=', 1), split_part(u.option, '=', 2), null
                                  from unnest(a.attoptions) u(option)) s(word, value, usual)
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and s.value is not null)::text,
                   {tablespaces.home_of("c")}
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_am am on am.oid = c.relam
            where c.relkind = 'm' and {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.view)

    @property
    def filled(self) -> bool:
        return self.populated

    def create(self, side: Side) -> Iterator[Statement]:
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        method = compose(" using {}", name(self.access_method)) if self.access_method else NOTHING
        where = tablespaces.within(self.tablespace, word("tablespace"))
        data = word("with data") if self.populated else word("with no data")
        sql = compose(
            "create materialized view {}{}{}{} as\n{}\n{}",
            self.sql_name,
            method,
            options,
            where,
            deparsed(self.definition),
            data,
        )
        yield Statement(str(sql), ("create-materialized-view",))
        yield from self._set(self.settings or ())

    def drop(self) -> Iterator[Statement]:
        sql = compose("drop materialized view {}", self.sql_name)
        yield Statement(str(sql), ("drop-view",), (str(self.sql_name),))

    def alter(self, expected: MaterializedView, changed: frozenset[str]) -> Iterator[Statement]:
        if "options" in changed:
            for action in option_changes(self.options, expected.options):
                yield self._alter(action, "table-option")
        if "tablespace" in changed:
            yield self._alter(tablespaces.to_tablespace(expected.tablespace, self.home_tablespace), "set-tablespace")
        if "access_method" in changed:
            method = name(expected.access_method or "heap")
            yield self._alter(compose("set access method {}", method), "set-access-method")
        if "settings" in changed:
            kept = {tuple(json.loads(setting)[:2]) for setting in expected.settings or ()}
            yield from self._reset(one for one in self.settings or () if tuple(json.loads(one)[:2]) not in kept)
            yield from self._set(one for one in expected.settings or () if one not in (self.settings or ()))
        if "populated" in changed:
            yield self._refresh(expected)

    def hindrances(self, before: MaterializedView | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        # the one that is made anew is filled before it gets its owner; and what is emptied has to be filled on the way back
        if before is not None and "populated" in changed:
            about = f"tables or functions that the owner of {self.schema}.{self.view} may not use, as whom it is refreshed"
            yield Unreadable((self.schema, self.view), about, named="named", mended="grant the owner what is missing")

    def _set(self, settings: Iterable[str]) -> Iterator[Statement]:
        for column, setting, wanted, _ in map(json.loads, settings):
            yield self._setting(column, setting, wanted)

    def _reset(self, settings: Iterable[str]) -> Iterator[Statement]:
        for column, setting, _, usual in map(json.loads, settings):
            yield self._setting(column, setting, usual)

    def _setting(self, column: str, setting: str, to: str | None) -> Statement:
        hazard = "table-setting" if setting in {"storage", "compression"} else "table-option"
        if setting in {"storage", "compression", "statistics"}:
            action = compose("set {} {}", deparsed(setting), deparsed(str(to)))
        else:
            action = (
                compose("reset ({})", name(setting)) if to is None else compose("set ({} = {})", name(setting), value(to))
            )
        return self._alter(compose("alter column {} {}", deparsed(column), action), hazard)

    def _alter(self, action: Sql, hazard: str) -> Statement:
        sql = compose("alter materialized view {} {}", self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.sql_name),))

    def _refresh(self, expected: MaterializedView) -> Statement:
        data = word("with data") if expected.populated else word("with no data")
        sql = compose("refresh materialized view {} {}", self.sql_name, data)
        return Statement(str(sql), ("refresh",), (str(self.sql_name),))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter materialized view {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema",), (str(self.sql_name),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter materialized view {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename",), (str(self.sql_name),))
