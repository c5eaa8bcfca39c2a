"""The two sides of a comparison as the planner sees them: children, dependents, and records that are equal on both."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from drifttools.kinds.base import Kind
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.kinds.sequence import Sequence
from drifttools.model.plan import Statement
from drifttools.model.rows import encode_line
from drifttools.model.snapshot import Edge, Snapshot

K = TypeVar("K", bound=Kind)
Key = tuple[str, ...]
Place = tuple[str, Key]


def record_in(snapshot: Snapshot, kind: type[Kind], key: Key) -> Kind | None:
    """One object of a snapshot; its line is found by its key, because lines are sorted and begin with it."""
    records = list(records_under(snapshot, kind, key))
    return next((record for record in records if record.key == key), None)


def records_under(snapshot: Snapshot, kind: type[Kind], prefix: Key) -> Iterator[Kind]:
    """All objects of a kind whose key begins with `prefix`."""
    rows = snapshot.rows.get(kind.kind)
    if rows is None:
        return
    start = encode_line(prefix)
    position = bisect_left(rows.lines, start)
    while position < len(rows.lines) and rows.lines[position].startswith(start):
        # a prefix of bytes may end within a longer name: the decoded key decides
        for values in rows.decode([rows.lines[position]]):
            record = kind.record(values)
            if record.key[: len(prefix)] == prefix:
                yield record
        position += 1


class SideRecords:
    """Records of one side by parent: what a declaration may ask for (`kinds.base.Side`)."""

    def __init__(self, snapshot: Snapshot, records: Iterable[Kind] = ()) -> None:
        self._snapshot = snapshot
        self._children: dict[tuple[str, Key], list[Kind]] = defaultdict(list)
        for record in records:
            self._children[record.kind, record.parent_key].append(record)

    def children(self, kind: type[K], parent: Kind) -> tuple[K, ...]:
        """Children among the records given, else from the snapshot; columns in the order of their position."""
        found = self._children.get((kind.kind, parent.key))
        if found is None:
            found = list(records_under(self._snapshot, kind, parent.key))
        children = [record for record in found if isinstance(record, kind)]
        return tuple(sorted(children, key=lambda child: (getattr(child, "position", 0), child.key)))

    def whole(self, record: Kind) -> Iterator[Statement]:
        """Statements for an object with all that belongs to it; foreign keys to other tables are steps of their own."""
        owned = self._owned.get(record.key, ()) if record.relation else ()
        for sequence in owned:
            yield from sequence.create(self)
        yield from record.create(self)
        for sequence in owned:
            yield from sequence.own()
        for kind in KINDS:
            if kind.inline or record.kind not in kind.parents:
                continue
            for child in records_under(self._snapshot, kind, record.key):
                if not is_foreign(child):
                    yield from child.create(self)

    @cached_property
    def _owned(self) -> dict[Key, list[Sequence]]:
        rows = self._snapshot.rows.get(Sequence.kind)
        owned: dict[Key, list[Sequence]] = defaultdict(list)
        for values in rows.decode(rows.lines) if rows else ():
            sequence = Sequence.record(values)
            if sequence.owned_table:
                owned[sequence.carried_by()].append(sequence)
        return owned


def is_foreign(record: Kind) -> bool:
    """Whether this is a foreign key to another table: neither of the two tables can go while it is there."""
    return isinstance(record, Constraint) and record.references not in (None, str(record.on))


class Dependencies:
    """`pg_depend` of one side, with a column standing for its table where the table is made whole."""

    def __init__(self, edges: Iterable[Edge] | None) -> None:
        self._needs: dict[Place, set[Place]] = defaultdict(set)
        self._needed_by: dict[Place, set[Place]] = defaultdict(set)
        for edge in edges or ():
            self._needs[edge.dependent].add(edge.referenced)
            self._needed_by[edge.referenced].add(edge.dependent)

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

