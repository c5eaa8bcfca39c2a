"""The apply and the way back: the executor does it, this notes what came of it in the incident folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from drifttools.errors import ApplyPartlyDone, DriftToolsError
from drifttools.incident.record import Applied, Status, StepResult
from drifttools.investigation import files
from drifttools.repair import executor
from drifttools.repair.journal import FILE as JOURNAL
from drifttools.repair.journal import read_journal
from drifttools.repair.outcome import ApplyState, Outcome, Progress

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation
    from drifttools.model.plan import Plan

_Work = Callable[..., Outcome]


def apply(inv: Investigation, plan: Plan, *, confirm: str) -> Outcome:
    """Apply a plan; see `Investigation.apply`."""
    return _run(inv, plan, executor.apply, confirm, "forward", files.APPLIED, Status.APPLIED)


def rollback(inv: Investigation, plan: Plan, *, confirm: str) -> Outcome:
    """Take a plan back; see `Investigation.rollback`."""
    return _run(inv, plan, executor.rollback, confirm, "back", files.ROLLED_BACK, Status.ROLLED_BACK)


def status(inv: Investigation, plan: Plan) -> ApplyState:
    """How a plan stands; see `Investigation.status`."""
    return executor.status(plan, inv.target, inv.folder.path)


def _run(inv: Investigation, plan: Plan, work: _Work, confirm: str, direction: str, file: str, done: Status) -> Outcome:
    folder = inv.folder
    started = inv.clock()
    try:
        outcome = work(
            plan,
            inv.target,
            confirm=confirm,
            folder=folder.path,
            progress=lambda event: _tell(inv, event),
        )
    except ApplyPartlyDone as problem:
        folder.note(inv.clock(), f"{direction}: {problem.what}", JOURNAL, status=Status.PARTLY_APPLIED)
        raise
    except DriftToolsError as problem:
        folder.note(inv.clock(), f"{direction} did not happen: {problem.what}", JOURNAL)
        raise
    if outcome.changed:
        folder.write(file, _applied(inv, plan, outcome, direction, started))
    folder.note(inv.clock(), outcome.message, f"{file}, {JOURNAL}", status=done)
    return outcome


def _tell(inv: Investigation, event: Progress) -> None:
    """Say what begins, what is skipped and what is waited for; that a step is done shows by the next one."""
    if event.event == "done":
        return
    place = f"[{event.number}/{event.of}] " if event.step else ""
    inv.say(f"{place}{event.message}")


def _applied(inv: Investigation, plan: Plan, outcome: Outcome, direction: str, started: datetime) -> Applied:
    steps = tuple(_step_results(inv, plan))
    return Applied(
        plan=plan.id,
        direction=direction,
        outcome="applied" if direction == "forward" else "rolled back",
        started_at=started,
        finished_at=inv.clock(),
        steps=steps,
        xid=", ".join(outcome.xids),
        lock_time_ms=outcome.duration_ms,
        journal_head=outcome.journal_head,
    )


def _step_results(inv: Investigation, plan: Plan) -> Iterator[StepResult]:
    """What the journal tells of each step of the last run."""
    records = [record for record in read_journal(inv.folder.path / JOURNAL) if record["plan"] == plan.id]
    last_run = records[-1]["run"] if records else ""
    begun: dict[str, Mapping[str, Any]] = {}
    for record in records:
        if record["run"] != last_run or "step" not in record:
            continue
        step = str(record["step"])
        if record["event"] == "intent":
            begun[step] = record
        elif record["event"] == "outcome":
            start = begun.get(step, record)
            yield StepResult(
                step=step,
                state=str(record["result"]),
                started_at=datetime.fromisoformat(start["at"]),
                finished_at=datetime.fromisoformat(record["at"]),
                duration_ms=record["elapsed_ms"] - start["elapsed_ms"],
                journal=record["seq"],
            )
