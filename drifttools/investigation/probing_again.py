"""Whether the rows that were wrong are right now: the same questions, asked again after a repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.incident.record import Status
from drifttools.investigation import files
from drifttools.investigation.on_sqlite import checks_of_steps
from drifttools.investigation.probing import compared
from drifttools.investigation.rows import ask_rows
from drifttools.investigation.shown import ShownVerdict, shown_verdict
from drifttools.kinds.difference import Comparison
from drifttools.model.finding import Findings
from drifttools.model.plan import Plan
from drifttools.model.probed import Offenders, Probed
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State, Verdict
from drifttools.probes.registry import PROBES
from drifttools.verify.checklist import checklist, run_checklist

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation

GROUP = "rows"


def check_rows_again(inv: Investigation, actual: Snapshot, comparison: Comparison, plan: Plan | None) -> tuple[Check, ...]:
    """Ask again what was asked at the audit, where that found something, and lay the answers beside each other."""
    before = inv.folder.read_optional(tuple[Probed, ...], files.PROBES)
    if not before:
        return ()
    inv.say("looking at the rows again")
    asked = {one.probe for one in before}
    after = ask_rows(inv, actual, comparison, tuple(probe for probe in PROBES if probe.id in asked))
    inv.folder.write(files.PROBES_AFTER, after)
    now, was = {one.id: one for one in after}, {one.id for one in before if one.offends}
    mended = any(step.kind == "rows" for step in plan.steps) if plan is not None else False
    checks = [_check(one, now.get(one.id), mended=mended) for one in before if one.offends]
    # what comes up only now may be asked because of the repair; what names alone suggest proves nothing
    checks += [_new(one) for one in after if one.offends and one.id not in was and one.basis != "suggested"]
    return tuple(checks)


def verify_rows(inv: Investigation) -> ShownVerdict:
    """The verification of an incident that is about rows alone, and never was audited: its steps, and the rows."""
    plan = inv.folder.read(Plan, files.PLAN, needs="drift mend")
    actual, comparison = compared(inv, cache=True)
    if inv.target.dialect == "sqlite":
        checks = [*checks_of_steps(inv, plan)]
    else:
        with connect_readonly(inv.target) as connection:
            checks = list(run_checklist(connection, checklist(plan, Findings(), actual)))
    checks += check_rows_again(inv, actual, comparison, plan)
    verdict = Verdict(tuple(checks))
    inv.folder.write(files.VERIFICATION, verdict)
    told = f"verified: {verdict.state}, {sum(check.state is State.PASS for check in checks)} of {len(checks)} checks pass"
    done = Status.VERIFIED if verdict.state is State.PASS else Status.NOT_VERIFIED
    inv.folder.note(inv.clock(), told, files.VERIFICATION, status=done)
    return shown_verdict(verdict)


def _check(before: Probed, now: Probed | None, *, mended: bool) -> Check:
    if now is None:
        reason = "nothing is asked any more: what said that they are wrong holds now, or is gone"
        return Check(GROUP, f"no {before.about}", State.PASS, "none", "none", before.query, reason)
    state, reason = _judge(before, now, mended=mended)
    return Check(GROUP, f"no {before.about}", state, "none", now.number, now.query, reason, now.duration_ms)


def _judge(before: Probed, now: Probed, *, mended: bool) -> tuple[State, str]:
    if now.state is Offenders.UNKNOWN:
        return State.NOT_RUN, now.reason
    if now.state is Offenders.NONE:
        return State.PASS, ""
    if now.state is Offenders.NONE_IN_SAMPLE:
        return State.PARTIAL, "only a sample was looked at: drift probe --exact"
    if not now.offends:
        return State.PASS, "the rows speak against what names suggest"
    if (now.rows or 0) < (before.rows or 0):
        return State.PARTIAL, f"there were {before.number}"
    if mended:
        return State.FAIL, f"there were {before.number}"
    return State.PARTIAL, f"no step of the plan was to put them right: drift mend TARGET {now.id}"


def _new(one: Probed) -> Check:
    reason = "there were none at the audit, or they were not asked for"
    return Check(GROUP, f"no {one.about}", State.FAIL, "none", one.number, one.query, reason, one.duration_ms)
