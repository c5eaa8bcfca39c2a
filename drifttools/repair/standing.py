"""From evidence to a sentence: how a plan stands after whatever happened. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drifttools.model.plan import Plan
from drifttools.repair.hazards import goes_in_portions
from drifttools.repair.journal import ChainState, Recorded
from drifttools.repair.outcome import (
    ApplyState,
    Standing,
    apply_command,
    rollback_command,
    status_command,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known.

    Args:
        recorded: By the database's own journal, whose rows are there only if the steps are.
        chain, records: Of the journal file; the records of this plan.
        alive: Whether somebody still works on the plan; `worker`: who.
        table: What the database's own journal is called.
        xid: The last transaction whose COMMIT was about to be sent; `fate`: what the server says became of it.
    """

    recorded: Recorded
    chain: ChainState
    records: tuple[Mapping[str, Any], ...]
    alive: bool
    xid: str
    fate: str
    table: str = "drifttools.journal"
    worker: str = "a server process"


def standing(plan: Plan, folder: Path, evidence: Evidence) -> ApplyState:
    """Judge the evidence: rows of the database first, then the server's word on the transaction, then the file."""
    known = evidence.recorded
    kind, message = _judge(plan, evidence)
    done = tuple(step for step in known.done if step not in halfway_of(plan, known))
    pending = tuple(step.id for step in plan.steps if step.id not in done)
    following = {
        Standing.NOTHING_DONE: apply_command(plan, folder),
        Standing.INTERRUPTED: apply_command(plan, folder),
        Standing.ROLLED_BACK: apply_command(plan, folder),
        Standing.PARTLY: f"{apply_command(plan, folder)} -- or: {rollback_command(plan, folder)}",
        Standing.RUNNING: status_command(folder),
        Standing.UNKNOWN: status_command(folder),
        Standing.DONE: "",
    }[kind]
    return ApplyState(
        plan=plan.id,
        standing=kind,
        message=message,
        done=done,
        pending=pending if kind is not Standing.DONE else (),
        next=following,
        journal_torn=evidence.chain.torn_bytes > 0,
        journal_intact=evidence.chain.intact,
    )


def halfway_of(plan: Plan, known: Recorded) -> tuple[str, ...]:
    """Steps in portions of which some may be done and some not: each direction goes on with them from where they are."""
    return tuple(step.id for step in plan.steps if step.id in known.halfway and goes_in_portions(step))


def _judge(plan: Plan, evidence: Evidence) -> tuple[Standing, str]:
    known, xid = evidence.recorded, evidence.xid
    if evidence.alive:
        return Standing.RUNNING, f"{evidence.worker} still works on {plan.id}"
    halfway = halfway_of(plan, known)
    if known.complete and not halfway:
        return Standing.DONE, f"all {len(plan.steps)} steps are committed ({known.at}), as {evidence.table} shows"
    if known.done or known.open or halfway:
        begun = f"; {', '.join(known.open)} was begun and its outcome is not recorded" if known.open else ""
        begun = f"; {', '.join(halfway)} goes in portions and is done in part" if halfway else begun
        whole = [step for step in known.done if step not in halfway]
        return Standing.PARTLY, f"{len(whole)} of {len(plan.steps)} steps are committed{begun}"
    if known.rolled_back:
        return Standing.ROLLED_BACK, f"{plan.id} was applied and taken back ({known.at})"
    if evidence.fate == "committed":
        # its rows are gone, or belong to a way back: the server's word alone does not say which steps are left
        return Standing.UNKNOWN, f"transaction {xid} was committed, but drifttools.journal has no row of it"
    if evidence.fate == "in progress":
        return Standing.RUNNING, f"transaction {xid} has not ended yet"
    if not evidence.records:
        return Standing.NOTHING_DONE, f"nothing of {plan.id} was ever begun"
    return _without_rows(plan, evidence)


def _without_rows(plan: Plan, evidence: Evidence) -> tuple[Standing, str]:
    last = evidence.records[-1]
    step = next((r["step"] for r in reversed(evidence.records) if r.get("step")), "")
    at = f" at {step}" if step else ""
    if evidence.xid and evidence.fate == "aborted":
        return Standing.INTERRUPTED, f"transaction {evidence.xid} was rolled back: nothing was changed"
    if last["event"] in ("failed", "refused"):
        return Standing.NOTHING_DONE, f"the last apply of {plan.id} ended{at} and was rolled back: {last['why']}"
    return Standing.INTERRUPTED, f"the last apply of {plan.id} was interrupted{at} before COMMIT: nothing was changed"
