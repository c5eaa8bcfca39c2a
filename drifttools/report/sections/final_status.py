"""14a. Final status: each criterion of a finished incident, met or not, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, check, checklist
from drifttools.model.cause import Confidence
from drifttools.model.plan import Reversal
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.rows import data_lost
from drifttools.report.sections.base import Section
from drifttools.report.standing import WHOLE, Disposition, fates, in_group, state_of, told
from drifttools.report.words import counted, listed


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: PASS, PARTIAL, FAIL or NOT RUN, and what shows it."""

    name: str
    state: State
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class FinalStatus:
    """Every criterion, in the order of the stages."""

    criteria: tuple[Criterion, ...]


def gather(case: Case) -> FinalStatus:
    """Judged from the facts; what did not happen is NOT RUN and never PASS."""
    return FinalStatus(
        (
            _audited(case), _explained(case), _accounted(case), _rehearsed(case), _applied(case), _kept(case),
            _group(case, "The audit, run again, finds nothing", "re-audit"),
            _group(case, "Nothing outside the plan changed", "scope"),
            _works(case),
            _reversible(case),
        )
    )  # fmt: skip


def _audited(case: Case) -> Criterion:
    name, source = "The database was compared as a whole", "findings.json"
    if case.findings is None:
        return Criterion(name, State.NOT_RUN, "no comparison was made", "")
    if case.unknown:
        return Criterion(name, State.PARTIAL, f"{counted(len(case.unknown), 'object')} could not be checked", source)
    left_out = len(case.findings.not_compared)
    silent = f"; {counted(left_out, 'thing')} not compared, each with its reason" if left_out else ""
    return Criterion(name, State.PASS, f"{counted(sum(case.findings.counts.values()), 'object')} read{silent}", source)


def _explained(case: Case) -> Criterion:
    name, source = "The cause is known", "causes.json"
    if case.causes is None:
        return Criterion(name, State.NOT_RUN, "no diagnosis was made", "")
    roots = [ident for ident, _ in case.differing]
    if not roots:
        return Criterion(name, State.NOT_RUN, "there is no known difference to explain", source)
    sure = [
        ident for ident in roots if ident in case.cause_of and case.cause_of[ident].confidence is not Confidence.UNKNOWN
    ]
    proven = sum(case.cause_of[ident].confidence is Confidence.PROVEN for ident in sure)
    because = f"{len(sure)} of {counted(len(roots), 'finding')} explained, {proven} of them proven"
    return Criterion(name, _share(len(sure), len(roots)), because, source)


def _share(part: int, whole: int) -> State:
    if part == whole:
        return State.PASS
    return State.PARTIAL if part else State.FAIL


def _accounted(case: Case) -> Criterion:
    name = "Every finding is repaired, left or ignored for a reason"
    if case.findings is None:
        return Criterion(name, State.NOT_RUN, "no comparison was made", "")
    known = [fate.disposition for fate in fates(case).values()]
    settled = [one for one in known if one in {Disposition.REPAIRED, Disposition.SETTLED, Disposition.LEFT}]
    repaired = known.count(Disposition.REPAIRED)
    elsewhere, left = known.count(Disposition.SETTLED), known.count(Disposition.LEFT)
    parts = [f"{repaired} of {len(known)} repaired", *([f"{elsewhere} settled"] if elsewhere else []), f"{left} left"]
    because = f"{', '.join(parts)}, {len(case.findings.ignored)} ignored"
    if case.plan is None and known:
        return Criterion(name, State.NOT_RUN, f"no plan was made for {counted(len(known), 'finding')}", "findings.json")
    if case.applied is None and known:
        return Criterion(name, State.NOT_RUN, "nothing is known to be applied", "findings.json, plan.json")
    return Criterion(name, _share(len(settled), len(known)), because, "findings.json, plan.json")


def _rehearsed(case: Case) -> Criterion:
    name = "The repair and its way back were rehearsed"
    if case.rehearsal is None:
        return Criterion(name, State.NOT_RUN, "no rehearsal was made", "")
    passed = sum(check.state is State.PASS for check in case.rehearsal.checks)
    because = f"{passed} of {counted(len(case.rehearsal.checks), 'check')}"
    return Criterion(name, case.rehearsal.state, because, "rehearsal.json")


def _applied(case: Case) -> Criterion:
    name = "The repair is in force"
    if not told(case):
        return Criterion(name, State.PARTIAL, "applied in part: see journal.jsonl", "incident.json")
    if case.applied is None:
        return Criterion(name, State.NOT_RUN, "nothing was applied", "")
    if case.rolled_back is not None:
        return Criterion(name, State.FAIL, f"way back: {case.rolled_back.outcome}", "rolled_back.json")
    states = {"partly applied": State.PARTIAL}
    state = State.PASS if case.applied.outcome in WHOLE else states.get(case.applied.outcome, State.FAIL)
    how = f"made by {case.applied.migration}" if case.applied.migration else case.applied.outcome
    return Criterion(name, state, how, "applied.json")


def _kept(case: Case) -> Criterion:
    lost = data_lost(case)
    state = {"no": State.PASS, "yes": State.FAIL, "unknown": State.NOT_RUN}[lost.answer]
    source = "counts-before.json, counts-after.json" if case.counts_before and case.counts_after else ""
    return Criterion("No data was lost", state, lost.because, source)


def _works(case: Case) -> Criterion:
    """By its smoke tests, and where it has none by the tests of the project."""
    name, run = "The application works", case.tests_after
    if in_group(case.verification, "smoke") or run is None or not run.ran:
        return _group(case, name, "smoke")
    passed, ran = len(run.ran) - len(run.failing), len(run.ran)
    because = f"{passed:,} of {counted(ran, 'test')} of the project pass; no smoke test ran"
    return Criterion(name, _share(passed, ran), because, "tests-after.json")


def _group(case: Case, name: str, group: str) -> Criterion:
    checks = in_group(case.verification, group)
    if not checks:
        why = "the repair was not verified" if case.verification is None else "the verification holds no such check"
        return Criterion(name, State.NOT_RUN, why, "")
    passed = sum(one.state is State.PASS for one in checks)
    reasons = [one.reason for one in checks if one.state is not State.PASS and one.reason]
    because = f"{passed} of {counted(len(checks), 'check')}" + (f"; {listed(reasons, 2)}" if reasons else "")
    return Criterion(name, state_of(checks), because, "verification.json")


def _reversible(case: Case) -> Criterion:
    name = "There is an exact way back"
    if case.plan is None:
        return Criterion(name, State.NOT_RUN, "no plan was made", "")
    if not case.plan.steps:
        return Criterion(name, State.NOT_RUN, "the plan holds no step", "plan.json")
    exact = sum(step.reversal is Reversal.EXACT for step in case.plan.steps)
    because = f"{exact} of {counted(len(case.plan.steps), 'step')} have an exact inverse"
    return Criterion(name, _share(exact, len(case.plan.steps)), because, "plan.json")


def render(status: FinalStatus) -> Iterator[Block]:
    """A checklist."""
    yield checklist(
        *(
            check(one.state, one.name, f"{one.because} ({one.source})" if one.source else one.because)
            for one in status.criteria
        )
    )


SECTION = Section("final_status", "Final status", FinalStatus, gather, render)
