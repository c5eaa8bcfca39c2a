"""Portability: what of the models is not the same on two dialects. Only where somebody asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block
from drifttools.model.portability import Portability
from drifttools.report.case import Case
from drifttools.report.portability import blocks
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class PortabilityFacts:
    """What was found."""

    portability: Portability


def gather(case: Case) -> PortabilityFacts | None:
    """What the folder holds of it; None where nobody asked."""
    return PortabilityFacts(case.portability) if case.portability is not None else None


def render(facts: PortabilityFacts) -> Iterator[Block]:
    """The findings, the diff, what could not be tried."""
    yield from blocks(facts.portability)
    yield sources("portability.json")


SECTION = Section("portability", "Models on SQLite and PostgreSQL", PortabilityFacts, gather, render, optional=True)
