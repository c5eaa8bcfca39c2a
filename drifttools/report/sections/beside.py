"""One model, two databases: what differs between them. Only where somebody asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block
from drifttools.model.beside import Beside
from drifttools.report.beside import blocks
from drifttools.report.case import Case
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class BesideFacts:
    """What was found."""

    beside: Beside


def gather(case: Case) -> BesideFacts | None:
    """What the folder holds of it; None where nobody asked."""
    return BesideFacts(case.beside) if case.beside is not None else None


def render(facts: BesideFacts) -> Iterator[Block]:
    """The answer and the table."""
    yield from blocks(facts.beside)
    yield sources("beside.json")


SECTION = Section("beside", "One model, two databases", BesideFacts, gather, render, optional=True)
