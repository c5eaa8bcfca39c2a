"""What the rows say: what was asked of them, and what was found. Only where somebody looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, heading, para
from drifttools.model.probed import Probed
from drifttools.report.case import Case
from drifttools.report.probes import answer_blocks, queries
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The answers at the audit, and at the verification; None where nobody asked again."""

    answers: tuple[Probed, ...]
    after: tuple[Probed, ...] | None = None


def gather(case: Case) -> RowFacts | None:
    """What the folder has of probes; None where nobody asked."""
    return RowFacts(case.probes, case.probes_after) if case.probes is not None else None


def render(found: RowFacts) -> Iterator[Block]:
    """What is wrong and what could not be checked in a table, the rest to be opened."""
    if not found.answers:
        yield para("There was nothing to ask of the rows.")
        return
    yield from answer_blocks(found.answers)
    yield from queries(found.answers)
    if found.after is not None:
        yield heading(3, "Asked again after the repair")
        if not found.after:
            yield para("There was nothing to ask any more.")
        yield from answer_blocks(found.after)
    yield sources("probes.json", "probes-after.json" if found.after is not None else "")


SECTION = Section("rows", "Rows", RowFacts, gather, render, optional=True)
