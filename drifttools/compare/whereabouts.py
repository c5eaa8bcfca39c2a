"""Which revision of a history a live catalog is at, whatever the ledger says. Nothing here touches a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.compare.attributes import differing
from drifttools.compare.residue import is_apart
from drifttools.kinds.declare import fields_of, is_whole
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.model.chronicle import Chronicle
from drifttools.model.rows import Rows
from drifttools.model.snapshot import Snapshot
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.kinds.base import Kind

Key = tuple[str, ...]
Object = tuple[str, Key]

COLUMNS = ("position", "migration", "distance", "missing", "extra", "changed", "changes", "there")


class Standing(StrEnum):
    """How an object of the live catalog stands to a revision."""

    SAME = "same"
    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Revision:
    """The state after a migration, beside the live catalog.

    Args:
        position: How many migrations are applied in it; 0 is the state before the first one.
        migration: The last of them; empty for the state before the first one.
        missing, extra, changed: Objects of it that are not there; objects that are there and not in it; others.
        changes: What its migration does that can be told: objects that are different before and after it.
        there: How many of these are in the live catalog as they are after it, or after a later migration.
    """

    position: int
    migration: str
    missing: int
    extra: int
    changed: int
    changes: int
    there: int

    @property
    def distance(self) -> int:
        """How many objects differ."""
        return self.missing + self.extra + self.changed


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a live catalog is in a history.

    Args:
        revisions: All of them, the state before the first migration first.
        differences: What differs from the best one: kind, key, and how.
    """

    revisions: tuple[Revision, ...]
    differences: tuple[tuple[str, Key, Standing], ...] = ()

    @property
    def best(self) -> Revision:
        """The revision that the live catalog matches best; of equal ones the last, for migrations of rows make none."""
        return min(reversed(self.revisions), key=lambda revision: revision.distance)

    @property
    def partly(self) -> tuple[Revision, ...]:
        """Later migrations of which a part is there, and not all: half run, or done by hand."""
        return tuple(one for one in self.revisions[self.best.position + 1 :] if 0 < one.there < one.changes)

    @property
    def ahead(self) -> tuple[Revision, ...]:
        """Later migrations that are there whole, although one before them is not."""
        return tuple(one for one in self.revisions[self.best.position + 1 :] if 0 < one.there == one.changes)

    @property
    def skipped(self) -> tuple[Revision, ...]:
        """Migrations up to the best one of which something is not there."""
        return tuple(one for one in self.revisions[1 : self.best.position + 1] if one.there < one.changes)

    def frame(self) -> pd.DataFrame:
        """One row a revision, columns `COLUMNS`; `attrs` has `best` (its position) and `migration`."""
        import pandas as pd

        rows = [tuple(getattr(revision, column) for column in COLUMNS) for revision in self.revisions]
        dtypes = dict.fromkeys(COLUMNS, "Int64") | {"migration": "string"}
        frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS)).astype(dtypes)
        frame.attrs |= {"best": self.best.position, "migration": self.best.migration}
        return frame

    def objects(self) -> pd.DataFrame:
        """What differs from the best revision: columns kind, object, standing."""
        import pandas as pd

        rows = [(kind, ".".join(filter(None, key)), standing.value) for kind, key, standing in self.differences]
        return pd.DataFrame(rows, columns=["kind", "object", "standing"], dtype="string")


def whereabouts(
    chronicle: Chronicle,
    live: Snapshot,
    silent: Collection[str] = (),
    ledgers: Collection[Key] = (),
    apart: frozenset[str] = frozenset(),
) -> Whereabouts:
    """Lay a live catalog beside every revision.

    The cost grows with what the migrations do, not with their number times the size of the schema.

    Args:
        chronicle: What each migration does.
        live: The live catalog.
        silent: Kinds that the history says nothing about.
        ledgers: Keys of the ledgers and of their schemas: what the tool makes for itself and no migration does is nothing
            extra.
        apart: What the platform makes and changes, as in a snapshot.
    """
    kinds = [kind for kind in KINDS if kind.kind in live.rows and kind.kind not in silent and kind.kind not in live.silent]
    known = {kind.kind for kind in kinds}
    labels, timelines = timelines_of(chronicle, known)
    found = {
        (kind.kind, record.key): record
        for kind in kinds
        for record in records_of(kind.kind, live.rows[kind.kind].lines, live.server.dialect)
    }
    hidden = {(one.kind, one.object) for one in live.unread}
    work = _Work(len(labels))
    order = {kind.kind: place for place, kind in enumerate(kinds)}
    for one in sorted(timelines.keys() | found.keys(), key=lambda one: (order[one[0]], one[1])):
        record = found.get(one) or next((state for _, state in timelines.get(one, ()) if state is not None), None)
        if record is not None and is_apart(record, apart | live.apart):
            continue
        of_the_tool = one not in timelines and (one[1] in ledgers or one[1][:2] in ledgers)
        if not of_the_tool and not hidden & {(one[0], ""), (one[0], ".".join(one[1]))}:
            work.take(one, timelines.get(one, []), found.get(one))
    revisions = work.revisions(labels)
    best = Whereabouts(revisions).best.position
    return Whereabouts(revisions, tuple((*one, standing) for one, standing in work.differences(best)))


