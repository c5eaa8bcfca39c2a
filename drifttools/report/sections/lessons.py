"""13. What went well, what went wrong, where we were lucky: facts only; the judgement is left for the review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, Inline, bullets, emph, para, strong
from drifttools.model.cause import Confidence
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.rows import data_lost
from drifttools.report.sections.base import Section
from drifttools.report.standing import troubled
from drifttools.report.times import since, to_detect, to_repair
from drifttools.report.words import counted

JUDGEMENT = "These are facts. The judgement on each is left blank for the review."


@dataclass(frozen=True, slots=True)
class Lessons:
    """Facts under three heads."""

    well: tuple[str, ...]
    wrong: tuple[str, ...]
    lucky: tuple[str, ...]


def gather(case: Case) -> Lessons:
    """What the folder can say; nothing that it cannot."""
    return Lessons(tuple(_well(case)), tuple(_wrong(case)), tuple(_lucky(case)))


def _well(case: Case) -> Iterator[str]:
    if case.causes:
        widest = max(case.causes, key=lambda cause: len(cause.findings))
        if widest.confidence is not Confidence.UNKNOWN and len(widest.findings) > 1:
            yield f"One audit found all {counted(len(widest.findings), 'finding')} of one cause"
    if case.rehearsal is not None and case.rehearsal.state is State.PASS:
        yield "Plan and way back were rehearsed on a copy first"
    if case.applied is not None and case.applied.lock_time_ms:
        yield f"Locks were held for at most {case.applied.lock_time_ms:,} ms"
    spent = to_repair(case)
    if spent.value != "unknown":
        yield f"From detection to repair: {spent.value}"


def _wrong(case: Case) -> Iterator[str]:
    unseen = to_detect(case)
    if unseen.value != "unknown":
        yield f"The drift stood for {unseen.value} before an audit found it"
    elif case.differing:
        yield "When the drift began could not be told from what is recorded"
    for state, word in ((State.FAIL, "failed"), (State.PARTIAL, "passed only in part")):
        tried = [check for check in (case.smoke_before.checks if case.smoke_before else ()) if check.state is state]
        if tried:
            yield f"{counted(len(tried), 'smoke test')} {word} before the repair"
    if case.rolled_back is not None:
        yield f"The repair was taken back, with the outcome: {case.rolled_back.outcome}"
    if troubled(case):
        yield f"{counted(len(troubled(case)), 'check')} of the verification did not pass"
    if case.applied is not None and case.verification is None:
        yield "The repair was not verified"


def _lucky(case: Case) -> Iterator[str]:
    if case.applied is not None and data_lost(case).answer == "no":
        yield "All rows were still there"
    if since(case) is None and case.differing:
        yield "Whether something was lost before the incident was opened is not recorded"


def render(lessons: Lessons) -> Iterator[Block]:
    """Three heads, each with its facts; below them the mark for the review."""
    items: list[Inline] = []
    for head, said in (("Went well", lessons.well), ("Went wrong", lessons.wrong), ("Lucky", lessons.lucky)):
        told = ". ".join(said) if said else "no fact is recorded"
        items.append((strong(head), f": {told}."))
    yield bullets(*items)
    yield para(emph(JUDGEMENT))


SECTION = Section("lessons", "Went well, went wrong, lucky", Lessons, gather, render)
