"""The two sides of a comparison as the planner sees them: children, dependents, and records that are equal on both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from drifttools.kinds.attached import Attached
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import PRINTED, attributes_of
from drifttools.kinds.default_privilege import DefaultPrivilege
from drifttools.kinds.difference import Comparison
from drifttools.kinds.names import words_of
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.records import record_at, records
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.kinds.statistics import Statistics
from drifttools.kinds.table import Table
from drifttools.model.plan import Statement
from drifttools.model.snapshot import Edge, Snapshot
from drifttools.sql.quoting import quote_name

K = TypeVar("K", bound=Kind)
Key = tuple[str, ...]
Place = tuple[str, Key]


class SideRecords:
    """The records of one side once all relocations are done: what a declaration may ask for (`kinds.base.Side`).

    Both sides begin with what is really there. So what was not compared, or is accepted by an ignore rule, stays as it is
    when a view is made again: its grants, for one, where the models say nothing about privileges.

    Args:
        snapshot: The actual state.
        gone: Places of the snapshot that this side does not have.
        records: What it has beside.
    """

    def __init__(self, snapshot: Snapshot, gone: Iterable[Place], records: Iterable[Kind]) -> None:
        self._snapshot = snapshot
        self._own: dict[Place, Kind] = {record.place: record for record in records}
        self._gone = {*gone, *self._own}
        self._children: dict[tuple[str, Place], list[Kind]] = defaultdict(list)
        for record in self._own.values():
            for place in record.part_of:
                self._children[record.kind, place].append(record)

    def find(self, kind: type[Kind], key: Key) -> Kind | None:
        """One object of this side."""
        place = (kind.kind, key)
        if place in self._gone:
            return self._own.get(place)
        return record_at(self._snapshot, kind, key)

    def children(self, kind: type[K], parent: Kind) -> tuple[K, ...]:
        """The children of an object, in the order in which they stand in it."""
        place = parent.place
        under = (r for r in records(self._snapshot, kind, *parent.key) if place in r.part_of)
        present = (r for r in under if r.place not in self._gone)
        found = [*present, *self._children.get((kind.kind, place), ())]
        children = [record for record in found if isinstance(record, kind)]
        return tuple(sorted(children, key=lambda child: (child.ordinal, child.key)))

    def every(self, kind: type[K]) -> Iterator[K]:
        """All objects of a kind, in no order: it reads all rows."""
        yield from (record for record in records(self._snapshot, kind) if record.place not in self._gone)
        yield from (record for record in self._own.values() if isinstance(record, kind))

    def hanging(self, table: Kind) -> Iterator[Kind]:
        """What hangs on a table and is no part of making it: indexes, constraints, triggers, statistics ..."""
        for kind in KINDS:
            for one in () if kind.inline or issubclass(kind, Attached) else self.children(kind, table):
                if not one.comes_from and not is_attached(one):
                    yield one
        yield from (one for one in self.every(Statistics) if table.place in one.belongs_to)

    def partitions(self, table: Table) -> tuple[Table, ...]:
        """The partitions of a table."""
        return tuple(one for one in self.below(table) if one.partition_of)

    def below(self, table: Table) -> tuple[Table, ...]:
        """The partitions of a table, and the tables that inherit from it."""
        return self._below.get(table.key, ())

    @cached_property
    def _below(self) -> dict[Key, tuple[Table, ...]]:
        found: dict[Key, tuple[Table, ...]] = {}
        for table in sorted(self.every(Table), key=lambda one: one.key):
            for key in table.made_of:
                found[key] = (*found.get(key, ()), table)
        return found

    def beside(self, place: Place) -> Iterator[Place]:
        """Other parts of its parent that name a part: the indexes and constraints that go with a column."""
        kind = BY_NAME.get(place[0])
        if kind is None or not kind.inline:
            return
        for above in kind.parents:
            parent = self.find(BY_NAME[above], place[1][:-1])
            for other in KINDS:
                if parent is None or other.inline or above not in other.parents or issubclass(other, Attached):
                    continue
                for record in self.children(other, parent):
                    if record.parent_key == parent.key and _names(record, place[1][-1]) and not record.comes_from:
                        yield record.kind, record.key

    def whole(self, record: Kind, but: Container[Place] = ()) -> Iterator[Statement]:
        """Statements for an object with all that belongs to it; foreign keys to other tables are steps of their own.

        Args:
            but: What it owns and is there all the same.
        """
        owned = [one for one in self._owned.get(record.place, ()) if one.place not in but]
        for other in owned:
            yield from self.made(other)
        yield from self.made(record)
        apart: set[Place] = set()
        for kind in KINDS:
            for made in (*owned, record):
                for child in () if kind.inline or made.kind not in kind.parents else self.children(kind, made):
                    if child.foreign:
                        apart.add(child.place)
                    elif apart.isdisjoint(child.part_of):
                        yield from self.made(child)
        for made in (*owned, record):
            yield from made.complete(made.incomplete())

    def made(self, record: Kind) -> Iterator[Statement]:
        """Statements that make the object, without what default privileges of the live database would add or take."""
        if record.out_of_reach(None):
            return  # without its secret it would be another object
        yield from record.create(self)
        schema = record.key[0] if len(record.key) > 1 else ""
        for default in self._defaults if record.made_with else ():
            if default.of == record.made_with and default.schema in ("", schema):
                yield from default.undone_on(record)

    @cached_property
    def _defaults(self) -> tuple[DefaultPrivilege, ...]:
        """The default privileges of the role that makes objects: of the one that has read the snapshot."""
        rows = self._snapshot.rows.get(DefaultPrivilege.kind)
        found = map(DefaultPrivilege.record, rows.decode(rows.lines) if rows is not None else ())
        return tuple(default for default in found if default.role == self._snapshot.server.role)

    @cached_property
    def _owned(self) -> dict[Place, list[Kind]]:
        """By table and by column what goes with them because it is owned: the sequences of serial columns."""
        owned: dict[Place, list[Kind]] = defaultdict(list)
        for kind in KINDS:
            if kind.owned_by is Kind.owned_by:
                continue
            for record in self.every(kind):
                if record.owned_by:
                    owned["column", record.owned_by].append(record)
                    owned["table", record.owned_by[:-1]].append(record)
        return owned


def is_attached(record: Kind) -> bool:
    """Whether it is an owner, a comment or a right of a table or a column, which is made with it."""
    of_table = ("table", "foreign table", "column")
    return isinstance(record, Privilege) or (isinstance(record, Attached) and record.on_kind in of_table)


def _names(record: Kind, part: str) -> bool:
    """Whether a record names a part of its parent, as a plain name or within an expression."""
    for attribute in attributes_of(type(record)):
        if attribute.compare not in PRINTED:
            continue
        given = getattr(record, attribute.name)
        for text in given if isinstance(given, tuple) else (given,):
            if text == part or quote_name(part) in words_of(str(text or "")):
                return True
    return False


def both_sides(comparison: Comparison, actual: Snapshot, going: Container[Place]) -> tuple[SideRecords, SideRecords]:
    """The side that the plan leads to and the actual side, both once all relocations are done.

    Args:
        going: What the plan removes. Whatever else is unexpected stays, and comes back with what is made anew.
    """
    before = {(record.kind, key) for key, record in comparison.rewritten}
    after = {record.place: record for _, record in comparison.rewritten}
    found = after | {(d.kind.kind, d.actual.key): d.actual for d in comparison.differences if d.actual is not None}
    wanted = dict(after)
    gone = set(before)
    for difference in comparison.differences:
        if difference.actual is not None:
            place = (difference.kind.kind, difference.actual.key)
            if difference.expected is None and place not in going:
                wanted[place] = difference.actual
                continue
            gone.add(place)
            wanted.pop(place, None)
        if difference.expected is not None:
            wanted[difference.kind.kind, difference.expected.key] = difference.expected
    return SideRecords(actual, gone, wanted.values()), SideRecords(actual, before, found.values())


class Dependencies:
    """`pg_depend` of one side, with a column standing for its table where the table is made whole.

    Args:
        edges: What depends on what.
        renamed: What is planned under another key than the one in `edges`, because it is moved or renamed first.
    """

    def __init__(self, edges: Iterable[Edge] | None, renamed: Mapping[Place, Place] = MappingProxyType({})) -> None:
        self._needs: dict[Place, set[Place]] = defaultdict(set)
        self._needed_by: dict[Place, set[Place]] = defaultdict(set)
        for edge in edges or ():
            dependent = renamed.get(edge.dependent, edge.dependent)
            referenced = renamed.get(edge.referenced, edge.referenced)
            self._needs[dependent].add(referenced)
            self._needed_by[referenced].add(dependent)

    def needs(self, place: Place) -> Iterator[Place]:
        """What an object needs, directly."""
        return iter(sorted(self._needs.get(place, ())))

    def needed_by(self, place: Place) -> Iterator[Place]:
        """What needs an object, directly."""
        return iter(sorted(self._needed_by.get(place, ())))

    @property
    def places(self) -> tuple[Place, ...]:
        """All objects that need something."""
        return tuple(sorted(self._needs))
