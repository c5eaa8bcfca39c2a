"""Indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import Duplicates, Hindrance, Sight
from drifttools.kinds.names import parts_of
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect

# One key of an index as SQL, and where keys come from: `u` numbers them, the rest says how each differs from the default.
_KEY = """
    case when u.number = 0 then pg_catalog.pg_get_indexdef(i.indexrelid, u.place::int, false)
         else pg_catalog.quote_ident(ka.attname) end
    || case when u.place > i.indnkeyatts then ''
       else case when i.indcollation[u.place - 1] not in (0, 100, coalesce(ka.attcollation, 0))
                 then ' collate ' || pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
                 else '' end
            || case when ko.opcdefault then ''
                    else ' ' || pg_catalog.quote_ident(kn.nspname) || '.' || pg_catalog.quote_ident(ko.opcname) end
            || case i.indoption[u.place - 1] when 1 then ' desc nulls last' when 2 then ' nulls first'
                    when 3 then ' desc' else '' end end
"""
_KEYS = """
    from unnest(i.indkey::int2[]) with ordinality u(number, place)
    left join pg_catalog.pg_attribute ka on ka.attrelid = i.indrelid and ka.attnum = u.number and u.number <> 0
    left join pg_catalog.pg_opclass ko on ko.oid = i.indclass[u.place - 1] and u.place <= i.indnkeyatts
    left join pg_catalog.pg_namespace kn on kn.oid = ko.opcnamespace
    left join pg_catalog.pg_collation co on co.oid = i.indcollation[u.place - 1] and u.place <= i.indnkeyatts
    left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
