"""2. Summary: what, since when, effect, what was done, state now, in at most 120 words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from drifttools.document import Block, para
from drifttools.model.cause import Cause, Confidence
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.rows import data_lost
from drifttools.report.sections.base import Section
from drifttools.report.standing import WHOLE, told
from drifttools.report.times import repaired, since
from drifttools.report.words import counted, cut_to, moment_utc, sentence

LIMIT = 120
_CAUSE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences, most important first."""

    sentences: tuple[str, ...]


def gather(case: Case) -> Summary:
    """As many of the sentences as fit; each is cut before the next is left out."""
    kept: list[str] = []
    room = LIMIT
    for text in (_what(case), _done(case), _now(case), _since(case), _effect(case)):
        words = len(text.split())
        if text and words <= room:
            kept.append(text)
            room -= words
    order = (_what(case), _since(case), _effect(case), _done(case), _now(case))
    return Summary(tuple(text for text in order if text in kept))


def _what(case: Case) -> str:
    causes = sorted(case.causes or (), key=lambda cause: (cause.confidence is Confidence.UNKNOWN, -len(cause.findings)))
    if case.findings is None:
        return "Expected and actual state were not compared: whether the database drifted is unknown."
    if not case.by_id:
        read = counted(sum(case.findings.counts.values()), "object")
        return f"No drift: {read} were read and are what {cut_to(case.incident.expected, 6)} says."
    if not case.differing:
        return f"{_unread(case)}; whether anything drifted is unknown."
    if not causes or causes[0].confidence is Confidence.UNKNOWN:
        return f"{_findings(case)} against {cut_to(case.incident.expected, 6)}; the cause is unknown."
    also = f" {_unread(case)}." if case.unknown else ""
    return _cause(causes[0], len(causes) - 1) + also


def _cause(cause: Cause, others: int) -> str:
    more = f" {counted(others, 'further cause')} below." if others else ""
    return sentence(cut_to(cause.sentence, _CAUSE_WORDS)) + more


def _unread(case: Case) -> str:
    return f"{counted(len(case.unknown), 'object')} could not be checked"


def _findings(case: Case) -> str:
    roots = len(case.roots)
    consequences = len(case.by_id) - roots
    also = f" and {counted(consequences, 'consequence')} of them" if consequences else ""
    return f"{counted(roots, 'finding')}{also}"


def _since(case: Case) -> str:
    if not case.differing:
        return ""
    first = since(case)
    return f"First sign: {moment_utc(first.at)}." if first else "Since when is unknown."


def _effect(case: Case) -> str:
    if case.smoke_before is None and case.tests_before is not None:
        failing, tests = len(case.tests_before.failing), counted(len(case.tests_before.ran), "test")
        return f"Before the repair {failing:,} of {tests} of the project failed."
    if case.smoke_before is None:
        return "What failed because of it was not tried." if case.differing else ""
    failed = [check for check in case.smoke_before.checks if check.state is State.FAIL]
    partly = [check for check in case.smoke_before.checks if check.state is State.PARTIAL]
    ran = [check for check in case.smoke_before.checks if check.state is not State.NOT_RUN]
    also = f" and {len(partly)} passed only in part" if partly else ""
    return f"Before the repair {len(failed)} of {counted(len(ran), 'smoke test')} failed{also}."


def _done(case: Case) -> str:
    applied = case.applied
    if case.rolled_back is not None:
        return sentence(f"The repair was applied and the way back was run, with the outcome: {case.rolled_back.outcome}")
    if not told(case):
        return "The repair was applied in part; which steps are done is in journal.jsonl."
    if applied is None:
        if case.plan is None:
            return "Nothing was changed."
        return f"A repair of {counted(len(case.plan.steps), 'step')} is planned; nothing was changed yet."
    at = repaired(case)
    steps = counted(len(applied.steps), "step")
    held = f"; locks were held for at most {applied.lock_time_ms:,} ms" if applied.lock_time_ms else ""
    if applied.migration:
        return f"The repair, {steps}, was made by the project's own migration, {PurePosixPath(applied.migration).name}."
    if at is not None and applied.outcome in WHOLE:
        return f"The repair, {steps}, was committed at {moment_utc(at.at)}{held}."
    return f"A repair of {steps} was tried, with the outcome: {applied.outcome}."


def _now(case: Case) -> str:
    lost = {"no": "No row was lost.", "yes": "Data was lost.", "unknown": "Whether data was lost is unknown."}
    said = lost[data_lost(case).answer] if case.applied is not None else ""
    if case.verification is None:
        return f"It was not verified. {said}" if case.applied is not None else said
    checks = case.verification.checks
    passed = sum(check.state is State.PASS for check in checks)
    silent = sum(check.state is State.NOT_RUN for check in checks)
    unrun = f", {silent} did not run" if silent else ""
    return f"{passed} of {counted(len(checks), 'check')} passed{unrun}. {said}".rstrip()


def render(summary: Summary) -> Iterator[Block]:
    """One paragraph."""
    yield para(" ".join(summary.sentences))


SECTION = Section("summary", "Summary", Summary, gather, render)
