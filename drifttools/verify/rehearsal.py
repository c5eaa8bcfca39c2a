"""The plan and its way back, tried on a copy of the live schema. Both must end where they should.

The copy is made by `pg_dump`, not by our planner, so that a mistake of the planner cannot hide itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.scratch import Scratch, ScratchDatabase
from drifttools.compare.engine import compare
from drifttools.compare.ignore import IgnoreRule
from drifttools.config import Target
from drifttools.errors import DriftToolsError, RehearsalError, ScratchError
from drifttools.model.finding import Findings
from drifttools.model.plan import Plan, Reversal, Step
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State, Verdict

GROUP = "rehearsal"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What the rehearsal showed.

    Args:
        verdict: Its checks.
        after: The copy's catalog once the plan had run.
    """

    verdict: Verdict
    after: Snapshot | None = None


def rehearse(
    plan: Plan,
    live: Target,
    expected: Snapshot,
    scratch: Scratch,
    *,
    ignore: Iterable[IgnoreRule] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Rehearsed:
    """Run the plan and then its way back on a copy of the live schema.

    Args:
        plan: What would be applied.
        live: The live database; only `pg_dump --schema-only` reads it.
        expected: What the plan is to reach.
        scratch: Where the copy is made.

    Raises:
        ScratchError: No copy could be made: then nothing is proven, and the verdict must not be PASS.
    """
    rules = tuple(ignore)
    say("copying the live schema to a scratch database")
    with scratch.copy_schema(live) as copy:
        target = copy.target
        before = _read(target)
        say("rehearsing the plan on the copy")
        forth = _run("the plan runs on a copy of the live schema", lambda: _forth(plan, copy))
        if forth.state is not State.PASS:
            return Rehearsed(Verdict((forth, *_not_run("the plan failed on the copy"))))
        after = _read(target)
        left = compare(expected, after, ignore=rules).findings
        reached = _reached(plan, left, compare(expected, before, ignore=rules).findings)
        if any(not step.inverse for step in plan.steps):
            names = ", ".join(step.id for step in plan.steps if not step.inverse)
            reason = f"step {names} has no way back"
            back = Check(GROUP, _BACK, State.NOT_RUN, reason=reason)
            return Rehearsed(Verdict((forth, reached, back, Check(GROUP, _EQUAL, State.NOT_RUN, reason=reason))), after)
        say("rehearsing the way back")
        back = _run(_BACK, lambda: _back(plan, copy))
        if back.state is not State.PASS:
            equal = Check(GROUP, _EQUAL, State.NOT_RUN, reason="the way back failed")
            return Rehearsed(Verdict((forth, reached, back, equal)), after)
        return Rehearsed(Verdict((forth, reached, back, _returned(plan, before, _read(target)))), after)


_BACK = "the way back runs on the copy"
_EQUAL = "after the way back the copy is as it was"
_REACHED = "after the plan nothing differs but what it leaves alone"


def _read(target: Target) -> Snapshot:
    with connect_readonly(target) as connection:
        return read(connection, Extent(), origin="copy of the live schema")


def _forth(plan: Plan, copy: ScratchDatabase) -> None:
    for step in plan.steps:
        _try(step, copy, step.statements)


def _back(plan: Plan, copy: ScratchDatabase) -> None:
    for step in reversed(plan.steps):
        _try(step, copy, step.inverse)


def _try(step: Step, copy: ScratchDatabase, statements: tuple[str, ...]) -> None:
    try:
        copy.run(statements)
    except ScratchError as problem:
        raise RehearsalError(f"step {step.id} ({step.title}): {problem.what}") from problem


def _run(name: str, work: Callable[[], None]) -> Check:
    started = time.monotonic()
    try:
        work()
    except DriftToolsError as problem:
        return Check(GROUP, name, State.FAIL, "no error", "an error", reason=str(problem))
    return Check(GROUP, name, State.PASS, "no error", "no error", duration_ms=round((time.monotonic() - started) * 1000))


def _not_run(reason: str) -> Iterator[Check]:
    for name in (_REACHED, _BACK, _EQUAL):
        yield Check(GROUP, name, State.NOT_RUN, reason=reason)


def _reached(plan: Plan, left: Findings, before: Findings) -> Check:
    """Only what the plan names as left alone, or what the copy cannot hold, may still differ."""
    allowed = {unplanned.finding for unplanned in plan.unplanned}
    known = {finding.id for finding in before}
    open_ = [finding for finding in left.roots if finding.id not in allowed]
    new = [finding for finding in open_ if finding.id not in known]
    actual = f"{len(open_)} findings" if open_ else "0 findings"
    named = ", ".join(f"{finding.kind} {finding.label} {finding.change}" for finding in open_[:5])
    reason = f"{named}{' (made by the plan itself)' if new else ''}" if open_ else ""
    return Check(GROUP, _REACHED, State.FAIL if open_ else State.PASS, "0 findings", actual, "re-read and compare", reason)


def _returned(plan: Plan, before: Snapshot, after: Snapshot) -> Check:
    same = before.fingerprint == after.fingerprint
    inexact = [step.id for step in plan.steps if step.reversal is not Reversal.EXACT]
    reason = ""
    if not same:
        differing = compare(before, after).findings
        reason = ", ".join(f"{f.kind} {f.label} {f.change} {f.attribute}".strip() for f in differing.records[:5])
    elif inexact:
        reason = f"the definitions are; rows that {', '.join(inexact)} removes would come back only from a backup"
    return Check(
        GROUP,
        _EQUAL,
        State.PASS if same else State.FAIL,
        before.fingerprint[:16],
        after.fingerprint[:16],
        "fingerprint of the catalog before and after",
        reason,
    )
