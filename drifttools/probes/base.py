"""What a data probe is: it says which rows would be wrong, and the engine counts them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol, TypeVar

from drifttools.config.file import Invariant
from drifttools.kinds.base import Kind
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.enum import Enum
from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.kinds.hindrance import Hindrance, Key, Sight, Sources
from drifttools.kinds.records import records
from drifttools.kinds.table import Table
from drifttools.model.cause import Confidence
from drifttools.model.probed import Basis
from drifttools.model.snapshot import Snapshot
from drifttools.probes.paths import Path
from drifttools.probes.wording import snake
from drifttools.sql.compose import NOTHING, Sql

K = TypeVar("K", bound=Kind)
Relation = tuple[str, str]

"""The journal and what repairs put aside are no rows of the project."""


class Seen(Sight, Sources, Protocol):
    """The live tables, found by the names that they are to have."""

    def of(self, table: Key, *, only: bool = False, share: Sql = NOTHING) -> Sql:
        """What stands after FROM; `share`: the percentage of the blocks that is read."""

    def now(self, table: Key) -> Key:
        """The key under which a table is found now."""

    def there(self, table: Key) -> bool:
        """Whether the table is in the live database."""

    def key(self, table: Key) -> tuple[str, Sql, Sql]:
        """How a row is named: for a person, as an expression of text, and as what it is sorted by."""


@dataclass(frozen=True, slots=True)
class SequenceUse:
    """A column that gets its values from a sequence.

    Args:
        table: The column's table.
        sequence: schema and name.
    """

    table: Relation
    column: str
    sequence: Relation
    increment: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about rows.

    Args:
        hindrance: Which rows.
        basis: Who says that they are wrong.
        columns: Those whose values are wrong.
        confidence: How far the basis carries.
        because: What suggests the question.
        considered: The condition on the rows that a suggestion is about: where every one of them is wrong, the
            suggestion is.
        by_index: Whether the server finds the answer by an index, however large the table is.
        key: What `shown` gives, where the rows are not those of a table; `shown`: it, as an expression.
        findings: Ids of the findings that say the same of the schema.
        views: Whether views may be read.
        partner: For "every row of A has a B": the table of the partners, and what is equal in both.
        impossible: Why it cannot be asked of this database, such as a column that is not there.
    """

    hindrance: Hindrance
    basis: Basis
    columns: tuple[str, ...] = ()
    confidence: Confidence = Confidence.PROVEN
    because: str = ""
    considered: Sql | None = None
    by_index: bool = False
    key: str = ""
    shown: Sql | None = None
    findings: tuple[str, ...] = ()
    views: bool = False
    partner: tuple[Relation, tuple[tuple[Path, Path], ...]] | None = None
    impossible: str = ""


@dataclass(frozen=True)
class Ground:
    """All that probes may look at to know what to ask.

    Args:
        actual: The live catalog.
        seen: Its tables.
        comparison: With the expected state; with nothing in it where there is none.
        invariants: Of `drift.toml`.
        sequences: The columns that get their values from sequences.
    """

    actual: Snapshot
    seen: Seen
    comparison: Comparison
    invariants: tuple[Invariant, ...] = ()
    sequences: tuple[SequenceUse, ...] = ()
    _cache: dict[str, tuple[Kind, ...]] = field(default_factory=dict, repr=False)

    def every(self, kind: type[K]) -> tuple[K, ...]:
        """All objects of a kind that are there."""
        if kind.kind not in self._cache:
            self._cache[kind.kind] = tuple(records(self.actual, kind))
        return tuple(record for record in self._cache[kind.kind] if isinstance(record, kind))

    def in_the_way(self) -> Iterator[tuple[Difference, Hindrance]]:
        """The rows that would be in the way of making the database as it is expected."""
        for difference in self.comparison.differences:
            if difference.expected is None or difference.follows:
                continue
            for hindrance in difference.expected.hindrances(difference.actual, difference.changed, self.seen):
                if self.seen.there(hindrance.table):
                    yield difference, hindrance

    @cached_property
    def columns(self) -> Mapping[Relation, tuple[Column, ...]]:
        """The columns of each table that has rows to ask for; those of partitions are their parent's."""
        own = {table.key for table in self.every(Table) if not table.partition_of and not table.server}
        found: dict[Relation, tuple[Column, ...]] = {}
        for column in self.every(Column):
            relation = (column.schema, column.table)
            if relation in own and column.schema != JOURNAL_SCHEMA and not column.inherited:
                found[relation] = (*found.get(relation, ()), column)
        return found

    @cached_property
    def primary_keys(self) -> Mapping[Relation, tuple[str, ...]]:
        """The columns of the primary key of each table that has one."""
        return {
            (one.schema, one.table): one.columns
            for one in self.every(Constraint)
            if one.type == "primary key" and one.columns
        }

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Relation, ...]]:
        """By its name in words, the tables whose primary key is one column: what a column may refer to."""
        found: dict[str, tuple[Relation, ...]] = {}
        for table in self.columns:
            if len(self.primary_keys.get(table, ())) == 1:
                found[snake(table[1])] = (*found.get(snake(table[1]), ()), table)
        return found

    @cached_property
    def enum_columns(self) -> Mapping[str, frozenset[str]]:
        """By the name of a column, the enums that columns of that name have as their type."""
        found: dict[str, frozenset[str]] = {}
        for column in self.every(Column):
            if column.enum:
                found[column.column] = found.get(column.column, frozenset()) | {column.type}
        return found

    @cached_property
    def referring(self) -> frozenset[tuple[str, str, str]]:
        """(schema, table, column) of every column of a foreign key that is there or expected."""
        wanted = (d.expected for d in self.comparison.differences)
        every = (*self.every(Constraint), *(one for one in wanted if isinstance(one, Constraint)))
        return frozenset(
            (one.schema, one.table, column) for one in every if one.type == "foreign key" for column in one.columns or ()
        )

    @cached_property
    def enums(self) -> tuple[Enum, ...]:
        """The enums that are there, and those that are expected in their place."""
        wanted = {d.expected.key: d.expected for d in self.comparison.differences if isinstance(d.expected, Enum)}
        there = {one.key: one for one in self.every(Enum)}
        return tuple({**there, **wanted}.values())


class DataProbe(ABC):
    """A question about rows. Its docstring is its page: a line, then what it asks and what the answer means.

    Class attributes of a subclass:
        id: Its name.
    """

    id: ClassVar[str]

    @abstractmethod
    def asks(self, ground: Ground) -> Iterator[Asked]:
        """The questions of this probe in this database."""


def columns_of(difference: Difference) -> tuple[str, ...]:
    """The columns whose values a difference is about."""
    record = difference.expected
    if isinstance(record, Column):
        return (record.column,)
    return (record.columns or ()) if isinstance(record, Constraint) else ()
