"""Applies a plan, takes it back, and says how it stands: the only place that sends changes to a live database.

What is sent, and in which order, is decided in `run.py`; this file holds the connections and the public functions.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from drifttools.catalog.connect import Connection, connect_apply, connect_readonly
from drifttools.catalog.reader import Extent, read_in_transaction
from drifttools.config import Target
from drifttools.errors import ApplyError, UsageError
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from drifttools.redact import redactor
from drifttools.repair import journal
from drifttools.repair.locking import lingering
from drifttools.repair.outcome import (
    ApplyState,
    Outcome,
    Progress,
    Retries,
    apply_command,
    rollback_command,
    rollback_token,
)
from drifttools.repair.preflight import check_place
from drifttools.repair.run import Run
from drifttools.repair.session import application_of, fate_of, recorded_of
from drifttools.repair.sqlite import executor as on_sqlite
from drifttools.repair.standing import Evidence, standing
from drifttools.version import __version__

_NOTICE_S = 1.5  # more than client_connection_check_interval

__all__ = ["apply", "rollback", "rollback_token", "status"]

# Where COMMIT is answered before it is written, a crash would lose a step that the journal calls done. No more is asked for
# than the server's own disk: a standby that is away must not stop a repair that would not have waited for it.
_DURABLE = """
select pg_catalog.set_config('synchronous_commit', 'local', false)
where pg_catalog.current_setting('synchronous_commit') = 'off'
"""
_LIMITS = "select pg_catalog.set_config('lock_timeout', %s, %s), pg_catalog.set_config('statement_timeout', %s, %s)"


def apply(
    plan: Plan,
    target: Target,
    *,
    confirm: str,
    folder: Path,
    progress: Callable[[Progress], None] | None = None,
    retries: Retries | None = None,
) -> Outcome:
    """Run what is left of a plan.

    Args:
        plan: The plan, as it was shown.
        target: The database that it was made for.
        confirm: `plan.token`.
        folder: The incident folder; `journal.jsonl` in it is written before anything is changed.
        progress: Called at every step.
        retries: How long to try again while somebody holds a lock.

    Raises:
        UsageError: The token is another plan's, or the target is another database or a standby.
        BusyError: Somebody else applies to this database.
        StalePlanError: The touched objects have changed since the plan was made.
        ApplyError: Something failed and was rolled back: the database is as it was.
        ApplyPartlyDone: A step failed after others were committed; the message has the command that goes on.
    """
    if target.dialect == "sqlite":
        return on_sqlite.apply(plan, target, confirm=confirm, folder=folder, progress=progress, retries=retries)
    if confirm != plan.token:
        raise UsageError(
            f"the confirmation {confirm!r} is not that of {plan.id}",
            hint=f"read the plan, then pass its own token: {apply_command(plan, folder)}",
        )
    with _told(plan), Run(plan, target, folder, apply_command(plan, folder), _connect, progress, retries) as run:
        return run.apply()


def rollback(
    plan: Plan,
    target: Target,
    *,
    confirm: str,
    folder: Path,
    progress: Callable[[Progress], None] | None = None,
    retries: Retries | None = None,
) -> Outcome:
    """Take back the steps that are recorded as done, the last one first.

    Args:
        plan: The plan that was applied, whole or in part.
        target: The database that it was applied to.
        confirm: `rollback_token(plan)`.
        folder: The incident folder.
        progress: Called at every step.
        retries: How long to try again while somebody holds a lock.

    Raises:
        UsageError: The token is not the one of this way back, or a step that is done has no inverse.
        DriftToolsError: As for `apply`.
    """
    if target.dialect == "sqlite":
        return on_sqlite.rollback(plan, target, confirm=confirm, folder=folder, progress=progress, retries=retries)
    if confirm != rollback_token(plan):
        raise UsageError(
            f"the confirmation {confirm!r} is not that of the way back of {plan.id}",
            hint=f"pass its own token: {rollback_command(plan, folder)}",
        )
    with _told(plan), Run(plan, target, folder, rollback_command(plan, folder), _connect, progress, retries) as run:
        return run.rollback()


def status(plan: Plan, target: Target, folder: Path) -> ApplyState:
    """Say how a plan stands, also after the process or the machine went away in the middle.

    Args:
        plan: The plan.
        target: The database.
        folder: The incident folder; it may lack a journal, or hold one whose last line was cut off.

    Raises:
        ConnectionFailed: The database cannot be asked.
    """
    if target.dialect == "sqlite":
        return on_sqlite.status(plan, target, folder)
    path = folder / journal.FILE
    chain = journal.verify_chain(path)
    records = [record for record in journal.read_journal(path) if record["plan"] == plan.id]
    with _Session(connect_readonly(target, application_name=f"drifttools/{__version__} status")) as session:
        check_place(session.ask, plan)
        known = recorded_of(session, plan)
        alive = _still_works(session, plan)
        xid = next((record["xid"] for record in reversed(records) if record["event"] == "commit"), None)
        fate = fate_of(session, xid) if xid else ""
    return standing(plan, folder, Evidence(known, chain, tuple(records), alive, xid or "", fate))


def _still_works(session: _Session, plan: Plan) -> bool:
    """Whether a server process works on the plan; one whose client was just killed gets a moment to notice."""
    deadline = time.monotonic() + _NOTICE_S
    while alive := bool(lingering(session.ask, application_of(plan), ())):
        session.rollback()  # pg_stat_activity stands still within a transaction
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return alive


@contextlib.contextmanager
def _told(plan: Plan) -> Iterator[None]:
    """Turn what the server says outside of a step, where nothing is changed, into an error for people."""
    try:
        yield
    except psycopg.Error as problem:
        said = redactor.clean(str(problem).partition("\n")[0])
        raise ApplyError(f"{plan.id} could not be looked after: {said}", hint="try again: drift apply") from problem


class _Session:
    """A connection through which everything is sent."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.pid = connection.info.backend_pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()

    def ask(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """Send a SELECT and give its rows."""
        return self.connection.execute(query.encode(), parameters).fetchall()

    def run(self, statement: str, parameters: Any = None) -> None:
        """Send a statement as it is; without parameters a percent sign means itself."""
        self.connection.execute(statement.encode(), parameters)

    def limit(self, lock_ms: int, statement_ms: int) -> None:
        """Set the timeouts: for the transaction, or for the session outside of one."""
        local = not self.connection.autocommit
        self.ask(_LIMITS, (str(lock_ms), local, str(statement_ms), local))

    def read(self, extent: Extent) -> Snapshot:
        """Read the catalog within the transaction, uncommitted changes of its own included."""
        return read_in_transaction(self.connection, extent)

    def commit(self) -> None:
        """Commit the transaction."""
        self.connection.commit()

    @property
    def lost(self) -> bool:
        """Whether the connection is gone."""
        return self.connection.closed

    def rollback(self) -> None:
        """Roll back; a connection that is gone has nothing left to roll back."""
        with contextlib.suppress(psycopg.Error):
            self.connection.rollback()

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back what is done within, and nothing else, where it fails."""
        with self.connection.transaction():
            yield

    @contextlib.contextmanager
    def each_alone(self) -> Iterator[None]:
        """Commit every statement on its own."""
        self.connection.autocommit = True
        try:
            yield
        finally:
            with contextlib.suppress(psycopg.Error):  # the connection may be gone
                self.connection.autocommit = False


def _connect(target: Target, application_name: str) -> _Session:
    session = _Session(connect_apply(target, application_name=application_name))
    session.ask(_DURABLE)
    session.commit()
    return session
