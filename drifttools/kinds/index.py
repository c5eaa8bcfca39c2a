"""Indexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds import sqlite
from drifttools.kinds import tablespace as tablespaces
from drifttools.kinds.base import BOTH, SQLITE, Compare, Kind, Part, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import QUARANTINE, Duplicates, Hindrance, Sight
from drifttools.kinds.names import parts_of
from drifttools.kinds.options import listed, option_changes
from drifttools.kinds.printing import alike
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import LONGEST_NAME

_ORDER = "case i.indoption[{}] when 1 then ' desc nulls last' when 2 then ' nulls first' when 3 then ' desc' else '' end"
# One key of an index as SQL, and where keys come from: `u` numbers them, the rest says how each differs from the default.
# Looked up one by one: joins would be built anew for each index, which costs more than all that they find.
_KEY = f"""
    case when u.number = 0 then printed.keys[u.place]
         else (select pg_catalog.quote_ident(ka.attname) from pg_catalog.pg_attribute ka
               where ka.attrelid = i.indrelid and ka.attnum = u.number) end
    || case when u.place > i.indnkeyatts then ''
       else case when i.indcollation[u.place - 1] in (0, 100) then ''
                 else coalesce((select ' collate ' || pg_catalog.quote_ident(cn.nspname) || '.'
                                       || pg_catalog.quote_ident(co.collname)
                                from pg_catalog.pg_collation co
                                join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
                                where co.oid = i.indcollation[u.place - 1]
                                  and not exists (select from pg_catalog.pg_attribute ka
                                                  where ka.attrelid = i.indrelid and ka.attnum = u.number
                                                    and u.number <> 0 and ka.attcollation = co.oid)), '') end
            || (select case when ko.opcdefault and given.options is null then ''
                       else ' ' || (select pg_catalog.quote_ident(kn.nspname) from pg_catalog.pg_namespace kn
                                    where kn.oid = ko.opcnamespace) || '.' || pg_catalog.quote_ident(ko.opcname)
                            || coalesce(' (' || (select string_agg(v.option, ', ' order by v.option)
                                                 from unnest(given.options) v(option)) || ')', '') end
                from pg_catalog.pg_opclass ko
                cross join lateral (select case when am.amname in ('btree', 'hash') then null::text[]
                                           else (select oa.attoptions from pg_catalog.pg_attribute oa
                                                 where oa.attrelid = i.indexrelid and oa.attnum = u.place)
                                           end) given(options)
                where ko.oid = i.indclass[u.place - 1])
            || {_ORDER.format("u.place - 1")} end
"""
# What the server prints: the keys that are expressions, by their place, and the predicate.
_PRINTED = (
    alike(
        "select i.indexrelid, i.indrelid, pg_catalog.concat_ws(' ', i.indkey, i.indexprs, '|', i.indpred)"
        " from pg_catalog.pg_index i join pg_catalog.pg_class t on t.oid = i.indrelid"
        " join pg_catalog.pg_namespace n on n.oid = t.relnamespace"
        " where (i.indexprs is not null or i.indpred is not null) and " + in_scope("t.relname")
    )
    + """, printed as materialized (
        select i.indexrelid, pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate,
               case when i.indexprs is not null then
                    (select array_agg(case when u.number = 0
                                           then pg_catalog.pg_get_indexdef(i.indexrelid, u.place::int, false) end
                                      order by u.place)
                     from unnest(i.indkey::int2[]) with ordinality u(number, place)) end as keys
        from pg_catalog.pg_index i where i.indexrelid in (select first from alike))"""
)
_KEYS = """
    from unnest(i.indkey::int2[]) with ordinality u(number, place)
