"""Row-level security, tried before and after. Only where `drift.toml` names somebody to try it as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, para
from drifttools.model.rls import RlsResults, changes
from drifttools.report.case import Case
from drifttools.report.rls import answer_blocks, change_blocks
from drifttools.report.sections.base import Section, sources


@dataclass(frozen=True, slots=True)
class RlsFacts:
    """The answers at the audit and at the verification; None where that stage did not ask."""

    before: RlsResults | None
    after: RlsResults | None


def gather(case: Case) -> RlsFacts | None:
    """What the folder has; None where nobody was tried."""
    if case.rls_before is None and case.rls_after is None:
        return None
    return RlsFacts(case.rls_before, case.rls_after)


def render(found: RlsFacts) -> Iterator[Block]:
    """What changed first, then all of the last answers."""
    last = found.after or found.before
    if last is None:
        return
    yield para(f"Tried on {last.where}.")
    if found.before is not None and found.after is not None:
        yield from change_blocks(changes(found.before.records, found.after.records))
    yield from answer_blocks(last.records)
    yield sources("rls-before.json" if found.before else "", "rls-after.json" if found.after else "")


SECTION = Section("row_security", "Row-level security", RlsFacts, gather, render, optional=True)
