"""Extended statistics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.names import parts_of
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value
from drifttools.sql.dialect import Dialect


@declared
class Statistics(Kind):
    """Extended statistics of a table. They have a schema of their own, and stay in it when the table is moved."""

    kind = "statistics"
    plural = "statistics"
    catalog = "pg_statistic_ext"
    address = ("statistics object",)
    alterable = frozenset({"target"})
    severity = Severity.WARNING
    # they name the columns of the table that `table` names
    selects = frozenset({"columns"})

    schema: str = key("the schema of the statistics")
    statistics: str = key("pg_statistic_ext.stxname")
    table: str = attr("the table, quoted and qualified", Compare.EXPRESSION, Severity.WARNING)
    kinds: tuple[str, ...] = attr("`ndistinct`, `dependencies`, `mcv`; none for one expression", severity=Severity.WARNING)
    columns: tuple[str, ...] = attr(
        "the columns, which PostgreSQL puts in the order of the table, and the expressions",
        Compare.EXPRESSIONS,
        Severity.WARNING,
    )
    target: int = attr("how much ANALYZE collects; -1 for the default (stxstattarget)", severity=Severity.WARNING)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_statistic_ext")}
            select n.nspname, s.stxname, pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname),
                   coalesce((select json_agg(case k.kind when 'd' then 'ndistinct' when 'f' then 'dependencies'
                                                         else 'mcv' end order by k.place)
                             from unnest(s.stxkind) with ordinality k(kind, place) where k.kind <> 'e'), '[]')::text,
                   (select json_agg(k.item order by k.place)
                    from (select pg_catalog.quote_ident(a.attname), a.attnum::int8
                          from pg_catalog.pg_attribute a where a.attrelid = s.stxrelid and a.attnum = any(s.stxkeys)
                          <<14: union all select '(' || e.text || ')', 10000 + e.place
                                from unnest(pg_catalog.pg_get_statisticsobjdef_expressions(s.oid))
                                     with ordinality e(text, place) ;; >>) k(item, place))::text,
                   coalesce(s.stxstattarget, -1)::int
            from pg_catalog.pg_statistic_ext s
            join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
            join pg_catalog.pg_class t on t.oid = s.stxrelid
            join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
            where {in_scope("s.stxname")} and {not_member("s.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.statistics)

    @property
    def belongs_to(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("table", parts_of(self.table)),)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_statistic_ext where stxname = {}"
            " and stxnamespace = pg_catalog.to_regnamespace({}))",
            value(self.statistics),
            value(str(name(self.schema))),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        kinds = compose(" ({})", joined(map(deparsed, self.kinds))) if self.kinds else NOTHING
        sql = compose(
            "create statistics {}{} on {} from {}",
            self.sql_name,
            kinds,
            joined(map(deparsed, self.columns)),
            deparsed(self.table),
        )
        yield Statement(str(sql), ("create-statistics",), (self.table,))
        if self.target >= 0:
            yield self._target()

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop statistics {}", self.sql_name)), ("drop-statistics",), (self.table,))

    def alter(self, expected: Statistics, changed: frozenset[str]) -> Iterator[Statement]:
        yield expected._target()

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter statistics {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter statistics {} rename to {}", self.sql_name, name(new))
        yield Statement(str(sql), ("rename-unlocked",))

    def _target(self) -> Statement:
        sql = compose("alter statistics {} set statistics {}", self.sql_name, value(self.target))
        return Statement(str(sql), ("alter-statistics",))