"""

_PLAIN = re.compile(r'"(?:[^"]|"")*"|[^\W\d][\w$]*')
# what stands behind the expression of a key: its operator class and its order
_HOW = re.compile(r"( \w+\.\w+)?( desc)?( nulls (first|last))?$")


@declared
class Index(Kind):
    """An index of a table or a materialized view. The one that backs a constraint belongs to the constraint."""

    kind = "index"
    plural = "indexes"
    weight = 10
    parents = ("table", "materialized view")
    address = ("index",)
    alterable = frozenset({"options", "clustered", "attached_to", "tablespace", "statistics"})
    severity = Severity.WARNING
    relation = True
    tied = frozenset({"attached_to"})
    recurses = frozenset("unique method keys included predicate nulls_not_distinct".split())

    schema: str = key("the table's schema, which is the index's too")
    table: str = key("the table or materialized view")
    index: str = key("pg_class.relname")
    unique: bool = attr("pg_index.indisunique", on=BOTH)
    method: str = attr("the access method: btree, gin, ...")
    keys: tuple[str, ...] = attr(
        "each key as SQL: column or expression, collation, operator class, order", Compare.EXPRESSION, on=BOTH
    )
    included: tuple[str, ...] | None = attr("columns of INCLUDE", Compare.EXPRESSION)
    predicate: str | None = attr("the condition of a partial index", Compare.EXPRESSION, on=BOTH)
    nulls_not_distinct: bool = attr("whether nulls count as equal (15 and later)")
    options: tuple[str, ...] | None = attr("storage parameters (pg_class.reloptions)", Compare.UNORDERED)
    tablespace: str | None = attr(tablespaces.DOC, severity=Severity.WARNING)
    statistics: tuple[str, ...] | None = attr(
        "`place=number` for each expression whose statistics target is set", severity=Severity.WARNING
    )
    valid: bool = attr("false after a failed CREATE INDEX CONCURRENTLY", severity=Severity.ERROR)
    clustered: bool = attr("whether CLUSTER uses it", severity=Severity.NOTE)
    attached_to: str | None = attr("table and index that it is a part of, for an index of a partition", Compare.EXPRESSION)
    partitioned: bool = attr("whether it is that of a partitioned table", Compare.NOTED)
    home_tablespace: str | None = attr(tablespaces.HOME_DOC, Compare.NOTED)
    sql: str = attr("its statement as it is stored", Compare.NOTED, on=SQLITE)

    # Plain keys are put together from column numbers: pg_get_indexdef() for every index would be two thirds of the
    # whole reading. Only a key that is an expression, and a predicate, are printed by the server; an index of one plain
    # column, which most are, takes no subquery either (other methods than these two have parameters of operator classes).
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}, {_PRINTED}
            select n.nspname, t.relname, c.relname, i.indisunique, am.amname,
                   case when i.indnatts = 1 and am.amname in ('btree', 'hash') and o.opcdefault
                             and (i.indcollation[0] in (0, 100) or i.indcollation[0] = a.attcollation)
                        then json_build_array(coalesce(printed.keys[1], pg_catalog.quote_ident(a.attname))
                                              || {_ORDER.format("0")})
                        else (select json_agg({_KEY} order by u.place) {_KEYS} where u.place <= i.indnkeyatts) end::text,
                   case when i.indnatts > i.indnkeyatts
                        then (select json_agg({_KEY} order by u.place) {_KEYS} where u.place > i.indnkeyatts) end::text,
                   printed.predicate, <<15: i.indnullsnotdistinct ;; false>>,
                   {listed("c.reloptions")}, {tablespaces.name_of("c")},
                   case when i.indexprs is not null then
                        (select json_agg(e.attnum || '=' || e.attstattarget order by e.attnum)
                         from pg_catalog.pg_attribute e
                         where e.attrelid = c.oid and e.attnum > 0 and e.attstattarget >= 0) end::text,
                   i.indisvalid and i.indisready, i.indisclustered,
                   case when c.relispartition then
                        (select pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(pt.relname) || '.'
                                || pg_catalog.quote_ident(p.relname)
                         from pg_catalog.pg_inherits h
                         join pg_catalog.pg_class p on p.oid = h.inhparent
                         join pg_catalog.pg_index pi on pi.indexrelid = p.oid
                         join pg_catalog.pg_class pt on pt.oid = pi.indrelid
                         join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                         where h.inhrelid = c.oid) end, c.relkind = 'I', {tablespaces.home_of("c")}
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_class t on t.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_am am on am.oid = c.relam
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            left join pg_catalog.pg_opclass o on o.oid = i.indclass[0]
            left join alike on alike.id = i.indexrelid
            left join printed on printed.indexrelid = alike.first
            where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and {in_scope("t.relname")}
              and {not_member("t.oid")}
              and not exists (select from pg_catalog.pg_constraint k
                              where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        """,
        Dialect.SQLITE: sqlite.INDEXES,
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

    def out_of_reach(self, found: Index | None) -> str:
        if self.valid or self.partitioned or found is None or not found.valid:
            return ""
        return "the expected side's was not built to its end, and no statement makes such a one: REINDEX it there"

    @property
    def faithful(self) -> bool:
        # nobody can ask for an index that failed to be built; that of a partitioned table is invalid while partitions
        # lack theirs
        return self.valid or self.partitioned

    def untied(self) -> Index:
        return replace(self, attached_to=None)

    def lets_go(self, expected: Index, changed: frozenset[str]) -> frozenset[str]:
        # a table has one such mark: it goes before another index gets it
        return changed & {"clustered"} if self.clustered else frozenset()

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        if "clustered" in attributes:
            yield cluster(self.on)

    def create(self, side: Side) -> Iterator[Statement]:
        if self.attached_to:
            return  # made by the index of the partitioned table
        yield Statement(str(self.building(NOTHING, self.index)), ("create-index",), (str(self.on),))
        yield from self._targets(frozenset(self.statistics or ()))
        if self.clustered:
            yield cluster(self.on, self.index)

    def usual_name(self) -> str:
        """What PostgreSQL calls it where nobody says: for a partition's, that comes with its parent's; empty if unknown."""
        keys = [_HOW.sub("", key) for key in (*self.keys, *(self.included or ()))]
        usual = "_".join((self.table, *(parts_of(key)[-1] for key in keys), "idx"))
        return usual if all(map(_PLAIN.fullmatch, keys)) and len(usual.encode()) < LONGEST_NAME else ""

    def building(self, how: Sql, label: str) -> Sql:
        unique = word("unique ") if self.unique else NOTHING
        include = compose(" include ({})", joined(map(deparsed, self.included))) if self.included else NOTHING
        nulls = word(" nulls not distinct") if self.nulls_not_distinct else NOTHING
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        where = compose(" where {}", deparsed(self.predicate)) if self.predicate else NOTHING
        return compose(
            "create {}index {}{} on {}{} using {} ({}){}{}{}{}{}",
            unique,
            how,
            name(label),
            word("only ") if self.partitioned and not self.valid else NOTHING,
            self.on,
            name(self.method),
            joined(map(deparsed, self.keys)),
            include,
            nulls,
            options,
            tablespaces.within(self.tablespace, word("tablespace")),
            where,
        )

    def drop(self) -> Iterator[Statement]:
        if not self.attached_to:
            sql = compose("drop index {}", self.sql_name)
            yield Statement(str(sql), ("drop-index",), (str(self.on), str(self.sql_name)))

    def create_on_partitions(self, below: Iterable[Index]) -> tuple[Part, ...]:
        # the index of the whole is only a name until each partition has its own
        whole = replace(self, valid=False)
        only = Statement(str(whole.building(NOTHING, self.index)), ("create-index-only",), (str(self.on),))
        gone = Statement(str(compose("drop index if exists {}", self.sql_name)), ("drop-index",), (str(self.on),))
        parts = [Part(f"begin index {self.label}", (only,), (gone,), done=self.presence())]
        attached = []
        for one in below:
            if one.partitioned:
                parts += [replace(part, title=f"begin index {one.label}") for part in one.create_on_partitions(())[:1]]
            else:
                parts.append(one.built(one.index))
            attached.append(attach_index(one.attached_to or "", one.sql_name))
        return (
            *parts,
            Part(f"complete index {self.label}", tuple(attached), (gone,), done=usable(self.schema, self.index)),
        )

    def create_online(self, sight: Sight) -> tuple[Part, ...]:
        if self.attached_to or self.statistics:
            return ()
        clustered = (cluster(self.on, self.index),) if self.clustered else ()
        unclustered = (cluster(self.on),) if self.clustered else ()
        last = (Part(f"let CLUSTER use {self.label}", clustered, unclustered),) if clustered else ()
        return (self.built(self.index), *last)

    def built(self, label: str) -> Part:
        return Part(
            f"build index {self.label}",
            (Statement(str(self.building(word("concurrently "), label)), ("create-index-concurrently",), (str(self.on),)),),
            (self._gone(label),),
            alone=True,
            done=usable(self.schema, label),
        )

    def _gone(self, label: str) -> Statement:
        # IF EXISTS: the way back of a failed build may find nothing
        sql = compose("drop index concurrently if exists {}", name(self.schema, label))
        return Statement(str(sql), ("drop-index-concurrently",), (str(self.on), str(name(self.schema, label))))

    def drop_online(self) -> tuple[Part, ...]:
        if self.attached_to:
            return ()
        gone = self._gone(self.index)
        # one that was interrupted leaves an INVALID index of that name
        back = (gone, *self.built(self.index).statements)
        absent = compose("not ({})", self.presence())
        return (Part(f"drop index {self.label}", (gone,), back, alone=True, done=absent),)

    def replace_online(self, expected: Index) -> tuple[Part, ...]:
        if self.attached_to or expected.attached_to or self.index != expected.index or expected.statistics:
            return ()
        if replace(self, valid=True) == expected:
            sql = compose("reindex index concurrently {}", self.sql_name)
            again = Statement(str(sql), ("reindex-concurrently",), (str(self.on), str(self.sql_name)))
            # a build that fails leaves a second index, and that one is all that there is to take back
            left = self._gone(_cut(f"{self.index}_ccnew"))
            title = f"rebuild index {self.label}"
            return (Part(title, (again,), (left,), alone=True, done=usable(self.schema, self.index)),)
        # both are there for a while: no moment without an index, and none without its uniqueness
        new = _cut(f"dt_new_{self.index}")
        taken = compose("alter index {} rename to {}", name(self.schema, new), name(self.index))
        given = compose("alter index {} rename to {}", self.sql_name, name(new))
        lock = (str(self.sql_name),)
        return (
            expected.built(new),
            *self.drop_online(),
            Part(
                f"give index {expected.label} its name",
                (Statement(str(taken), ("index-option",), (str(name(self.schema, new)),)),),
                (Statement(str(given), ("index-option",), lock),),
            ),
        )

    def alter(self, expected: Index, changed: frozenset[str]) -> Iterator[Statement]:
        if "options" in changed:
            for action in option_changes(self.options, expected.options):
                yield self._alter(action, "index-option")
        if "tablespace" in changed:
            yield self._alter(tablespaces.to_tablespace(expected.tablespace, self.home_tablespace), "set-tablespace")
        if "statistics" in changed:
            kept = {target.partition("=")[0] for target in expected.statistics or ()}
            gone = (target.partition("=")[0] for target in self.statistics or ())
            yield from self._targets(frozenset(expected.statistics or ()) | {f"{g}=-1" for g in gone if g not in kept})
        if "attached_to" in changed and expected.attached_to:
            yield attach_index(expected.attached_to, self.sql_name)
        if "clustered" in changed and expected.clustered:
            yield cluster(self.on, expected.index)

    def _targets(self, targets: frozenset[str]) -> Iterator[Statement]:
        for target in sorted(targets):
            place, _, collected = target.partition("=")
            action = compose("alter column {} set statistics {}", deparsed(place), deparsed(collected))
            yield self._alter(action, "index-option")

    def hindrances(self, before: Index | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        if self.attached_to or not self.unique or (before is not None and changed <= self.alterable):
            return
        table = (self.schema, self.table)
        about = f"rows of {self.schema}.{self.table} that are equal to another by {self.index}"
        keys = tuple(deparsed(_HOW.sub("", key)) for key in self.keys)
        where = deparsed(self.predicate or "")
        yield Duplicates(table, about, (QUARANTINE,), keys=keys, where=where, nulls_equal=self.nulls_not_distinct)

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "index-option")

    def _alter(self, action: Sql, hazard: str) -> Statement:
        sql = compose("alter index {} {}", self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.sql_name),))


def attach_index(parent: str, index: Sql) -> Statement:
    """Makes an index of a partition a part of that of the whole table."""
    parts = parts_of(parent)
    whole = name(parts[0], parts[-1])
    return Statement(
        str(compose("alter index {} attach partition {}", whole, index)), ("attach-index",), (str(index), str(whole))
    )


def usable(schema: str, index: str) -> Sql:
    """The condition that an index is there and was built to its end: a failed build leaves one that is not."""
    return compose(
        "coalesce((select i.indisvalid and i.indisready from pg_catalog.pg_index i"
        " where i.indexrelid = pg_catalog.to_regclass({})), false)",
        value(str(name(schema, index))),
    )


def _cut(label: str) -> str:
    """As many bytes of a name as PostgreSQL keeps."""
    return label.encode()[:LONGEST_NAME].decode(errors="ignore")


def cluster(table: Sql, index: str | None = None) -> Statement:
    """Mark the index that CLUSTER uses, or none."""
    action = compose("cluster on {}", name(index)) if index else word("set without cluster")
    return Statement(str(compose("alter table {} {}", table, action)), ("table-option",), (str(table),))
