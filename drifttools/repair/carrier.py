"""Carries steps out: what is sent, in which order, and what is written down about it.

All steps that may share a transaction do: PostgreSQL rolls DDL back, so a plan is done whole or not at all. Within it the
locks come first, in a fixed order, then the proof that the touched objects are still what the plan was made for, then
each step between its checks, and the journal's rows. Steps that PostgreSQL wants committed on their own have an intent
and an outcome each, so that a second apply knows where to go on.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors as pg

from drifttools.catalog.reader import Extent
from drifttools.config import Target
from drifttools.errors import (
    ApplyError,
    ApplyPartlyDone,
    DriftToolsError,
    StalePlanError,
    UsageError,
)
from drifttools.model.plan import Plan, Probe, Step
from drifttools.redact import redactor, without_values
from drifttools.repair import journal as journals
from drifttools.repair.failing import Failing
from drifttools.repair.faults import fault
from drifttools.repair.fingerprint import focus_fingerprint
from drifttools.repair.hazards import goes_in_portions
from drifttools.repair.journal import Journal
from drifttools.repair.locking import blockers, lock_statements, relations
from drifttools.repair.outcome import Progress, Retries, status_command
from drifttools.repair.session import Connect, Session, application_of, fate_of
from drifttools.sql.compose import compose, deparsed

Report = Callable[[Progress], None]

_TRY_LOCK = "select pg_catalog.pg_try_advisory_lock(%s), pg_catalog.pg_backend_pid()"
_UNLOCK = "select pg_catalog.pg_advisory_unlock(%s)"
_XID = "select pg_catalog.pg_current_xact_id()::text"
_XID_STATUS = "select pg_catalog.pg_xact_status(%s::text::xid8)"
_HAS_JOURNAL = "select pg_catalog.to_regclass('drifttools.journal') is not null"
_BUSY_WAIT_S = 1.0
_LINGER_WAIT_S = 3.0
_RESOLVE_WAIT_S = 10.0
_CHECK_LOCK_MS, _CHECK_MS = 2_000, 60_000
_RETRIED = (pg.LockNotAvailable, pg.DeadlockDetected)


class StepFailed(Exception):
    """A check of a step did not hold."""


class Carrier:
    """Carries the steps of one apply or way back out. `Run` opens the connections and says which steps.

    Args:
        again: The command that tries again, for messages.
        connect: Makes a connection.
    """

    journal: Journal
    _guard: Session
    _work: Session

    def __init__(
        self,
        plan: Plan,
        target: Target,
        folder: Path,
        again: str,
        connect: Connect,
        progress: Report | None = None,
        retries: Retries | None = None,
    ) -> None:
        if not plan.fingerprint:
            raise UsageError(f"{plan.id} does not say for which state it was made", hint="make it again: drift plan")
        self.plan, self.target, self.folder = plan, target, folder
        self._again, self._connect = again, connect
        self._progress = progress or (lambda _: None)
        self._retries = retries or Retries()
        self._random = random.SystemRandom()
        self._stack = contextlib.ExitStack()
        self._run_id = secrets.token_hex(4)
        self._at = (0, 0)
        self._step = ""
        self._undoing = False
        self.done: list[str] = []
        self.xids: list[str] = []
        self.warnings: list[str] = []
        self._committed_before: tuple[str, ...] = ()
        self._state = plan.fingerprint

    # ------------------------------------------------------------------------------------ looking and telling

    def _tell(self, event: str, message: str, step: str = "") -> None:
        self._progress(Progress(event, step, *self._at, message))

    @contextlib.contextmanager
    def _after_the_fact(self) -> Iterator[None]:
        # What is committed is committed: a full disk must not report it as failed. The database's rows are the proof.
        try:
            yield
        except ApplyError as problem:
            self.warnings.append(problem.what)

    def _fingerprint(self) -> str:
        """Of the plan's focus as it is now, uncommitted changes of our own included."""
        self._work.limit(_CHECK_LOCK_MS, _CHECK_MS)
        return focus_fingerprint(self._work.read(Extent(focus=self.plan.focus)))

    def _demand_state(self, found: str) -> None:
        if found != self._state:
            after = f" (after {', '.join(self._committed_before)})" if self._committed_before else ""
            raise StalePlanError(
                f"the objects of {self.plan.id} are no longer what it was made for{after}; nothing was changed",
                hint="somebody changed them meanwhile: look with drift audit, then make a new plan",
            )

    def _quietly(self, look: Callable[[], Any]) -> Any:
        try:
            return look()
        finally:
            self._work.rollback()

    def _holds(self, probes: Sequence[Probe]) -> bool:
        return all(self._found(probe) == probe.expected for probe in probes)

    def _found(self, probe: Probe) -> str | None:
        query = compose("select (\n{}\n)::pg_catalog.text", deparsed(probe.sql.rstrip().rstrip(";")))
        found = self._work.ask(str(query))[0][0]
        return None if found is None else str(found)

    def _demand(self, step: Step, probes: Sequence[Probe], when: str) -> None:
        for probe in probes:
            found = self._found(probe)
            if found != probe.expected:
                raise StepFailed(f"{when} {step.id}: {probe.name}: expected {probe.expected!r}, found {found!r}")

    # ------------------------------------------------------------------------------------ groups of steps

    def _run_groups(self, steps: Sequence[Step], event: str, *, last: str) -> None:
        """Run steps: those beside each other that may share a transaction in one, each of the others alone.

        Args:
            event: What the journal's row of a step says.
            last: What the row after the last step says.
        """
        groups = [*_grouped(steps)]
        number = 0
        for group in groups:
            closing = last if group is groups[-1] else "committed"
            run = self._together if group[0].transactional else self._alone
            self._patiently(group, functools.partial(run, group, event, closing, number, len(steps)))
            number += len(group)

    def _patiently(self, group: Sequence[Step], attempt: Callable[[], None]) -> None:
        """Try again while somebody holds a lock, with growing pauses. The timeout itself never grows."""
        started = time.monotonic()
        for number in itertools.count(1):
            try:
                attempt()
            except _RETRIED as problem:
                self._work.rollback()
                who = self._blockers(group)
                pause = min(self._retries.longest_s, self._retries.first_s * 2 ** (number - 1))
                pause *= self._random.uniform(0.5, 1.0)
                spent = time.monotonic() - started
                if number >= self._retries.attempts or spent + pause > self._retries.total_s:
                    raise self._failure(
                        group,
                        f"{_what(problem)} at {self._step or group[0].id}, {number} times in {spent:.1f} s; held by {who}",
                        hint=f"end that transaction or choose a quieter hour, then: {self._again}",
                    ) from problem
                self.journal.write("retry", step=self._step, why=_what(problem), blockers=who, pause_s=round(pause, 2))
                self._tell("waiting", f"{_what(problem)}; held by {who}; trying again in {pause:.1f} s", self._step)
                time.sleep(pause)
            except (StepFailed, psycopg.Error) as problem:
                self._work.rollback()
                raise self._failure(
                    group,
                    f"{self._step or group[0].id} failed: {said(problem)}",
                    hint=f"mend what the message names, then make a new plan or go on with: {self._again}",
                ) from problem
            except ApplyError as problem:  # the journal could not be written
                self._work.rollback()
                raise self._failure(group, problem.what, hint=problem.hint or self._again) from problem
            else:
                return

    def _blockers(self, group: Sequence[Step]) -> str:
        names = [relation for step in group for relation in step.locked]
        with contextlib.suppress(psycopg.Error):
            oids = [relation.oid for relation in relations(self._guard.ask, names)]
            return blockers(self._guard.ask, oids, (self._guard.pid, self._work.pid))
        return "a session that could not be asked for"

    @property
    def _failing(self) -> Failing:
        return Failing(self.plan, self.folder, self._again, self._undoing)

    def _failure(self, group: Sequence[Step], what: str, hint: str) -> DriftToolsError:
        committed = (*self._committed_before, *self.done) if not self._undoing else tuple(self.done)
        step = next((step for step in group if step.id == self._step and goes_in_portions(step)), None)
        return self._failing.at(what, hint, committed, step, self._left(step) if step is not None else "")

    def _left(self, step: Step) -> str:
        """How much a step in portions has left to do, where its own check counts that and can be asked."""
        probe = next((probe for probe in step.postconditions if probe.expected == "0"), None)
        with contextlib.suppress(psycopg.Error):
            return f"{probe.name}: {self._quietly(functools.partial(self._found, probe))}" if probe is not None else ""
        return ""

    def _together(self, group: Sequence[Step], event: str, closing: str, number: int, of: int) -> None:
        """Steps in one transaction: locks, proof of the state, steps, rows, COMMIT."""
        self._step = ""
        self._work.limit(min(step.lock_timeout_ms for step in group), _CHECK_MS)
        for statement in lock_statements(self._work.ask, group, self.plan.focus):
            self._hold(str(statement))
        self._demand_now()
        for place, step in enumerate(group, start=number + 1):
            self._at = (place, of)
            self._begin(step)
            self._work.limit(step.lock_timeout_ms, step.statement_timeout_ms)
            self._execute(step)
            self._row(event, step=step.id, detail=step.title)
            self.journal.write("outcome", step=step.id, result="done, not yet committed")
            fault(f"{step.id}:after")
            self._tell("done", step.title, step.id)
        state = self._fingerprint()
        self._row(closing, state=state)
        self._commit([step.id for step in group])
        self._state = state

    def _alone(self, group: Sequence[Step], event: str, closing: str, number: int, of: int) -> None:
        """A step that is committed on its own: what it does cannot be in one transaction with the journal's row."""
        (step,) = group
        self._at = (number + 1, of)
        self._demand_now()
        self._work.rollback()
        self._begin(step)
        self._row("intent", step=step.id, detail=step.title)
        self._work.commit()
        try:
            with self._work.each_alone():
                self._work.limit(step.lock_timeout_ms, step.statement_timeout_ms)
                self._execute(step)
        except (StepFailed, psycopg.Error) as problem:
            if self._work.lost:
                # the server may have finished, and committed, what it was sent
                raise self._failing.not_known(step, f"the connection was lost: {said(problem)}") from problem
            self._work.rollback()
            # portions are no remains: they stay, to be gone on with, or to be taken back by whoever wants that
            if self._quietly(self._fingerprint) != self._state and not goes_in_portions(step):
                self._clean_up(step)
            if self._quietly(self._fingerprint) != self._state:
                raise self._failing.half_way(step, f"it failed half-way: {said(problem)}") from problem
            self._row("failed", step=step.id)
            self._work.commit()
            raise
        fault(f"{step.id}:after")
        try:
            self._record(step, closing, event)
        except (ApplyError, psycopg.Error) as problem:
            self._work.rollback()
            raise self._failing.not_known(
                step, f"it was sent, and what became of it was not recorded: {said(problem)}"
            ) from problem
        self._tell("done", step.title, step.id)

    def _begin(self, step: Step) -> None:
        self._step = step.id
        self._tell("started", step.title, step.id)
        self.journal.write("intent", step=step.id, title=step.title, statements=list(step.statements))
        fault(f"{step.id}:before")

    def _execute(self, step: Step) -> None:
        self._demand(step, step.preconditions, "before")
        for statement in step.statements:
            self._work.run(statement)
        self._demand(step, step.postconditions, "after")

    def _hold(self, statement: str) -> None:
        if statement.startswith("lock"):
            self._work.run(statement)
            return
        # What holds a view, sequence or materialized view still is a SELECT, which a policy may forbid: then the
        # fingerprint and the step's own lock have to do.
        with contextlib.suppress(pg.InsufficientPrivilege, pg.ObjectNotInPrerequisiteState), self._work.savepoint():
            self._work.run(statement)

    def _demand_now(self) -> None:
        found = self._fingerprint()
        if found != self._state and self.done:
            raise StepFailed("the touched objects were changed by somebody else since the step before")
        self._demand_state(found)

    def _clean_up(self, step: Step) -> None:
        """Take back what a step that failed has left behind, such as an INVALID index. Only if something changed."""
        self.journal.write("clean up", step=step.id, statements=list(step.inverse))
        for statement in step.inverse:
            with contextlib.suppress(psycopg.Error), self._work.each_alone():
                self._work.run(statement)

    # ------------------------------------------------------------------------------------ rows and commits

    def _row(self, event: str, *, step: str = "", state: str = "", detail: str = "") -> None:
        values = (self._run_id, self.plan.id, self.plan.digest, event, step, state, redactor.clean(detail))
        self._work.run(journals.INSERT, [*values, self.journal.head])

    def _record(self, step: Step, closing: str, event: str = "done") -> None:
        """Write down that a step outside a transaction is done, and the state after it."""
        state = self._fingerprint()
        self._row(event, step=step.id, detail=step.title)
        self._row(closing, state=state)
        self._commit([step.id])
        self._state = state

    def _commit(self, steps: list[str]) -> None:
        xid = str(self._work.ask(_XID)[0][0])
        # the number first: if the answer to COMMIT is lost, only the server can say what became of it
        self.journal.write("commit", xid=xid, steps=steps)
        fault("commit:before")
        interrupt: KeyboardInterrupt | None = None
        try:
            self._work.commit()
        except (psycopg.Error, KeyboardInterrupt) as problem:
            if not isinstance(problem, KeyboardInterrupt) and not self._work.lost:
                raise  # refused: a deferred constraint, for example
            if self._resolve(xid) != "committed":
                raise
            interrupt = problem if isinstance(problem, KeyboardInterrupt) else None
        fault("commit:after")
        self.done += steps
        self.xids.append(xid)
        with self._after_the_fact():
            self.journal.write("committed", xid=xid, steps=steps)
        self._tell("committed", f"transaction {xid} is committed")
        if interrupt is not None:
            raise interrupt

    def _resolve(self, xid: str) -> str:
        """Ask the server, on a new connection if need be, what became of a transaction whose answer was lost."""
        deadline = time.monotonic() + _RESOLVE_WAIT_S
        fate = "unknown"
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.Error, DriftToolsError):
                with self._connect(self.target, f"{application_of(self.plan)} resolve") as session:
                    fate = fate_of(session, xid)
                if fate != "in progress":
                    break
            time.sleep(0.2)
        self.journal.write("resolved", xid=xid, fate=fate)
        if fate in ("committed", "aborted"):
            return fate
        raise ApplyPartlyDone(
            f"the connection was lost during COMMIT of transaction {xid}, and what became of it is not known yet",
            hint=status_command(self.folder),
        )


def _grouped(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps beside each other that may share a transaction together, each of the others alone."""
    for shared, group in itertools.groupby(steps, key=lambda step: step.transactional):
        if shared:
            yield [*group]
        else:
            yield from ([step] for step in group)


def _what(problem: psycopg.Error) -> str:
    return "deadlock" if isinstance(problem, pg.DeadlockDetected) else "lock timeout"


def said(problem: Exception) -> str:
    """What went wrong in one line: the server's words and SQLSTATE, without DETAIL, which may quote a row."""
    if isinstance(problem, psycopg.Error) and problem.sqlstate:
        said = problem.diag.message_primary or str(problem).partition("\n")[0]
        return redactor.clean(without_values(said, problem.sqlstate))
    return redactor.clean(" ".join(str(problem).split()))
