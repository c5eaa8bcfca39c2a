"""What became of each finding and of each step, judged from the plan, what was applied and what was verified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drifttools.incident.record import Applied, Status, StepResult
from drifttools.model.finding import Change, Finding
from drifttools.model.plan import Step
from drifttools.model.probed import Probed
from drifttools.model.verdict import Check, State, Verdict
from drifttools.report.case import Case

BY_MIGRATION = "by migration"
WHOLE = frozenset({"applied", "already applied", BY_MIGRATION})
_DONE = frozenset({"done", "skipped", "already done", "applied", "committed"})
_UNDONE = frozenset({"undone", "done", "skipped", "rolled back"})


class Disposition(StrEnum):
    """What became of a finding. Only a re-audit that passed makes it `repaired`, or `settled` where the plan left it."""

    REPAIRED = "repaired"
    APPLIED = "applied, not proven"
    PLANNED = "planned"
    FAILED = "not repaired"
    ROLLED_BACK = "rolled back"
    LEFT = "left"
    SETTLED = "settled"
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fate:
    """The disposition of a finding, and why."""

    disposition: Disposition
    because: str = ""


def results_of(applied: Applied | None) -> dict[str, StepResult]:
    """Results by the id of their step."""
    return {result.step: result for result in applied.steps} if applied else {}


def went_through(case: Case, step: Step) -> bool:
    """Whether the step is done and was not taken back."""
    applied = case.applied
    if applied is None or taken_back(case, step):
        return False
    if applied.outcome in WHOLE:
        return True
    result = results_of(applied).get(step.id)
    return applied.outcome == "partly applied" and result is not None and result.state in _DONE


def taken_back(case: Case, step: Step) -> bool:
    """Whether the way back undid the step."""
    back = case.rolled_back
    if back is None:
        return False
    if back.outcome in {"rolled back", "applied", "already applied"}:
        return True
    result = results_of(back).get(step.id)
    return result is not None and back.outcome == "partly applied" and result.state in _UNDONE


def in_group(verdict: Verdict | None, *groups: str) -> tuple[Check, ...]:
    """The checks of these groups."""
    return tuple(check for check in verdict.checks if check.group in groups) if verdict else ()


def state_of(checks: tuple[Check, ...]) -> State:
    """The state of several checks; NOT RUN where there is none."""
    return Verdict(checks).state


def fate_of(case: Case, ident: str, finding: Finding) -> Fate:
    """What became of a finding; one that follows another shares its fate."""
    if finding.follows and ident not in case.step_of and finding.change is not Change.UNKNOWN:
        root = case.by_id.get(finding.follows)
        if root is not None and not root.follows:
            return Fate(fate_of(case, finding.follows, root).disposition, f"follows {finding.follows}")
    if finding.change is Change.UNKNOWN:
        return Fate(Disposition.UNKNOWN, finding.actual or "it could not be checked")
    step = case.step_of.get(ident)
    if step is not None:
        return _of_step(case, step)
    if case.plan is None:
        return Fate(Disposition.OPEN, "no plan yet")
    if _finds_nothing(case):
        return Fate(Disposition.SETTLED, "left alone by the plan; the audit after the repair does not find it any more")
    reasons = {left.finding: left.reason for left in case.plan.unplanned}
    return Fate(Disposition.LEFT, reasons.get(ident, "the plan holds no step for it"))


def _of_step(case: Case, step: Step) -> Fate:
    if taken_back(case, step):
        return Fate(Disposition.ROLLED_BACK, step.id)
    if went_through(case, step):
        proven = _reaudited(case)
        return Fate(Disposition.REPAIRED if proven else Disposition.APPLIED, step.id)
    if not told(case):
        return Fate(Disposition.UNKNOWN, "the repair was applied in part")
    if case.applied is not None:
        return Fate(Disposition.FAILED, f"{step.id}: {case.applied.outcome}")
    return Fate(Disposition.PLANNED, step.id)


def _re_audit(case: Case) -> tuple[Check, ...]:
    return in_group(case.verification, "re-audit")


def _finds_nothing(case: Case) -> bool:
    """Whether the audit after the repair found nothing at all, not even what the plan left alone."""
    checks = _re_audit(case)
    in_force = case.applied is not None and case.rolled_back is None
    return in_force and bool(checks) and all(check.state is State.PASS for check in checks)


def _reaudited(case: Case) -> bool:
    """Whether the audit after the repair found nothing open; PARTIAL is what it says of findings left alone."""
    checks = _re_audit(case)
    return bool(checks) and all(check.state in (State.PASS, State.PARTIAL) for check in checks)


def result_word(applied: Applied, result: StepResult) -> str:
    """The state of a step; what the journal noted before the commit is done where the commit followed."""
    return "done" if applied.outcome in WHOLE and result.state.startswith("done") else result.state


def told(case: Case) -> bool:
    """Whether the folder says what was applied; a run that broke off leaves only the journal."""
    return case.applied is not None or case.incident.status is not Status.PARTLY_APPLIED


def troubled(case: Case) -> tuple[Check, ...]:
    """Checks of the verification that did not pass; a re-audit that found only what was left alone is not one."""
    failed = case.verification.failed if case.verification else ()
    return tuple(check for check in failed if not (check.group == "re-audit" and check.state is State.PARTIAL))


def fates(case: Case) -> dict[str, Fate]:
    """The fate of every finding."""
    return {ident: fate_of(case, ident, finding) for ident, finding in case.by_id.items()}


def put_right(case: Case, probed: Probed) -> tuple[Step | None, State]:
    """The step that puts wrong rows right, and whether that is proven; NOT RUN where nobody has looked since.

    Args:
        case: The incident.
        probed: An answer that found rows.
    """
    steps = [one for one in (case.plan.steps if case.plan else ()) if _mends(one, probed)]
    step = steps[-1] if steps else None  # one that only lists the rows comes before the one that puts them right
    if case.verification is None:
        return step, State.NOT_RUN
    if step is None or not went_through(case, step):
        return step, State.FAIL
    return step, state_of(in_group(case.verification, f"step {step.id}"))


def _mends(step: Step, probed: Probed) -> bool:
    """Whether a step names the question, or takes rows aside for what says that they are wrong."""
    mark = f"_{probed.id.lower()}_"
    aside = any(hazard.rule == "quarantine-rows" for hazard in step.hazards)
    named = any(mark in statement for statement in step.statements)
    return named or (aside and bool(set(probed.findings) & set(step.findings)))


def not_noted(case: Case) -> tuple[str, ...]:
    """Migrations that were not applied, and whose work a plan of ours has done: their tool does not know that."""
    if case.applied is None or case.applied.migration:
        return ()
    found: dict[str, None] = {}
    for cause in case.causes or ():
        for ident in cause.findings if cause.rule == "not-applied" else ():
            finding, step = case.by_id.get(ident), case.step_of.get(ident)
            if finding is not None and finding.blame and step is not None and went_through(case, step):
                found[finding.blame[0].migration] = None
    return tuple(found)


def noted_since(case: Case, migration: str) -> bool | None:
    """Whether the ledger notes a migration now; None where it was not read again."""
    if case.ledgers_after is None:
        return None
    return any(row.label == migration for ledger in case.ledgers_after for row in ledger.rows)
