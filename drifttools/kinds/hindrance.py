"""Rows that a statement would fail on, and the SELECTs that count them.

A declaration says what its statements cannot do with some rows (`Kind.hindrances`). Counted before a plan is made, such
rows are named in it instead of ending an apply. Every SELECT can be written for the table as it is named when the step
runs and for the table as it is named now, before anything is moved or renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from drifttools.sql.compose import NOTHING, Sql, compose, joined, name, value, word

Key = tuple[str, ...]

DEFAULT, USING, QUARANTINE, NOT_VALID, LEAVE = "default", "using", "quarantine", "not-valid", "leave"
WAYS = {
    DEFAULT: "write the column's default where the value is null",
    USING: "using:EXPRESSION computes the value from the row",
    QUARANTINE: "move the rows (of equal ones all but one) to a table in the schema drifttools; the way back brings them",
    NOT_VALID: "hold for new rows only; the old ones are not checked",
    LEAVE: "leave this difference alone",
}
"""What a user can choose where rows are in the way, and what it does."""


EVERY = word("true")


class Sources(Protocol):
    """Where the rows of a table are read from."""

    def of(self, table: Key, *, only: bool = False) -> Sql:
        """What stands after FROM; `only`: without the rows of its children."""


class AsNamed:
    """Tables under the names that they have when the step runs."""

    def of(self, table: Key, *, only: bool = False) -> Sql:
        """The table itself."""
        return compose("only {}", name(*table)) if only else name(*table)


class Sight(Protocol):
    """What a declaration may ask of the live catalog beside its own record."""

    major: int

    def columns_of(self, type_: str) -> tuple[tuple[Key, str, bool], ...]:
        """Table, column and whether it is an array, of all columns of a type."""

    def labels(self, type_: str) -> tuple[str, ...] | None:
        """The labels that an enum type is to have; None for what is no enum."""

    def equality(self, table: Key, column: str) -> Sql:
        """The operator that compares values of a column; that of an extension needs its schema."""

    def taken(self, table: Key) -> frozenset[str]:
        """The names of the constraints that a table has now."""

    def homeless(self, table: Key) -> Sql | None:
        """The condition on a row that no partition of a table to come takes it; None where all have one."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Rows that may be in the way.

    Args:
        table: The key of their table, as it is named when the step runs.
        about: Which rows, for a person.
        ways: What can be chosen instead of failing, of `WAYS`; `leave` always can.
        trial: Whether the SELECT itself fails where such a row is there.
        wants_value: Whether a null is what is in the way.
        named: What `sampling` gives, where that is no key of the table.
        mended: What makes an end of it, for a person.
    """

    table: Key
    about: str
    ways: tuple[str, ...] = ()
    trial: bool = False
    wants_value: bool = False
    named: str = ""
    mended: str = "mend the rows"

    def counting(self, at: Sources) -> Sql:
        """A SELECT of how many there are."""
        return compose("select pg_catalog.count(*) from {}", self.hits(at))

    def sampling(self, at: Sources, shown: Sql, order: Sql, limit: int) -> Sql:
        """A SELECT of the keys of some.

        Args:
            shown: The key as text; `order`: its columns. The rows are called `t`.
        """
        return compose("select {} from {} order by {} limit {}", shown, self.hits(at), order, value(limit))

    def hits(self, at: Sources) -> Sql:
        """What stands after FROM, the condition included; the rows are called `t`."""
        raise NotImplementedError(type(self).__name__)

    def movable(self, at: Sources) -> Sql:
        """As `hits`, of the rows that have to go so that none is in the way any more."""
        return self.hits(at)

    def among(self, at: Sources, part: Sources) -> Sql | None:
        """As `hits`, of the rows that `part` has of the table; None where only all of them can tell."""
        del at, part
        return None

    @property
    def condition(self) -> Sql | None:
        """The condition on the rows `t` of the table; None where it takes more than one row to tell."""
        return None


@dataclass(frozen=True, slots=True)
class Rows(Hindrance):
    """Rows that each are in the way by themselves.

    Args:
        where: The condition on a row `t`.
        only: Whether the rows of children do not count.
    """

    where: Sql = EVERY
    only: bool = False

    def hits(self, at: Sources) -> Sql:
        return compose("{} t where {}", at.of(self.table, only=self.only), self.where)

    def among(self, at: Sources, part: Sources) -> Sql | None:
        del at
        return self.hits(part)

    @property
    def condition(self) -> Sql | None:
        return self.where


@dataclass(frozen=True, slots=True)
class Duplicates(Hindrance):
    """Rows beyond the first of those that are equal in some expressions.

    Args:
        keys: The expressions.
        where: Which rows count; all where it is empty.
        nulls_equal: Whether two nulls are equal.
    """

    keys: tuple[Sql, ...] = ()
    where: Sql = NOTHING
    nulls_equal: bool = False

    def counting(self, at: Sources) -> Sql:
        return compose(
            "select coalesce(pg_catalog.sum(d.dt_times - 1), 0)::pg_catalog.int8"
            " from (select pg_catalog.count(*) as dt_times from {}) d",
            self._grouped(at),
        )

    def hits(self, at: Sources) -> Sql:
        if not self.nulls_equal:
            # the server hashes this; for `is not distinct from` it would look through all groups for each row
            keys = joined(compose("({})", key) for key in self.keys)
            return compose(
                "{} t where {} and ({}) in (select {} from {})",
                at.of(self.table),
                self._counted,
                keys,
                keys,
                self._grouped(at),
            )
        labels = [name(f"dt_key_{number}") for number in range(len(self.keys))]
        grouped = compose(
            "select {} from {}",
            joined(compose("{} as {}", key, label) for key, label in zip(self.keys, labels, strict=True)),
            self._grouped(at),
        )
        alike = joined(
            (compose("d.{} is not distinct from ({})", label, key) for key, label in zip(self.keys, labels, strict=True)),
            " and ",
        )
        return compose(
            "{} t where {} and exists (select from ({}) d where {})", at.of(self.table), self._counted, grouped, alike
        )

    def among(self, at: Sources, part: Sources) -> Sql | None:
        # each row of the part beside all rows: the large table is read once or twice, and never sorted whole
        if self.nulls_equal:
            return None
        keys = joined(compose("({})", key) for key in self.keys)
        looked_at = compose("select {} from {} t where {}", keys, part.of(self.table), self._counted)
        more = compose(
            "select {} from {} t where {} and ({}) in ({}) group by {} having pg_catalog.count(*) > 1",
            keys,
            at.of(self.table),
            self._counted,
            keys,
            looked_at,
            keys,
        )
        return compose("{} t where {} and ({}) in ({})", part.of(self.table), self._counted, keys, more)

    def movable(self, at: Sources) -> Sql:
        source, keys = at.of(self.table), joined(compose("({})", key) for key in self.keys)
        numbered = compose(
            "select t.tableoid as dt_table, t.ctid as dt_row,"
            " pg_catalog.row_number() over (partition by {} order by t.tableoid, t.ctid) as dt_number from {} t where {}",
            keys,
            source,
            self._counted,
        )
        beyond = compose("select d.dt_table, d.dt_row from ({}) d where d.dt_number > 1", numbered)
        return compose("{} t where (t.tableoid, t.ctid) in ({})", source, beyond)

    def beyond(self, at: Sources, part: Sources, shown: Sql, beside: Sql, late: Sql) -> Sql:
        """A SELECT that numbers rows among those that are equal to them; a number above 1 says that one is too many.

        Args:
            part: Rows of the table: only they, and what is equal to them, are numbered.
            shown: What is selected of each; `beside`: what is joined to them where it is there.
            late: The condition on rows that are too many rather than others.
        """
        keys = joined(compose("({})", key) for key in self.keys)
        alike = compose(" and ({}) in (select {} from {} t where {})", keys, keys, part.of(self.table), self._counted)
        return compose(
            "select {}, pg_catalog.row_number() over (partition by {} order by {}, t.tableoid, t.ctid) as dt_number"
            " from {} t left join {} where {}{}",
            shown,
            keys,
            late,
            at.of(self.table),
            beside,
            self._counted,
            NOTHING if self.nulls_equal else alike,  # IN finds no null
        )

    @property
    def _counted(self) -> Sql:
        filled = () if self.nulls_equal else (compose("({}) is not null", key) for key in self.keys)
        given = compose("({})", self.where) if self.where else NOTHING
        return joined((given, *filled), " and ") or EVERY

    def _grouped(self, at: Sources) -> Sql:
        listed = joined(compose("({})", key) for key in self.keys)
        return compose("{} t where {} group by {} having pg_catalog.count(*) > 1", at.of(self.table), self._counted, listed)


@dataclass(frozen=True, slots=True)
class Orphans(Hindrance):
    """Rows whose foreign key leads nowhere.

    Args:
        columns: Of the key; `parent`, `referenced`: where it leads.
        equal: The operator for each column.
        full: Whether a key that is null in part is refused too (MATCH FULL).
        period: Whether the last column is a PERIOD, which the rows of the other table must cover together.
    """

    columns: tuple[str, ...] = ()
    parent: Key = ()
    referenced: tuple[str, ...] = ()
    equal: tuple[Sql, ...] = ()
    full: bool = False
    period: bool = False

    def hits(self, at: Sources) -> Sql:
        return compose("{} t where {}", at.of(self.table), self._lost(at))

    def among(self, at: Sources, part: Sources) -> Sql | None:
        # the table may refer to itself: the rows are a part of it, what they refer to may be any row
        return compose("{} t where {}", part.of(self.table), self._lost(at))

    def _lost(self, at: Sources) -> Sql:
        filled = joined((compose("t.{} is not null", name(column)) for column in self.columns), " and ")
        pairs = list(zip(self.columns, self.referenced, self.equal, strict=True))
        during = pairs.pop() if self.period else None
        same = joined((compose("r.{} {} t.{}", name(there), how, name(here)) for here, there, how in pairs), " and ")
        lost = compose("{} and not exists (select from {} r where {})", filled, at.of(self.parent), same)
        if during is not None:
            covered = compose(
                "select pg_catalog.range_agg(r.{}) from {} r where {}", name(during[1]), at.of(self.parent), same
            )
            lost = compose("{} and not coalesce(t.{} <@ ({}), false)", filled, name(during[0]), covered)
        if self.full and len(self.columns) > 1:
            some = joined((compose("t.{} is not null", name(column)) for column in self.columns), " or ")
            lost = compose("({} or ({}) and not ({}))", lost, some, filled)
        return lost


@dataclass(frozen=True, slots=True)
class Overlaps(Hindrance):
    """Rows of which a second one is there that an exclusion constraint forbids beside them.

    Args:
        elements: Expression and operator of each element.
        where: Which rows count.
    """

    elements: tuple[tuple[Sql, Sql], ...] = ()
    where: Sql = NOTHING

    def hits(self, at: Sources) -> Sql:
        labels = [name(f"dt_key_{number}") for number in range(len(self.elements))]
        listed = joined(
            compose("({}) as {}", element, label) for (element, _), label in zip(self.elements, labels, strict=True)
        )
        counted = compose(" where {}", self.where) if self.where else NOTHING
        clash = joined(
            (
                compose("t.{} {} o.{}", label, operator, label)
                for (_, operator), label in zip(self.elements, labels, strict=True)
            ),
            " and ",
        )
        # each element under a label of its own, because two rows of one table meet here
        row = word("x.ctid as dt_row, x.tableoid as dt_table")
        one = compose("(select x.*, {}, {} from {} x{})", row, listed, at.of(self.table), counted)
        other = word("(o.dt_table, o.dt_row) <> (t.dt_table, t.dt_row)")
        return compose("{} t where exists (select from {} o where {} and {})", one, one, other, clash)


@dataclass(frozen=True, slots=True)
class Unreadable(Hindrance):
    """What the query of a materialized view uses and its owner may not: it is refreshed with the owner's rights."""

    def counting(self, at: Sources) -> Sql:
        return compose("select pg_catalog.count(*) from ({}) u", self._used(at))

    def sampling(self, at: Sources, shown: Sql, order: Sql, limit: int) -> Sql:
        return compose("select u.used from ({}) u order by 1 limit {}", self._used(at), value(limit))

    def _used(self, at: Sources) -> Sql:
        return compose(
            "select distinct coalesce(c.oid::pg_catalog.regclass::pg_catalog.text,"
            " p.oid::pg_catalog.regprocedure::pg_catalog.text) as used"
            " from pg_catalog.pg_class m join pg_catalog.pg_rewrite r on r.ev_class = m.oid"
            " join pg_catalog.pg_depend d on d.objid = r.oid and d.refobjid <> m.oid"
            " and d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass"
            " left join pg_catalog.pg_class c on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
            " and c.oid = d.refobjid and c.relkind in ('r', 'p', 'v', 'm', 'f')"
            " left join pg_catalog.pg_proc p on d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass"
            " and p.oid = d.refobjid where m.oid = {}::pg_catalog.regclass and not coalesce("
            "case when d.refobjsubid > 0"
            " then pg_catalog.has_column_privilege(m.relowner, c.oid, d.refobjsubid::pg_catalog.int2, 'select')"
            " else pg_catalog.has_any_column_privilege(m.relowner, c.oid, 'select') end,"
            " pg_catalog.has_function_privilege(m.relowner, p.oid, 'execute'), true)",
            value(str(at.of(self.table))),
        )


def any_null(columns: Iterable[str]) -> Sql:
    """The condition that one of the columns of `t` is null."""
    return joined((compose("t.{} is null", name(column)) for column in columns), " or ")
