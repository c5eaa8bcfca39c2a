"""The apply and the way back: the executor does it, this notes what came of it in the incident folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from drifttools.errors import ApplyPartlyDone, DriftToolsError, IncidentError
from drifttools.incident.record import Applied, Status, StepResult
from drifttools.investigation import files
from drifttools.investigation.planning import refuse_failed_rehearsal
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
    refuse_failed_rehearsal(inv)
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
        with contextlib.suppress(IncidentError):  # what became of the database is the error to tell
            folder.write(file, _applied(inv, plan, direction, "partly applied", started))
            folder.note(inv.clock(), f"{direction}: {problem.what}", JOURNAL, status=Status.PARTLY_APPLIED)
        raise
    except DriftToolsError as problem:
        with contextlib.suppress(IncidentError):
            folder.note(inv.clock(), f"{direction} did not happen: {problem.what}", JOURNAL)
        raise
    try:
        if outcome.changed:
            word = "applied" if direction == "forward" else "rolled back"
            folder.write(file, _applied(inv, plan, direction, word, started))
        folder.note(inv.clock(), outcome.message, f"{file}, {JOURNAL}", status=done)
    except IncidentError as problem:
        # it is committed: a full disk must not report it as failed
        return replace(outcome, warnings=(*outcome.warnings, f"{problem.what}; the change itself is committed"))
    return outcome


def _tell(inv: Investigation, event: Progress) -> None:
    """Say what begins, what is skipped and what is waited for; that a step is done shows by the next one."""
    if event.event == "done":
        return
    place = f"[{event.number}/{event.of}] " if event.step else ""
    inv.say(f"{place}{event.message}")


def _applied(inv: Investigation, plan: Plan, direction: str, outcome: str, started: datetime) -> Applied:
    """What the journal tells of the last run; it is the one witness that a crash leaves, too."""
    records = _last_run(inv, plan)
    committed = {step for record in records if record["event"] == "committed" for step in record.get("steps", ())}
    steps = tuple(_step_results(records, committed))
    ends = [datetime.fromisoformat(record["at"]) for record in records if record["event"] == "committed"]
    held = max(ends) - min(step.started_at for step in steps) if ends and steps else timedelta()
    return Applied(
        plan=plan.id,
        direction=direction,
        outcome=outcome,
        started_at=started,
        finished_at=inv.clock(),
        steps=steps,
        xid=", ".join(str(record["xid"]) for record in records if record["event"] == "committed" and record.get("xid")),
        lock_time_ms=round(held.total_seconds() * 1000),
        retries=sum(record["event"] == "retry" for record in records),
        journal_head=str(records[-1]["hash"]) if records else "",
    )


def _last_run(inv: Investigation, plan: Plan) -> list[Mapping[str, Any]]:
    records = [record for record in read_journal(inv.folder.path / JOURNAL) if record["plan"] == plan.id]
    return [record for record in records if record["run"] == records[-1]["run"]]


def _step_results(records: Iterable[Mapping[str, Any]], committed: Collection[str]) -> Iterator[StepResult]:
    begun: dict[str, Mapping[str, Any]] = {}
    for record in records:
        if "step" not in record:
            continue
        step = str(record["step"])
        if record["event"] == "intent":
            begun[step] = record
        elif record["event"] == "outcome":
            start = begun.get(step, record)
            yield StepResult(
                step=step,
                state="done" if step in committed else str(record["result"]),
                started_at=datetime.fromisoformat(start["at"]),
                finished_at=datetime.fromisoformat(record["at"]),
                duration_ms=record["elapsed_ms"] - start["elapsed_ms"],
                journal=record["seq"],
            )