"""

# what stands behind the expression of a key: its operator class and its order
_HOW = re.compile(r"( \w+\.\w+)?( desc)?( nulls (first|last))?$")


@dataclass(frozen=True, slots=True)
class Index(Kind):
    """An index of a table or a materialized view. The one that backs a constraint belongs to the constraint."""

    kind = "index"
    plural = "indexes"
    weight = 10
    parents = ("table", "materialized view")
    address = ("index",)
    alterable = frozenset({"options", "clustered"})
    severity = Severity.WARNING
    relation = True
    recurses = frozenset("unique method keys included predicate nulls_not_distinct".split())

    schema: str = key("the table's schema, which is the index's too")
    table: str = key("the table or materialized view")
    index: str = key("pg_class.relname")
    unique: bool = attr("pg_index.indisunique")
    method: str = attr("the access method: btree, gin, ...")
    keys: tuple[str, ...] = attr(
        "each key as SQL: column or expression, collation, operator class, order", Compare.EXPRESSION
    )
    included: tuple[str, ...] | None = attr("columns of INCLUDE", Compare.EXPRESSION)
    predicate: str | None = attr("the condition of a partial index", Compare.EXPRESSION)
    nulls_not_distinct: bool = attr("whether nulls count as equal (15 and later)")
    options: tuple[str, ...] | None = attr("storage parameters (pg_class.reloptions)")
    valid: bool = attr("false after a failed CREATE INDEX CONCURRENTLY", severity=Severity.ERROR)
    clustered: bool = attr("whether CLUSTER uses it", severity=Severity.NOTE)
    attached_to: str | None = attr("table and index that it is a part of, for an index of a partition", Compare.EXPRESSION)

    # Plain keys are put together from column numbers: pg_get_indexdef() for every index would be two thirds of the
    # whole reading. Only a key that is an expression, and a predicate, are printed by the server; an index of one plain
    # column, which most are, takes no subquery either.
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, t.relname, c.relname, i.indisunique, am.amname,
                   case when i.indnatts = 1 and a.attnum > 0 and o.opcdefault and i.indoption[0] = 0
                             and i.indcollation[0] in (0, 100, a.attcollation)
                        then json_build_array(pg_catalog.quote_ident(a.attname))
                        else (select json_agg({_KEY} order by u.place) {_KEYS} where u.place <= i.indnkeyatts) end::text,
                   case when i.indnatts > i.indnkeyatts
                        then (select json_agg({_KEY} order by u.place) {_KEYS} where u.place > i.indnkeyatts) end::text,
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid), <<15: i.indnullsnotdistinct ;; false>>,
                   array_to_json(c.reloptions)::text, i.indisvalid and i.indisready, i.indisclustered,
                   case when c.relispartition then
                        (select pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(pt.relname) || '.'
                                || pg_catalog.quote_ident(p.relname)
                         from pg_catalog.pg_inherits h
                         join pg_catalog.pg_class p on p.oid = h.inhparent
                         join pg_catalog.pg_index pi on pi.indexrelid = p.oid
                         join pg_catalog.pg_class pt on pt.oid = pi.indrelid
                         join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                         where h.inhrelid = c.oid) end
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_class t on t.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_am am on am.oid = c.relam
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            left join pg_catalog.pg_opclass o on o.oid = i.indclass[0]
            where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and {in_scope("t.relname")}
              and {not_member("t.oid")}
              and not exists (select from pg_catalog.pg_constraint k
                              where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.index)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    @property
    def comes_from(self) -> tuple[str, ...]:
        return parts_of(self.attached_to)

    @property
    def distinctive(self) -> bool:
        return self.attached_to is None

    @property
    def faithful(self) -> bool:
        # nobody can ask for an index that failed to be built
        return self.valid

    def goes_first(self, expected: Index) -> bool:
        return self.clustered and not expected.clustered

    def create(self, side: Side) -> Iterator[Statement]:
        if self.attached_to:
            return  # made by the index of the partitioned table
        unique = word("unique ") if self.unique else NOTHING
        include = compose(" include ({})", joined(map(deparsed, self.included))) if self.included else NOTHING
        nulls = word(" nulls not distinct") if self.nulls_not_distinct else NOTHING
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        where = compose(" where {}", deparsed(self.predicate)) if self.predicate else NOTHING
        sql = compose(
            "create {}index {} on {} using {} ({}){}{}{}{}",
            unique,
            name(self.index),
            self.on,
            name(self.method),
            joined(map(deparsed, self.keys)),
            include,
            nulls,
            options,
            where,
        )
        yield Statement(str(sql), ("create-index",), (str(self.on),))
        if self.clustered:
            yield self._cluster()

    def drop(self) -> Iterator[Statement]:
        if not self.attached_to:
            sql = compose("drop index {}", self.sql_name)
            yield Statement(str(sql), ("drop-index",), (str(self.on), str(self.sql_name)))

    def alter(self, expected: Index, changed: frozenset[str]) -> Iterator[Statement]:
        if "options" in changed:
            present = {option.partition("=")[0] for option in self.options or ()}
            wanted = {option.partition("=")[0] for option in expected.options or ()}
            gone = joined(name(option) for option in sorted(present - wanted))
            if gone:
                yield self._alter(compose("reset ({})", gone), "index-option")
            if expected.options:
                yield self._alter(compose("set ({})", joined(map(deparsed, expected.options))), "index-option")
        if "clustered" in changed:
            yield (
                expected._cluster()
                if expected.clustered
                else Statement(
                    str(compose("alter table {} set without cluster", self.on)), ("table-option",), (str(self.on),)
                )
            )

    def _cluster(self) -> Statement:
        sql = compose("alter table {} cluster on {}", self.on, name(self.index))
        return Statement(str(sql), ("table-option",), (str(self.on),))

    def hindrances(self, before: Index | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        if self.attached_to or not self.unique or (before is not None and changed <= self.alterable):
            return
        table = (self.schema, self.table)
        about = f"rows of {self.schema}.{self.table} that are equal to another by {self.index}"
        keys = tuple(deparsed(_HOW.sub("", key)) for key in self.keys)
        where = deparsed(self.predicate or "")
        yield Duplicates(table, about, keys=keys, where=where, nulls_equal=self.nulls_not_distinct)

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "index-option")

    def _alter(self, action: Sql, hazard: str) -> Statement:
        sql = compose("alter index {} {}", self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.sql_name),))
