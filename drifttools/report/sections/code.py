"""Code and contracts: where the project's own code does not fit the database. Only where somebody looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drifttools.document import Block, heading, para
from drifttools.model.code import CodeScan
from drifttools.report.case import Case
from drifttools.report.code import blocks
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What was found.

    Args:
        code, contracts: None where nobody looked.
        linked: Id of a finding in the code to the id of the finding in the schema that is the reason for it.
    """

    code: CodeScan | None = None
    contracts: CodeScan | None = None
    linked: dict[str, str] = field(default_factory=dict)


def gather(case: Case) -> CodeFacts | None:
    """What the folder holds of it; None where there is nothing of it."""
    if case.code is None and case.contracts is None:
        return None
    found = case.code.findings if case.code is not None else ()
    linked = {one.id: case.named_in_code[one.object] for one in found if one.object in case.named_in_code}
    return CodeFacts(case.code, case.contracts, linked)


def render(facts: CodeFacts) -> Iterator[Block]:
    """The findings and what could not be checked, each with its place."""
    if facts.code is not None:
        yield from blocks(facts.code)
        if facts.linked:
            number = sum(one.id in facts.linked for one in facts.code.findings)
            verb = "is" if number == 1 else "are"
            yield para(f"Of these, {number} {verb} about what a finding above is about: what repairs that repairs it here.")
        yield sources("code.json")
    if facts.contracts is not None:
        yield heading(3, "API contracts")
        yield from blocks(facts.contracts)
        yield sources("contracts.json")


SECTION = Section("code", "Code beside the catalog", CodeFacts, gather, render, optional=True)
