"""The migrations that make what differs: one row for each that decides, with what it should have made or removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drifttools.document import Block, mono, name, table
from drifttools.model.finding import Finding
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.words import listed

_OBJECTS = 6


@dataclass(frozen=True, slots=True)
class Origin:
    """One migration.

    Args:
        place: `file:line` of the first statement or operation of it that is meant; empty where that is not known.
        date, author: Of the commit that added its file; empty where git does not know it.
        objects: What it made or changed, and what differs now.
    """

    migration: str
    place: str
    date: str
    author: str
    objects: tuple[str, ...]


def origins(findings: Iterable[Finding]) -> tuple[Origin, ...]:
    """The deciding migrations of findings that are not only a consequence, in the order in which they first come."""
    found: dict[str, Origin] = {}
    for finding in findings:
        if finding.follows or not finding.blame:
            continue
        touch = finding.blame[-1]
        known = found.get(touch.migration, Origin(touch.migration, touch.place, touch.date[:10], touch.author, ()))
        what = f"{finding.kind} {finding.label}" + (f" ({finding.attribute})" if finding.attribute else "")
        found[touch.migration] = Origin(known.migration, known.place, known.date, known.author, (*known.objects, what))
    return tuple(found.values())


def origin_table(found: tuple[Origin, ...]) -> Block:
    """The migrations as a table."""
    header = ("Made by", "Where", "Committed", "What differs of it")
    rows = [
        (
            name(one.migration),
            mono(one.place) if one.place else None,
            " by ".join(filter(None, (one.date, one.author))) or None,
            listed(one.objects, _OBJECTS),
        )
        for one in found[:SHOWN_ROWS]
    ]
    return table("Where it comes from", header, rows, note=cut(len(found), SHOWN_ROWS))
