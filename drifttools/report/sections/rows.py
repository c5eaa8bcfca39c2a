"""What the rows say: what was asked of them, and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, para
from drifttools.model.probed import Probed
from drifttools.report.case import Case
from drifttools.report.probes import answer_blocks, queries
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The answers; None where nobody asked: then the report has no such section."""

    answers: tuple[Probed, ...] | None


def gather(case: Case) -> RowFacts:
    """What the folder has of probes."""
    return RowFacts(case.probes)


def render(found: RowFacts) -> Iterator[Block]:
    """What is wrong and what could not be checked in a table, the rest to be opened."""
    if found.answers is None:
        return
    if not found.answers:
        yield para("There was nothing to ask of the rows.")
    else:
        yield from answer_blocks(found.answers)
        yield from queries(found.answers)
        yield sources("probes.json")


SECTION = Section("rows", "Rows", RowFacts, gather, render)