Timeline = list[tuple[int, "Kind | None"]]
"""Positions, each with the object as it is from there on; before the first one it is not there."""


def timelines_of(chronicle: Chronicle, known: Collection[str]) -> tuple[list[str], dict[Object, Timeline]]:
    """The migration at each position, and every object's states."""
    labels = [""]
    timelines: dict[Object, Timeline] = defaultdict(list)
    for step in chronicle.steps:
        if step.label:
            labels.append(step.label)
        position = len(labels) - 1
        for change in step.changes:
            if change.kind not in known:
                continue
            made = {
                record.key: record for record in records_of(change.kind, map(str.encode, change.made), chronicle.dialect)
            }
            gone = {record.key for record in records_of(change.kind, map(str.encode, change.gone), chronicle.dialect)}
            for key in gone | made.keys():
                timeline = timelines[change.kind, key]
                if timeline and timeline[-1][0] == position:
                    timeline.pop()
                timeline.append((position, made.get(key)))
    return labels, timelines


def records_of(kind: str, lines: Iterable[bytes], dialect: str = Dialect.POSTGRESQL) -> Iterator[Kind]:
    """The objects that rows of a kind are."""
    declared = BY_NAME[kind]
    for values in Rows(fields_of(declared, Dialect(dialect)), ()).decode(lines):
        if is_whole(declared, values):
            yield declared.record(values)


class _Work:
    """The sums over all objects; each adds to the positions where its standing changes, and they are added up at last."""

    def __init__(self, positions: int) -> None:
        self._sums = {standing: [0] * (positions + 1) for standing in Standing}
        self._changes = [0] * positions
        self._there = [0] * positions
        self._standings: dict[Object, list[tuple[int, Standing]]] = {}

    def take(self, one: Object, timeline: Timeline, live: Kind | None) -> None:
        """Count an object."""
        states: Timeline = timeline if timeline and timeline[0][0] == 0 else [(0, None), *timeline]
        standings = [(position, standing_of(state, live)) for position, state in states]
        self._standings[one] = standings
        for number, (position, standing) in enumerate(standings):
            self._sums[standing][position] += 1
            if number:
                self._sums[standings[number - 1][1]][position] -= 1
                before = any(known is Standing.SAME for _, known in standings[:number])
                after = any(known is Standing.SAME for _, known in standings[number:])
                if not (before and after):
                    self._changes[position] += 1
                    self._there[position] += after

    def revisions(self, labels: list[str]) -> tuple[Revision, ...]:
        """All revisions."""
        running = dict.fromkeys(Standing, 0)
        found = []
        for position, label in enumerate(labels):
            for standing in Standing:
                running[standing] += self._sums[standing][position]
            found.append(
                Revision(
                    position,
                    label,
                    running[Standing.MISSING],
                    running[Standing.EXTRA],
                    running[Standing.CHANGED],
                    self._changes[position],
                    self._there[position],
                )
            )
        return tuple(found)

    def differences(self, position: int) -> Iterator[tuple[Object, Standing]]:
        """What differs from the revision at a position."""
        for one, standings in self._standings.items():
            standing = [known for at, known in standings if at <= position][-1]
            if standing is not Standing.SAME:
                yield one, standing


def standing_of(state: Kind | None, live: Kind | None) -> Standing:
    """How a live object stands to a state of it; None where it is not there."""
    if state is None or live is None:
        return Standing.SAME if state is live else Standing.EXTRA if state is None else Standing.MISSING
    return Standing.SAME if state == live or not any(differing(state, live)) else Standing.CHANGED
