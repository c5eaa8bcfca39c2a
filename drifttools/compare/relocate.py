"""Missing here and unexpected there: what is only under another key.

A move or a rename keeps every row; a drop and a create loses them. So an object counts as relocated where one candidate fits
best and no other fits as well; where two fit alike it stays missing, because guessing could move the wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from drifttools.compare.residue import Residue
from drifttools.kinds.base import Compare, Kind, attributes_of
from drifttools.kinds.column import Column
from drifttools.kinds.difference import Relocation
from drifttools.kinds.index import Index
from drifttools.kinds.registry import KINDS
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.table import Table
from drifttools.model.finding import Change, Finding

MOVED_LIKENESS = 0.5
RENAMED_LIKENESS = 0.75
_NAME_LIKENESS = 0.6
_FEW_COLUMNS = 2

Key = tuple[str, ...]
Features = frozenset[tuple[str, ...]]


def moves(left: Residue) -> Iterator[Relocation]:
    """Objects of the same name and like shape in another schema."""
    for kind in KINDS:
        if not _movable(kind):
            continue
        candidates: dict[Key, list[Kind]] = defaultdict(list)
        for record in left.unexpected(kind):
            if not record.carried_by():
                candidates[record.key[1:]].append(record)
        wanted = [record for record in left.missing(kind) if not record.carried_by()]
        pairs = ((record, candidates[record.key[1:]]) for record in wanted)
        yield from _matched(pairs, left, MOVED_LIKENESS, Change.MOVED)


def renames(left: Residue) -> Iterator[Relocation]:
    """Objects of another name and the same shape: relations within their schema, the others within their parent."""
    for kind in KINDS:
        if kind is Column or not _renamable(kind):
            continue
        candidates: dict[Key, list[Kind]] = defaultdict(list)
        for record in left.unexpected(kind):
            candidates[record.key[:-1]].append(record)
        # a table is known by its columns, anything smaller only by being equal in everything
        needed = RENAMED_LIKENESS if kind is Table else 1.0
        wanted = [record for record in left.missing(kind) if _distinctive(record, left)]
        pairs = ((record, candidates[record.key[:-1]]) for record in wanted)
        yield from _matched(pairs, left, needed, Change.RENAMED)


def column_renames(left: Residue) -> Iterator[Relocation]:
    """Columns of the same type in the same table, at the same place or with a like name."""
    missing, unexpected = _by_parent(left.missing(Column)), _by_parent(left.unexpected(Column))
    for parent in sorted(set(missing) & set(unexpected)):
        free = list(unexpected[parent])
        for wanted in missing[parent]:
            fitting = [found for found in free if _same_column(wanted, found)]
            if len(fitting) == 1:
                free.remove(fitting[0])
                yield _relocation(fitting[0], wanted.key, Change.RENAMED)


def _movable(kind: type[Kind]) -> bool:
    return kind.move is not Kind.move


def _renamable(kind: type[Kind]) -> bool:
    return kind.rename is not Kind.rename


def _matched(
    pairs: Iterable[tuple[Kind, list[Kind]]],
    left: Residue,
    needed: float,
    change: Change,
) -> Iterator[Relocation]:
    taken: set[Key] = set()
    shapes: dict[Key, Features] = {}
    for record, all_candidates in pairs:
        candidates = [candidate for candidate in all_candidates if candidate.key not in taken]
        if not candidates:
            continue
        shape = _features(record, left, left.expected)
        shapes |= {c.key: _features(c, left, left.actual) for c in candidates if c.key not in shapes}
        scored = [(_likeness(shape, shapes[candidate.key]), candidate) for candidate in candidates]
        best = max((score for score, _ in scored), default=0.0)
        fitting = [candidate for score, candidate in scored if score == best]
        if best >= needed and len(fitting) == 1:
            taken.add(fitting[0].key)
            yield _relocation(fitting[0], record.key, change)


def _relocation(found: Kind, wanted: Key, change: Change) -> Relocation:
    return Relocation(type(found), found.key, wanted, Finding(found.kind, wanted, change).id, found)


def _features(record: Kind, left: Residue, side: dict[type[Kind], dict[Key, Kind]]) -> Features:
    """What an object is made of: its attributes, and each of the parts that are made within it."""
    features = set(_own_features(record))
    for kind in KINDS:
        if kind.inline and record.kind in kind.parents:
            for child in left.children(side, kind, record.key):
                features.add((kind.kind, child.key[-1]))
                features |= {(child.key[-1], *feature) for feature in _own_features(child)}
    return frozenset(features)


def _own_features(record: Kind) -> Iterator[tuple[str, ...]]:
    for attribute in attributes_of(type(record)):
        if attribute.compare is Compare.NOTED:
            continue
        value = getattr(record, attribute.name)
        if isinstance(value, tuple):
            yield from ((attribute.name, member) for member in value)
        elif value not in (None, False):
            yield attribute.name, str(value)


def _likeness(one: Features, other: Features) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _distinctive(record: Kind, left: Residue) -> bool:
    """Whether being alike means anything: all free sequences are alike, and so are tables with a single column."""
    if isinstance(record, Sequence):
        return record.owned_table is not None
    if isinstance(record, Table):
        return len(left.children(left.expected, Column, record.key)) >= _FEW_COLUMNS
    if isinstance(record, Index):
        return record.attached_to is None
    return True


def _by_parent(records: Iterable[Kind]) -> dict[Key, list[Column]]:
    grouped: dict[Key, list[Column]] = defaultdict(list)
    for record in records:
        if isinstance(record, Column):
            grouped[record.parent_key].append(record)
    return grouped


def _same_column(wanted: Column, found: Column) -> bool:
    alike = (wanted.type, wanted.generated, wanted.identity) == (found.type, found.generated, found.identity)
    near = SequenceMatcher(None, wanted.column, found.column).ratio() >= _NAME_LIKENESS
    return alike and (near or wanted.position == found.position)
