"""Applies a plan to a SQLite database, takes it back, and says how it stands: the public functions.

What is done, and in which order, is decided in `run.py`; `session.py` is all that sends anything to the file.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from drifttools.config import Target
from drifttools.errors import UsageError
from drifttools.model.plan import Plan
from drifttools.repair.journal import FILE, read_journal, verify_chain
from drifttools.repair.outcome import (
    ApplyState,
    Outcome,
    Retries,
    apply_command,
    rollback_command,
    rollback_token,
    status_command,
)
from drifttools.repair.sqlite.file import look_at, meaning, path_of
from drifttools.repair.sqlite.run import Report, Run, recorded_in
from drifttools.repair.sqlite.schema import JOURNAL
from drifttools.repair.sqlite.session import File, is_written_to
from drifttools.repair.standing import Evidence, standing

__all__ = ["apply", "rollback", "status"]

_ENDED = ("end", "failed", "refused", "interrupted", "committed")
"""The last record of a run that is over."""


def apply(
    plan: Plan,
    target: Target,
    *,
    confirm: str,
    folder: Path,
    progress: Report | None = None,
    retries: Retries | None = None,
) -> Outcome:
    """Run a plan; the arguments are those of `repair.executor.apply`.

    Raises:
        UsageError: The token is another plan's, or the target is another file.
        ConnectionFailed: The file is not there, is no database, or is damaged.
        BusyError: Another program has it locked.
        StalePlanError: The touched objects have changed since the plan was made.
        ApplyError: Something failed and was rolled back: the database is as it was.
    """
    if confirm != plan.token:
        raise UsageError(
            f"the confirmation {confirm!r} is not that of {plan.id}",
            hint=f"read the plan, then pass its own token: {apply_command(plan, folder)}",
        )
    with Run(plan, target, folder, apply_command(plan, folder), progress, retries) as run:
        return run.apply()


def rollback(
    plan: Plan,
    target: Target,
    *,
    confirm: str,
    folder: Path,
    progress: Report | None = None,
    retries: Retries | None = None,
) -> Outcome:
    """Take back what is recorded as done; the arguments and errors are those of `repair.executor.rollback`."""
    if confirm != rollback_token(plan):
        raise UsageError(
            f"the confirmation {confirm!r} is not that of the way back of {plan.id}",
            hint=f"pass its own token: {rollback_command(plan, folder)}",
        )
    with Run(plan, target, folder, rollback_command(plan, folder), progress, retries) as run:
        return run.rollback()


def status(plan: Plan, target: Target, folder: Path) -> ApplyState:
    """Say how a plan stands, also after the process or the machine went away in the middle."""
    chain = verify_chain(folder / FILE)
    records = tuple(record for record in read_journal(folder / FILE) if record["plan"] == plan.id)
    path = path_of(target)
    look_at(path)
    try:
        # to read after a crash is to roll back first, which a connection that only reads cannot
        with File(path, "rw") as file:
            known = recorded_in(file, plan)
        alive = bool(records) and records[-1]["event"] not in _ENDED and is_written_to(path)
    except sqlite3.Error as problem:
        raise meaning(problem, path, status_command(folder)) from problem
    worker = "a process that holds the write lock"
    evidence = Evidence(known, chain, records, alive=alive, xid="", fate="", table=JOURNAL, worker=worker)
    return standing(plan, folder, evidence)
