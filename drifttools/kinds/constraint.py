"""Constraints of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds import constraint_online, sqlite
from drifttools.kinds import tablespace as tablespaces
from drifttools.kinds.base import BOTH, SQLITE, Compare, Kind, Part, Side, attr, declared, key
from drifttools.kinds.declare import fields_of
from drifttools.kinds.exclusion import exclusion_elements
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import (
    NOT_VALID,
    QUARANTINE,
    Duplicates,
    Hindrance,
    Orphans,
    Overlaps,
    Rows,
    Sight,
    any_null,
)
from drifttools.kinds.index import cluster
from drifttools.kinds.names import parts_of
from drifttools.kinds.options import listed, option_changes
from drifttools.kinds.printing import alike
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, names, value, word
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import qualified
from drifttools.sql.sqlite_folding import folded

# What the server prints of a CHECK.
_PRINTED = (
    alike(
        "select k.oid, k.conrelid, k.conbin::text"
        " from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid"
        " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
        " where k.contype = 'c' and " + in_scope("c.relname")
    )
    + """, printed as materialized (
        select k.oid, pg_catalog.pg_get_expr(k.conbin, k.conrelid) as expression
        from pg_catalog.pg_constraint k where k.oid in (select first from alike))"""
)


@declared
class Constraint(Kind):
    """A primary key, unique, foreign key, check or exclusion constraint, with the index that backs it.

    NOT NULL is an attribute of the column: PostgreSQL 18 keeps a row of `pg_constraint` for it, older servers do not.
    """

    kind = "constraint"
    plural = "constraints"
    weight = 9
    parents = ("table",)
    address = ("table constraint",)
    alterable = frozenset({"validated", "deferrable", "deferred", "options", "tablespace", "clustered"})
    plain_names = frozenset({"columns", "included"})
    caseless = frozenset({"columns", "references", "referenced"})
    tied = frozenset({"inherited"})
    passes_on = frozenset({"no_inherit"})
    recurses = frozenset(
        "columns included references referenced on_update on_delete match expression deferrable deferred validated"
        " no_inherit nulls_not_distinct enforced period".split()
    )

    schema: str = key("the table's schema")
    table: str = key("the table")
    constraint: str = key("pg_constraint.conname")
    type: str = attr("`primary key`, `unique`, `foreign key`, `check` or `exclusion`", on=BOTH)
    columns: tuple[str, ...] | None = attr("the constrained columns in order; null for check", Compare.EXPRESSION, on=BOTH)
    included: tuple[str, ...] | None = attr("columns of INCLUDE", Compare.EXPRESSION)
    references: str | None = attr("the referenced table of a foreign key", Compare.EXPRESSION, on=BOTH)
    referenced: tuple[str, ...] | None = attr("its referenced columns", Compare.EXPRESSION, on=BOTH)
    on_update: str | None = attr("what happens when the referenced key changes", on=BOTH)
    on_delete: str | None = attr("what happens when the referenced row goes", on=BOTH)
    match: str | None = attr("`simple` or `full`")
    expression: str | None = attr("the expression of a check, the definition of an exclusion", Compare.EXPRESSION, on=BOTH)
    deferrable: bool = attr("pg_constraint.condeferrable", on=BOTH)
    deferred: bool = attr("pg_constraint.condeferred", on=BOTH)
    validated: bool = attr("false after ADD ... NOT VALID: existing rows were never checked")
    no_inherit: bool = attr("whether children do not get it (pg_constraint.connoinherit)")
    nulls_not_distinct: bool = attr("whether nulls count as equal (15 and later)")
    enforced: bool = attr("false for NOT ENFORCED (18 and later)")
    period: bool = attr("whether it is WITHOUT OVERLAPS, or a foreign key with PERIOD (18 and later)")
    options: tuple[str, ...] | None = attr("storage parameters of its index", Compare.UNORDERED, severity=Severity.WARNING)
    tablespace: str | None = attr(
        "the tablespace of its index, where it is not that of the database", severity=Severity.WARNING
    )
    clustered: bool = attr("whether CLUSTER uses its index", severity=Severity.NOTE)
    inherited: str | None = attr("table and constraint that it comes from, where it is not its own", Compare.EXPRESSION)
    home_tablespace: str | None = attr(tablespaces.HOME_DOC, Compare.NOTED)
    named: str | None = attr(
        "the name that it was given, which means nothing to SQLite but in the message of a check",
        severity=Severity.NOTE,
        on=SQLITE,
    )
    keys: tuple[str, ...] | None = attr("the columns with collation and order, where any has one", on=SQLITE)
    conflict: str | None = attr("what it does with a row that violates it (ON CONFLICT), where it is not abort", on=SQLITE)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}, {_PRINTED}
            select n.nspname, c.relname, k.conname,
                   case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key'
                        when 'c' then 'check' else 'exclusion' end,
                   case when k.contype in ('c', 'x') then null
                        when cardinality(k.conkey) = 1 then json_build_array(a.attname)
                        else (select json_agg(ka.attname order by u.place)
                              from unnest(k.conkey) with ordinality u(number, place)
                              join pg_catalog.pg_attribute ka on ka.attrelid = k.conrelid and ka.attnum = u.number)
                   end::text,
                   case when i.indnatts > i.indnkeyatts and k.contype in ('p', 'u') then
                        (select json_agg(ia.attname order by u.place)
                         from unnest(i.indkey::int2[]) with ordinality u(number, place)
                         join pg_catalog.pg_attribute ia on ia.attrelid = k.conrelid and ia.attnum = u.number
                         where u.place > i.indnkeyatts) end::text,
                   pg_catalog.quote_ident(rn.nspname) || '.' || pg_catalog.quote_ident(r.relname),
                   case when k.contype <> 'f' then null
                        when cardinality(k.confkey) = 1 then json_build_array(ra.attname)
                        else (select json_agg(ka.attname order by u.place)
                              from unnest(k.confkey) with ordinality u(number, place)
                              join pg_catalog.pg_attribute ka on ka.attrelid = k.confrelid and ka.attnum = u.number)
                   end::text,
                   case k.confupdtype when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade'
                        when 'n' then 'set null' when 'd' then 'set default' end,
                   case k.confdeltype when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade'
                        when 'n' then 'set null' when 'd' then 'set default' end
                   <<15: || case when cardinality(k.confdelsetcols) > 0 then ' ' ||
                        (select '(' || string_agg(pg_catalog.quote_ident(ka.attname), ', ' order by u.place) || ')'
                         from unnest(k.confdelsetcols) with ordinality u(number, place)
                         join pg_catalog.pg_attribute ka on ka.attrelid = k.conrelid and ka.attnum = u.number)
                        else '' end ;; >>,
                   case k.confmatchtype when 'f' then 'full' when 's' then 'simple' end,
                   case k.contype when 'c' then printed.expression
                        when 'x' then pg_catalog.regexp_replace(
                            -- the server prints these words too, which are attributes of their own
                            pg_catalog.pg_get_constraintdef(k.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', '') end,
                   k.condeferrable, k.condeferred, k.convalidated,
                   k.connoinherit and k.contype = 'c',
                   <<15: coalesce(i.indnullsnotdistinct and k.contype = 'u', false) ;; false>>,
                   <<18: k.conenforced ;; true>>, <<18: coalesce(k.conperiod, false) ;; false>>,
                   {listed("ic.reloptions")}, {tablespaces.name_of("ic")},
                   coalesce(i.indisclustered and k.contype <> 'f', false),
                   case when k.conparentid <> 0 then
                        (select pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname) || '.'
                                || pg_catalog.quote_ident(pk.conname)
                         from pg_catalog.pg_constraint pk
                         join pg_catalog.pg_class p on p.oid = pk.conrelid
                         join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                         where pk.oid = k.conparentid)
                        -- the child's own too, where it was there before INHERIT: it cannot go without the parent's
                        when k.coninhcount > 0 then
                        (select pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname) || '.'
                                || pg_catalog.quote_ident(k.conname)
                         from pg_catalog.pg_inherits h
                         join pg_catalog.pg_class p on p.oid = h.inhparent
                         join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                         join pg_catalog.pg_constraint pk on pk.conrelid = p.oid and pk.conname = k.conname
                         where h.inhrelid = k.conrelid order by h.inhseqno limit 1) end,
                   {tablespaces.home_of("ic")}
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_class c on c.oid = k.conrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
            left join pg_catalog.pg_class r on r.oid = k.confrelid
            left join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
            left join pg_catalog.pg_attribute ra on ra.attrelid = k.confrelid and ra.attnum = k.confkey[1]
            left join pg_catalog.pg_index i on i.indexrelid = k.conindid
            left join pg_catalog.pg_class ic on ic.oid = k.conindid and k.contype in ('p', 'u', 'x')
            left join alike on alike.id = k.oid
            left join printed on printed.oid = alike.first
            where k.contype in ('p', 'u', 'f', 'c', 'x') and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
              and {in_scope("c.relname")} and {not_member("c.oid")}
        """,
        Dialect.SQLITE: sqlite.CONSTRAINTS,
    }

    @classmethod
    def not_null(cls, schema: str, table: str, constraint: str, column: str) -> Constraint:
        """A CHECK that a column is not null."""
        values = dict.fromkeys((field.name for field in fields_of(cls)), None) | {
            "schema": schema,
            "table": table,
            "constraint": constraint,
            "type": "check",
            "expression": str(compose("{} is not null", name(column))),
            "deferrable": False,
            "deferred": False,
            "validated": True,
            "no_inherit": False,
            "nulls_not_distinct": False,
            "enforced": True,
            "period": False,
        }
        return cls.record(values)

    @property
    def caseless_key(self) -> tuple[str, ...]:
        # a check without a name is called by its expression, whose names are folded and whose texts are not
        nameless = self.type == "check" and self.constraint.startswith("check (")
        return (*map(folded, self.parent_key), self.constraint if nameless else folded(self.constraint))

    @property
    def sql_name(self) -> Sql:
        return name(self.constraint)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    @property
    def comes_from(self) -> tuple[str, ...]:
        return parts_of(self.inherited)

    @property
    def occupies(self) -> tuple[tuple[str, ...], ...]:
        own = ((self.kind, *self.key),)
        # the index that backs it has its name on PostgreSQL alone
        backed = self.type in {"primary key", "unique", "exclusion"} and self.validated is not None
        return (*own, ("relation", self.schema, self.constraint)) if backed else own

    @property
    def left_open(self) -> frozenset[str]:
        return frozenset() if self.named else frozenset({"named"})

    @property
    def distinctive(self) -> bool:
        return self.inherited is None

    @property
    def foreign(self) -> bool:
        return (
            self.references is not None and self.references != qualified(self.schema, self.table) and self.inherited is None
        )

    def definition(self) -> Sql:
        """The constraint as it stands within ADD CONSTRAINT, without NOT VALID."""
        return joined(
            (
                self._body(),
                word("no inherit") if self.no_inherit else NOTHING,
                word("deferrable") if self.deferrable else NOTHING,
                word("initially deferred") if self.deferred else NOTHING,
                NOTHING if self.enforced else word("not enforced"),
            ),
            " ",
        )

    def _body(self) -> Sql:
        columns = self._columns(self.columns, word("period") if self.type == "foreign key" else NOTHING)
        if self.type == "check":
            return compose("check ({})", deparsed(self.expression or ""))
        if self.type == "exclusion":
            return deparsed(self.expression or "")
        if self.type == "foreign key":
            return self._foreign_key(columns)
        label = word("primary key") if self.type == "primary key" else word("unique")
        nulls = word(" nulls not distinct") if self.nulls_not_distinct else NOTHING
        include = compose(" include ({})", names(self.included)) if self.included else NOTHING
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        where = tablespaces.within(self.tablespace, word("using index tablespace"))
        return compose("{}{} ({}){}{}{}", label, nulls, columns, include, options, where)

    def _columns(self, columns: tuple[str, ...] | None, period: Sql) -> Sql:
        """The columns; the last one of a temporal key with its words."""
        listed = [name(column) for column in columns or ()]
        if self.period:
            listed[-1] = compose("period {}", listed[-1]) if period else compose("{} without overlaps", listed[-1])
        return joined(listed)

    def _foreign_key(self, columns: Sql) -> Sql:
        parts = [
            compose("foreign key ({})", columns),
            compose("references {} ({})", deparsed(self.references or ""), self._columns(self.referenced, word("period"))),
        ]
        if self.match == "full":
            parts.append(word("match full"))
        if self.on_update and self.on_update != "no action":
            parts.append(compose("on update {}", deparsed(self.on_update)))
        if self.on_delete and self.on_delete != "no action":
            parts.append(compose("on delete {}", deparsed(self.on_delete)))
        return joined(parts, " ")

    def untied(self) -> Constraint:
        return replace(self, inherited=None)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass({}) and conname = {})",
            value(str(self.on)),
            value(self.constraint),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        if self.inherited:
            return  # it comes with the parent's
        yield from self.added()
        if self.type == "exclusion":
            # its definition is printed without them
            yield from self._alter_index(self, frozenset({"options", "tablespace"}))
        if self.clustered:
            yield cluster(self.on, self.constraint)

    def drop(self) -> Iterator[Statement]:
        if self.inherited:
            return
        hazard = "drop-foreign-key" if self.type == "foreign key" else "drop-constraint"
        yield self.table_action(compose("drop constraint {}", self.sql_name), hazard)

    def can_alter(self, expected: Constraint, changed: frozenset[str]) -> bool:
        if "validated" in changed and not expected.validated:
            return False
        own = changed - _OF_INDEX
        return own <= {"validated"} or (own <= self.alterable and self.type == "foreign key")

    def lets_go(self, expected: Constraint, changed: frozenset[str]) -> frozenset[str]:
        # as with an index
        return changed & {"clustered"} if self.clustered else frozenset()

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        if "clustered" in attributes:
            yield cluster(self.on)

    def alter(self, expected: Constraint, changed: frozenset[str]) -> Iterator[Statement]:
        yield from self._alter_index(expected, changed)
        if "clustered" in changed and expected.clustered:
            yield cluster(self.on, self.constraint)
        if "validated" in changed:
            yield self.table_action(compose("validate constraint {}", self.sql_name), "validate-constraint")
        if changed & {"deferrable", "deferred"}:
            when = word("deferrable") if expected.deferrable else word("not deferrable")
            late = word(" initially deferred") if expected.deferred else NOTHING
            yield self.table_action(compose("alter constraint {} {}{}", self.sql_name, when, late), "alter-constraint")

    def hindrances(self, before: Constraint | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        unchecked = self.inherited or not self.validated or not self.enforced
        if unchecked or (before is not None and changed <= {"deferrable", "deferred"}):
            return
        table, label = (self.schema, self.table), f"rows of {self.schema}.{self.table}"
        if self.type == "check":
            where = compose("({}) is false", deparsed(self.expression or ""))
            about = f"{label} that break {self.constraint}"
            yield Rows(table, about, (NOT_VALID, QUARANTINE), where=where, only=self.no_inherit)
        elif self.type == "foreign key":
            parent, columns = parts_of(self.references), self.columns or ()
            about = f"{label} whose {', '.join(columns)} is not in {'.'.join(parent)}"
            ways, full = (NOT_VALID, QUARANTINE), self.match == "full"
            equal = tuple(sight.equality(table, column) for column in columns)
            there = self.referenced or ()
            yield Orphans(
                table,
                about,
                ways,
                columns=columns,
                parent=parent,
                referenced=there,
                equal=equal,
                full=full,
                period=self.period,
            )
        elif self.type == "exclusion":
            elements, where = exclusion_elements(self.expression or "")
            yield Overlaps(table, f"{label} that {self.constraint} forbids", elements=elements, where=where)
        elif self.type in ("primary key", "unique"):
            yield from self._of_key(table, label)

    def _of_key(self, table: tuple[str, ...], label: str) -> Iterator[Hindrance]:
        columns = self.columns or ()
        listed = ", ".join(columns)
        if self.type == "primary key":
            yield Rows(table, f"{label} with a null in {listed}", (QUARANTINE,), where=any_null(columns))
        about = f"{label} that have the same {listed} as another"
        if self.period:
            operators = [word("=")] * (len(columns) - 1) + [word("&&")]
            elements = tuple((name(column), operator) for column, operator in zip(columns, operators, strict=True))
            yield Overlaps(table, about, elements=elements)
            return
        keys = tuple(compose("t.{}", name(column)) for column in columns)
        yield Duplicates(table, about, (QUARANTINE,), keys=keys, nulls_equal=self.nulls_not_distinct)

    def another_way(
        self, before: Constraint | None, changed: frozenset[str], way: str, expression: Sql
    ) -> Iterator[Statement]:
        # NOT VALID, the only way of its own that a constraint offers
        action = compose("add constraint {} {} not valid", self.sql_name, self.definition())
        yield self.table_action(action, f"{_ADD[self.type]}-not-valid")

    def added(self) -> Iterator[Statement]:
        """The statement that adds it, NOT VALID where it is not validated."""
        # what is not enforced is not validated either, and the two words exclude each other
        late = NOTHING if self.validated or not self.enforced else word(" not valid")
        hazard = _ADD[self.type] + ("-not-valid" if not self.validated else "")
        yield self.table_action(compose("add constraint {} {}{}", self.sql_name, self.definition(), late), hazard)

    def create_online(self, sight: Sight) -> tuple[Part, ...]:
        return constraint_online.created(self)

    def create_on_partitions(self, below: Iterable[Constraint]) -> tuple[Part, ...]:
        return constraint_online.created_on_partitions(self, tuple(below))

    def alter_online(self, expected: Constraint, changed: frozenset[str], sight: Sight) -> tuple[Part, ...]:
        if changed == {"validated"} and expected.validated and not self.inherited:
            return (constraint_online.validated(expected),)
        return ()

    def _alter_index(self, expected: Constraint, changed: frozenset[str]) -> Iterator[Statement]:
        """Its index has its name; `expected` is the constraint itself where it was just made."""
        index = name(self.schema, self.constraint)
        if "options" in changed:
            for action in option_changes(None if expected is self else self.options, expected.options):
                yield Statement(str(compose("alter index {} {}", index, action)), ("index-option",), (str(index),))
        if "tablespace" in changed and (expected is not self or self.tablespace):
            action = tablespaces.to_tablespace(expected.tablespace, self.home_tablespace)
            yield Statement(str(compose("alter index {} {}", index, action)), ("set-tablespace",), (str(index),))

    def rename(self, new: str) -> Iterator[Statement]:
        yield self.table_action(compose("rename constraint {} to {}", self.sql_name, name(new)), "rename")

    def table_action(self, action: Sql, hazard: str) -> Statement:
        """ALTER TABLE of its table."""
        locked = (str(self.on), self.references) if self.references else (str(self.on),)
        return Statement(str(compose("alter table {} {}", self.on, action)), (hazard,), locked)


_OF_INDEX = frozenset({"options", "tablespace", "clustered"})
_ADD = {
    "primary key": "add-unique",
    "unique": "add-unique",
    "exclusion": "add-unique",
    "check": "add-check",
    "foreign key": "add-foreign-key",
}
