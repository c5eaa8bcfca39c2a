"""Whether the live catalog is what some migrations make, in everything that they touch. Computed only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from drifttools.compare.residue import is_apart
from drifttools.compare.whereabouts import Standing, Timeline, records_of, standing_of, timelines_of
from drifttools.kinds.base import Kind
from drifttools.kinds.registry import KINDS
from drifttools.model.chronicle import Chronicle
from drifttools.model.snapshot import Snapshot

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stampable:
    """What was looked at, and what is not so.

    Args:
        touched: How many objects the migrations touch.
        focus: (schema, relation) of each, for a plan that is bound to them.
        differing: What is not as they make it: kind, key and how.
        silent: The migrations that touch nothing of the catalog, so that it cannot tell whether they ran.
    """

    touched: int
    focus: tuple[tuple[str, str], ...]
    differing: tuple[tuple[str, Key, Standing], ...]
    silent: tuple[str, ...]


def stampable(
    chronicle: Chronicle,
    live: Snapshot,
    stamped: Collection[str],
    applied: Collection[str],
    silent: Collection[str] = (),
    apart: frozenset[str] = frozenset(),
) -> Stampable:
    """Lay what some migrations touch beside the live catalog.

    Args:
        chronicle: What each migration does.
        live: The live catalog.
        stamped: Labels of the migrations.
        applied: Those that are applied already: what a later one of them did since counts.
        silent: Kinds that the history says nothing about; `apart`: objects.
    """
    kinds = [kind for kind in KINDS if kind.kind in live.rows and kind.kind not in silent and kind.kind not in live.silent]
    labels, timelines = timelines_of(chronicle, {kind.kind for kind in kinds})
    last = max((place for place, label in enumerate(labels) if label in stamped or label in applied), default=0)
    chosen = {place for place, label in enumerate(labels) if label in stamped}
    # a part of what they make, that no migration makes, was not made by them
    made = {one for one, timeline in timelines.items() if _made_by(timeline, chosen)}
    found = {
        (kind.kind, record.key): record
        for kind in kinds
        for record in records_of(kind.kind, live.rows[kind.kind].lines, live.server.dialect)
    }
    looked_at = {one for one, timeline in timelines.items() if any(place in chosen for place, _ in timeline)}
    looked_at |= {one for one, record in found.items() if any(part in made for part in record.part_of)}
    differing, focus, counted = [], set(), 0
    for one in sorted(looked_at):
        state = next((record for place, record in reversed(timelines.get(one, [])) if place <= last), None)
        record = state or found.get(one)
        if record is None or is_apart(record, apart | live.apart):
            continue
        counted += 1
        if record.focus[0]:
            focus.add(record.focus)
        standing = standing_of(state, found.get(one))
        if standing is not Standing.SAME:
            differing.append((*one, standing))
    touching = {labels[place] for timeline in timelines.values() for place, _ in timeline if place in chosen}
    return Stampable(
        counted,
        tuple(sorted(focus)),
        tuple(differing),
        tuple(label for label in labels if label in set(stamped) - touching),
    )


def _made_by(timeline: Timeline, chosen: Collection[int]) -> bool:
    before: Kind | None = None
    for place, record in timeline:
        if place in chosen and record is not None and before is None:
            return True
        before = record
    return False
