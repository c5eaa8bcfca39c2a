"""The plan and its way back, tried on a copy of the live schema. Both must end where they should.

The copy is made by `pg_dump`, not by our planner, so that a mistake of the planner cannot hide itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.sampling import Content
from drifttools.catalog.scratch import Scratch, ScratchDatabase
from drifttools.compare.engine import compare
from drifttools.compare.ignore import IgnoreRule
from drifttools.config import Target
from drifttools.errors import DriftToolsError, RehearsalError, ScratchError
from drifttools.kinds.base import Kind, Reach
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.model.finding import Findings
from drifttools.model.plan import Plan, Reversal, Step
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State, Verdict
from drifttools.sql.database import for_copy
from drifttools.verify.mended import mended, wrong_rows
from drifttools.verify.rows import GROUP, before_of, kept, returned, take_rows, would_not_return


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
    rows: int = 0,
    ignore: Iterable[IgnoreRule] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Rehearsed:
    """Run the plan and then its way back on a copy of the live schema, with some of its rows.

    Args:
        plan: What would be applied.
        live: The live database; `pg_dump --schema-only` reads it, and `COPY (SELECT ...)` some rows.
        expected: What the plan is to reach.
        scratch: Where the copy is made.
        rows: How many rows of each touched table are taken along; 0 for none.

    Raises:
        ScratchError: No copy could be made: then nothing is proven, and the verdict must not be PASS.
    """
    rules = tuple(ignore)
    say("copying the live schema to a scratch database")
    kinds, steps, outside = _within_reach(plan, scratch)
    with scratch.copy_schema(live) as copy:
        target = copy.target
        before = _read(target, kinds)
        comparison = compare(expected, before, ignore=rules)
        checks: list[Check] = []
        held: dict[int, Content] = {}
        if rows:
            say("taking some rows along")
            taking, taken = take_rows(plan, live, copy, comparison, (expected, before), rows)
            checks.append(taking)
            held = before_of(target, taken)
        wrong = wrong_rows(plan, target)
        say("rehearsing the plan on the copy")
        forth = _run("the plan runs on a copy of the live schema", lambda: _forth(plan, steps, copy), outside)
        checks.append(forth)
        if forth.state is not State.PASS:
            return Rehearsed(Verdict((*checks, *_not_run("the plan failed on the copy"))))
        after = _read(target, kinds)
        checks.append(reached(plan, compare(expected, after, ignore=rules).findings, comparison.findings))
        if held:
            checks.append(kept(plan, held, target)[0])
        checks += mended(plan, target, wrong)
        checks += _way_back(plan, steps, copy, (before, kinds, held), say)
        return Rehearsed(Verdict(tuple(checks)), after)


def _way_back(
    plan: Plan,
    steps: list[Step],
    copy: ScratchDatabase,
    start: tuple[Snapshot, tuple[type[Kind], ...], Mapping[int, Content]],
    say: Callable[[str], None],
) -> Iterator[Check]:
    before, kinds, held = start
    names = ", ".join(f"{step.id} ({step.title})" for step in steps if not step.inverse)
    if names:
        reason = f"there is no way back for {names}"
        yield Check(GROUP, _BACK, State.NOT_RUN, reason=reason)
        yield Check(GROUP, _EQUAL, State.NOT_RUN, reason=reason)
        return
    say("rehearsing the way back")
    back = _run(_BACK, lambda: _back(plan, steps, copy))
    yield back
    if back.state is not State.PASS:
        yield Check(GROUP, _EQUAL, State.NOT_RUN, reason="the way back failed")
        return
    yield _returned(plan, before, _read(copy.target, kinds))
    if held:
        yield returned(plan, held, copy.target)


_BACK = "the way back runs on the copy"
_EQUAL = "after the way back the copy is as it was"
_REACHED = "after the plan nothing differs but what it leaves alone"


def _within_reach(plan: Plan, scratch: Scratch) -> tuple[tuple[type[Kind], ...], list[Step], str]:
    """The kinds that a copy can speak of, the steps that stay within it, and what is said of the others.

    Roles belong to the whole server: on one that is not ours alone, which may be the live one, they must not be touched.
    """
    far = {Reach.INSTALLED, Reach.OUTSIDE} | (set() if scratch.private else {Reach.CLUSTER})
    kinds = tuple(kind for kind in KINDS if kind.reach not in far)
    names = {kind.kind for kind in KINDS if kind.reach in far}
    left = [step for step in plan.steps if step.kind in names]
    outside = f"not rehearsed, because they reach beyond the copy: {', '.join(step.id for step in left)}" if left else ""
    return kinds, [step for step in plan.steps if step.kind not in names], outside


def _read(target: Target, kinds: tuple[type[Kind], ...]) -> Snapshot:
    with connect_readonly(target) as connection:
        return read(connection, Extent(kinds), origin="copy of the live schema")


def _forth(plan: Plan, steps: list[Step], copy: ScratchDatabase) -> None:
    for step in steps:
        _try(plan, step, copy, step.statements)


def _back(plan: Plan, steps: list[Step], copy: ScratchDatabase) -> None:
    for step in reversed(steps):
        _try(plan, step, copy, step.inverse)


def _named_for(copy: ScratchDatabase, plan: Plan, step: Step, statement: str) -> str:
    """The statement as it is for the copy: one that names the live database must never be sent as it is."""
    kind = BY_NAME.get(step.kind)
    if kind is None or kind.reach is not Reach.DATABASE:
        return statement
    found = for_copy(statement, plan.database, copy.name)
    if found is None:
        raise RehearsalError(f"step {step.id} ({step.title}) does not name the database {plan.database} where it should")
    return found


def _try(plan: Plan, step: Step, copy: ScratchDatabase, statements: tuple[str, ...]) -> None:
    try:
        copy.run(_named_for(copy, plan, step, statement) for statement in statements)
    except ScratchError as problem:
        raise RehearsalError(f"step {step.id} ({step.title}): {problem.what}") from problem


def _run(name: str, work: Callable[[], None], said: str = "") -> Check:
    started = time.monotonic()
    try:
        work()
    except DriftToolsError as problem:
        return Check(GROUP, name, State.FAIL, "no error", "an error", reason=str(problem))
    duration = round((time.monotonic() - started) * 1000)
    return Check(GROUP, name, State.PASS, "no error", "no error", reason=said, duration_ms=duration)


def _not_run(reason: str) -> Iterator[Check]:
    for name in (_REACHED, _BACK, _EQUAL):
        yield Check(GROUP, name, State.NOT_RUN, reason=reason)


def reached(plan: Plan, left: Findings, before: Findings) -> Check:
    """Only what the plan names as left alone, or what the copy cannot hold, may still differ."""
    chosen = plan.open_by_choice
    allowed = {unplanned.finding for unplanned in plan.unplanned}
    allowed |= {finding.id for finding in left if (finding.kind, finding.key) in chosen}
    known = {finding.id for finding in before}
    open_ = [finding for finding in left.roots if finding.id not in allowed]
    new = [finding for finding in open_ if finding.id not in known]
    actual = f"{len(open_)} findings" if open_ else "0 findings"
    named = ", ".join(f"{finding.kind} {finding.label} {finding.change}" for finding in open_[:5])
    reason = f"{named}{' (made by the plan itself)' if new else ''}" if open_ else ""
    return Check(GROUP, _REACHED, State.FAIL if open_ else State.PASS, "0 findings", actual, "re-read and compare", reason)


def _returned(plan: Plan, before: Snapshot, after: Snapshot) -> Check:
    same = before.fingerprint == after.fingerprint
    inexact = [step for step in plan.steps if step.reversal is not Reversal.EXACT]
    reason = ""
    if not same:
        differing = compare(before, after).findings
        reason = ", ".join(f"{f.kind} {f.label} {f.change} {f.attribute}".strip() for f in differing.records[:5])
    elif inexact:
        reason = f"the definitions are; {would_not_return(inexact)}"
    return Check(
        GROUP,
        _EQUAL,
        State.PASS if same else State.FAIL,
        before.fingerprint[:16],
        after.fingerprint[:16],
        "fingerprint of the catalog before and after",
        reason,
    )
