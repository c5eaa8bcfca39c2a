"""Columns that both sides have, in another order.

PostgreSQL cannot move a column, and most databases that grew have their later columns last. So it is no drift to a plan
or to an audit; but two databases that are compared as they are may differ in it, and `SELECT *`, COPY and INSERT without a
list of columns tell them apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from drifttools.compare.residue import Key, Residue
from drifttools.kinds.base import Compare, Kind
from drifttools.kinds.declare import attributes_of
from drifttools.model.finding import Change, Finding, Severity


def out_of_order(left: Residue, kind: type[Kind]) -> Iterator[Finding]:
    """A note for each part that would have to be moved: as few as possible, by key.

    What comes from a parent table stands where it was when the table was attached, and means nothing.
    """
    place = next((one.name for one in attributes_of(kind) if one.compare is Compare.PLACE), None)
    if place is None:
        return
    moved: dict[Key, list[tuple[Kind, Kind]]] = defaultdict(list)
    for expected, actual in left.changed(kind):
        if expected.ordinal != actual.ordinal and not (expected.comes_from or actual.comes_from):
            moved[expected.parent_key].append((expected, actual))
    for parent, pairs in moved.items():
        taken = {
            record.ordinal
            for side in (left.expected, left.actual)
            for record in side[kind].values()
            if record.parent_key == parent
        }
        stays = _longest_ordered(pairs, taken)
        for expected, actual in pairs:
            if expected.key not in stays:
                yield Finding(
                    kind=kind.kind,
                    key=expected.key,
                    change=Change.CHANGED,
                    attribute=place,
                    expected=str(expected.ordinal),
                    actual=str(actual.ordinal),
                    severity=Severity.NOTE,
                    parent=".".join(parent),
                )


def _longest_ordered(pairs: Sequence[tuple[Kind, Kind]], taken: set[int]) -> set[Key]:
    """Keys of the longest run of parts that stand in the same order on both sides.

    Args:
        pairs: Those whose place differs.
        taken: Places of all that differ in anything; at every other one stands a part that is equal on both sides.
    """
    last = max(max(expected.ordinal, actual.ordinal) for expected, actual in pairs)
    places: list[tuple[int, int, Key]] = [(p, p, ()) for p in range(1, last + 1) if p not in taken]
    places += [(expected.ordinal, actual.ordinal, expected.key) for expected, actual in pairs]
    places.sort()
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, actual_place, _) in enumerate(places):
        length = bisect_left(ends, actual_place)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [actual_place]
        tails[length : length + 1] = [number]
    kept: set[Key] = set()
    number = tails[-1] if tails else -1
    while number >= 0:
        kept.add(places[number][2])
        number = before[number]
    return kept
