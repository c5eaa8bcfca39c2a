"""Views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds import sqlite
from drifttools.kinds.base import BOTH, SQLITE, Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.options import listed
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import qualified


@declared
class View(Kind):
    """A view with its options."""

    kind = "view"
    plural = "views"
    catalog = "pg_rewrite"
    made_with = "tables"
    weight = 3
    address = ("view",)
    alterable = frozenset({"definition", "options", "defaults"})
    relation = True
    obstacle = Obstacle.REBUILT
    selects = frozenset({"definition"})

    schema: str = key("the view's schema")
    view: str = key("pg_class.relname")
    columns: tuple[str, ...] = attr("its columns with their types, in order", Compare.EXPRESSION)
    definition: str = attr("pg_get_viewdef(), search_path empty; on SQLite its text", Compare.EXPRESSION, on=BOTH)
    options: tuple[str, ...] | None = attr(
        "security_barrier, security_invoker, check_option (pg_class.reloptions)", Compare.UNORDERED
    )
    defaults: tuple[str, ...] | None = attr(
        "what INSERT puts into its columns, each as in `status set default 'new'::text`", Compare.EXPRESSION
    )
    sql: str = attr("its statement as it is stored", Compare.NOTED, on=SQLITE)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname,
                   coalesce((select json_agg(pg_catalog.quote_ident(a.attname) || ' '
                                             || pg_catalog.format_type(a.atttypid, a.atttypmod) order by a.attnum)
                             from pg_catalog.pg_attribute a
                             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text,
                   rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), {listed("c.reloptions")},
                   (select json_agg(pg_catalog.quote_ident(a.attname) || ' set default '
                                    || pg_catalog.pg_get_expr(d.adbin, d.adrelid) order by a.attnum)
                    from pg_catalog.pg_attrdef d
                    join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                    where d.adrelid = c.oid)::text
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'v' and c.relpersistence <> 't' and {in_scope("c.relname")} and {not_member("c.oid")}
        """,
        Dialect.SQLITE: sqlite.VIEWS,
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.view)

    @property
    def printed(self) -> str:
        # never sent: a name of SQLite may be longer than PostgreSQL takes
        return qualified(self.schema, self.view)

    def create(self, side: Side) -> Iterator[Statement]:
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        sql = compose("create view {}{} as\n{}", self.sql_name, options, deparsed(self.definition))
        yield Statement(str(sql), ("create-object",))
        yield from map(self._column, self.defaults or ())

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop view {}", self.sql_name)), ("drop-view",), (str(self.sql_name),))

    def can_alter(self, expected: View, changed: frozenset[str]) -> bool:
        # CREATE OR REPLACE VIEW may add columns at the end and change nothing else about them
        return expected.columns[: len(self.columns)] == self.columns

    def alter(self, expected: View, changed: frozenset[str]) -> Iterator[Statement]:
        if changed - {"defaults"}:
            yield self._replace(expected)
        present, wanted = self.defaults or (), expected.defaults or ()
        set_again = {_column_of(default) for default in wanted}
        for default in present:
            if _column_of(default) not in set_again:
                yield self._column(str(compose("{} drop default", deparsed(_column_of(default)))))
        yield from (self._column(default) for default in wanted if default not in present)

    def _column(self, action: str) -> Statement:
        sql = compose("alter view {} alter column {}", self.sql_name, deparsed(action))
        return Statement(str(sql), ("set-default",), (str(self.sql_name),))

    def _replace(self, expected: View) -> Statement:
        options = compose(" with ({})", joined(map(deparsed, expected.options))) if expected.options else NOTHING
        sql = compose("create or replace view {}{} as\n{}", self.sql_name, options, deparsed(expected.definition))
        return Statement(str(sql), ("replace-view",), (str(self.sql_name),))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter view {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema",), (str(self.sql_name),))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter view {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename",), (str(self.sql_name),))


_COLUMN = re.compile(r'"(?:[^"]|"")*"|[^ ]+')


def _column_of(default: str) -> str:
    """The quoted column of a default."""
    found = _COLUMN.match(default)
    return found[0] if found else default
