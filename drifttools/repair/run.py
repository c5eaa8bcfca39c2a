"""One apply or way back: what is sent, in which order, and what is written down about it.

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
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from psycopg import errors as pg

from drifttools import __version__
from drifttools.catalog.reader import Extent
from drifttools.config import Target
from drifttools.errors import (
    ApplyError,
    ApplyPartlyDone,
    BusyError,
    ConnectionFailed,
    DriftToolsError,
    StalePlanError,
    UsageError,
)
from drifttools.model.plan import Plan, Probe, Reversal, Step
from drifttools.model.snapshot import Snapshot
from drifttools.redact import redactor
from drifttools.repair import journal as journals
from drifttools.repair.faults import fault
from drifttools.repair.fingerprint import focus_fingerprint
from drifttools.repair.journal import Journal, Recorded, recorded
from drifttools.repair.locking import advisory_key, blockers, holder, lingering, lock_statements, relations
from drifttools.repair.outcome import Outcome, Progress, Retries, rollback_command, status_command
from drifttools.repair.preflight import check_journal, check_ownership, check_place
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


class Session(Protocol):  # documented where it is implemented, in executor.py
    """A connection, as the executor gives it."""

    pid: int

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def ask(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]: ...  # noqa: D102
    def run(self, statement: str, parameters: Any = None) -> None: ...  # noqa: D102
    def read(self, extent: Extent) -> Snapshot: ...  # noqa: D102
    def limit(self, lock_ms: int, statement_ms: int) -> None: ...  # noqa: D102
    def commit(self) -> None: ...  # noqa: D102
    def rollback(self) -> None: ...  # noqa: D102
    def savepoint(self) -> AbstractContextManager[None]: ...  # noqa: D102
    def each_alone(self) -> AbstractContextManager[None]: ...  # noqa: D102
    @property
    def lost(self) -> bool: ...  # noqa: D102


Connect = Callable[[Target, str], Session]


def application_of(plan: Plan) -> str:
    """What `pg_stat_activity` shows of the session that works on a plan."""
    return f"drifttools/{__version__} {plan.id}"


def recorded_of(session: Session, plan: Plan) -> Recorded:
    """What the database's journal says of the plan; ends the transaction."""
    found = Recorded()
    if session.ask(_HAS_JOURNAL)[0][0]:
        found = recorded(session.ask(journals.SELECT, [plan.digest]))
    session.rollback()
    return found


def fate_of(session: Session, xid: str) -> str:
    """`committed`, `aborted`, `in progress`, or `forgotten` where the server knows it no longer; ends the transaction."""
    try:
        fate = session.ask(_XID_STATUS, [xid])[0][0]
    except psycopg.Error:
        fate = None
    session.rollback()
    return str(fate or "forgotten")


class _StepFailed(Exception):
    """A check of a step did not hold."""


class Run:
    """One apply or way back: two connections, the journal, and what has been done so far."""

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

    # ------------------------------------------------------------------------------------ beginning and end

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _open(self) -> None:
        self.journal = Journal(self.folder, run=self._run_id, plan=self.plan.id)
        self._stack.callback(self.journal.close)
        self.journal.write("begin", command=self._again, digest=self.plan.digest, target=self.target.name)
        application = application_of(self.plan)
        try:
            self._guard = self._stack.enter_context(self._connect(self.target, f"{application} lock"))
            # idle in a transaction, it would hold vacuum and CREATE INDEX CONCURRENTLY back
            self._stack.enter_context(self._guard.each_alone())
            facts = check_place(self._guard.ask, self.plan)
            self._work = self._stack.enter_context(self._connect(self.target, application))
            self._take_the_database()
            self.journal.write("connected", **facts, application=application, working_pid=self._work.pid)
        except DriftToolsError as refused:
            self.journal.write("refused", why=refused.what)
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is not None:
                self._work.rollback()
                self._note_the_end(error)
        finally:
            self._stack.close()

    def _note_the_end(self, error: BaseException) -> None:
        event = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
        with contextlib.suppress(DriftToolsError):  # the first error is the one to tell
            what = error.what if isinstance(error, DriftToolsError) else str(error) or type(error).__name__
            self.journal.write(event, step=self._step, why=what, committed=[*self.done])

    def _take_the_database(self) -> None:
        """Take the advisory lock, and see that it means something.

        Raises:
            BusyError: Somebody else has it, or an earlier run of the plan still works.
            ConnectionFailed: A pooler shares server sessions between clients, where the lock means nothing.
        """
        key = advisory_key(self.plan.database)
        deadline = time.monotonic() + _BUSY_WAIT_S
        while not (answer := self._guard.ask(_TRY_LOCK, [key])[0])[0]:
            # polled, never waited for: a blocked waiter holds a snapshot, which CREATE INDEX CONCURRENTLY waits for
            if time.monotonic() > deadline:
                raise BusyError(
                    f"another drifttools works on {self.target.name}: {holder(self._guard.ask, key)}; nothing was changed",
                    hint=f"wait for it to end, then: {self._again}",
                )
            time.sleep(0.1)
        for _ in range(2):
            again, working = self._work.ask(_TRY_LOCK, [key])[0]
            self._work.rollback()
            if again or working == answer[1]:
                self._work.ask(_UNLOCK, [key])
                raise ConnectionFailed(
                    f"{self.target.name} is reached through a pooler that shares sessions: no lock would hold",
                    hint="give the address of the server itself",
                )
        deadline = time.monotonic() + _LINGER_WAIT_S
        while alive := lingering(self._guard.ask, application_of(self.plan), (self._work.pid,)):
            if time.monotonic() > deadline:
                raise BusyError(
                    f"process {alive[0]} of an earlier run of {self.plan.id} still works on {self.target.name}",
                    hint=f"wait for it, or end it with pg_terminate_backend({alive[0]}); then: {self._again}",
                )
            time.sleep(0.1)

    def _tell(self, event: str, message: str, step: str = "") -> None:
        self._progress(Progress(event, step, *self._at, message))

    # ------------------------------------------------------------------------------------ apply and way back

    def apply(self) -> Outcome:
        """Do what is left."""
        known = recorded_of(self._work, self.plan)
        if known.complete or not self.plan.steps:
            return self._nothing_left(known)
        self._committed_before = known.done
        self._state = (known.state if known.done else "") or self.plan.fingerprint
        left = [step for step in self.plan.steps if step.id not in known.done]
        check_ownership(self._work.ask, left)
        table, schema = check_journal(self._work.ask, self.plan.database)
        self._work.rollback()
        left = self._settle_open(left, known)
        self._refuse_stale()
        self._make_journal(table=table, schema=schema)
        for step in self.plan.steps:
            if step.id in known.done:
                self._tell("skipped", "done already", step.id)
        self._run_groups(left, "done", last="applied")
        return self._outcome(f"every step of {self.plan.id} is done", skipped=known.done)

    def rollback(self) -> Outcome:
        """Take back what is done."""
        self._undoing = True
        known = recorded_of(self._work, self.plan)
        done = [step for step in self.plan.steps if step.id in known.done]
        if not done:
            return self._outcome(f"nothing of {self.plan.id} is recorded as done: nothing was taken back")
        lacking = [step.id for step in done if not step.inverse or step.reversal is Reversal.NONE]
        if lacking:
            raise UsageError(
                f"there is no way back for {', '.join(lacking)} of {self.plan.id}; nothing was changed",
                hint="restore what is needed from a backup, then make a new plan",
            )
        self._committed_before = tuple(step.id for step in done)
        self._state = known.state
        back = [_inverted(step) for step in reversed(done)]
        check_ownership(self._work.ask, back)
        check_journal(self._work.ask, self.plan.database)
        self._work.rollback()
        self._refuse_stale()
        self._run_groups(self._settle_open(back, known), "undone", last="rolled back")
        if self._state != self.plan.fingerprint:
            self.warnings.append("the touched objects are not in every detail as they were: see `drift diff`")
        return self._outcome(f"every step of {self.plan.id} that was done was taken back")

    def _nothing_left(self, known: Recorded) -> Outcome:
        message = f"{self.plan.id} has no steps"
        if self.plan.steps:
            message = f"{self.plan.id} was applied already ({known.at}): nothing was left to do"
            if self._fingerprint() != known.state:
                self.warnings.append("its objects have changed since then: `drift audit` says how they stand")
        return self._outcome(message, skipped=known.done)

    def _outcome(self, message: str, skipped: Sequence[str] = ()) -> Outcome:
        with self._after_the_fact():
            self.journal.write("end", done=self.done, message=message)
        return Outcome(
            plan=self.plan.id,
            action="rollback" if self._undoing else "apply",
            changed=bool(self.done),
            message=message,
            done=tuple(self.done),
            skipped=tuple(skipped),
            xids=tuple(self.xids),
            journal_head=self.journal.head,
            duration_ms=self.journal.elapsed_ms,
            warnings=tuple(self.warnings),
        )

    @contextlib.contextmanager
    def _after_the_fact(self) -> Iterator[None]:
        # What is committed is committed: a full disk must not report it as failed. The database's rows are the proof.
        try:
            yield
        except ApplyError as problem:
            self.warnings.append(problem.what)

    # ------------------------------------------------------------------------------------ the state of the objects

    def _fingerprint(self) -> str:
        """Of the plan's focus as it is now, uncommitted changes of our own included."""
        self._work.limit(_CHECK_LOCK_MS, _CHECK_MS)
        return focus_fingerprint(self._work.read(Extent(focus=self.plan.focus)))

    def _refuse_stale(self) -> None:
        """An early look, before even the journal's table is made; the one that counts is taken under the locks."""
        try:
            found = self._fingerprint()
        except pg.LockNotAvailable:
            return
        finally:
            self._work.rollback()
        self._demand_state(found)

    def _demand_state(self, found: str) -> None:
        if found != self._state:
            after = f" (after {', '.join(self._committed_before)})" if self._committed_before else ""
            raise StalePlanError(
                f"the objects of {self.plan.id} are no longer what it was made for{after}; nothing was changed",
                hint="somebody changed them meanwhile: look with drift audit, then make a new plan",
            )

    def _settle_open(self, left: list[Step], known: Recorded) -> list[Step]:
        """Find out what became of a step outside a transaction that was begun and never ended."""
        for step in [step for step in left if step.id in known.open]:
            now = self._quietly(self._fingerprint)
            if now == self._state:
                continue  # it never began to change anything
            if step.postconditions and self._quietly(functools.partial(self._holds, step.postconditions)):
                self._record(step, "applied" if step is self.plan.steps[-1] else "committed")
                left = [other for other in left if other is not step]
                self._tell("skipped", "done already, by its postconditions", step.id)
                continue
            self._clean_up(step)
            if self._quietly(self._fingerprint) != self._state:
                raise self._partly(step, "it was interrupted half-way, and its inverse did not bring back what was there")
        return left

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
                raise _StepFailed(f"{when} {step.id}: {probe.name}: expected {probe.expected!r}, found {found!r}")

    # ------------------------------------------------------------------------------------ groups of steps

    def _make_journal(self, *, table: bool, schema: bool) -> None:
        try:
            if not schema:
                self._work.run(journals.CREATE_SCHEMA)
            if not table:
                self._work.run(journals.CREATE_TABLE)
                self._work.run(journals.COMMENT)
            self._work.commit()
        except psycopg.Error as problem:
            self._work.rollback()
            raise ApplyError(
                f"the table drifttools.journal could not be made: {_said(problem)}; nothing was changed",
                hint="CREATE SCHEMA drifttools AUTHORIZATION the role that applies",
            ) from problem

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
                        f"{_what(problem)} at {self._step or group[0].id}, {number} times in {spent:.1f} s; held by {who}",
                        hint=f"end that transaction or choose a quieter hour, then: {self._again}",
                    ) from problem
                self.journal.write("retry", step=self._step, why=_what(problem), blockers=who, pause_s=round(pause, 2))
                self._tell("waiting", f"{_what(problem)}; held by {who}; trying again in {pause:.1f} s", self._step)
                time.sleep(pause)
            except (_StepFailed, psycopg.Error) as problem:
                self._work.rollback()
                raise self._failure(
                    f"{self._step or group[0].id} failed: {_said(problem)}",
                    hint=f"mend what the message names, then make a new plan or go on with: {self._again}",
                ) from problem
            else:
                return

    def _blockers(self, group: Sequence[Step]) -> str:
        names = [relation for step in group for relation in step.locked]
        with contextlib.suppress(psycopg.Error):
            oids = [relation.oid for relation in relations(self._guard.ask, names)]
            return blockers(self._guard.ask, oids, (self._guard.pid, self._work.pid))
        return "a session that could not be asked for"

    def _failure(self, what: str, hint: str) -> DriftToolsError:
        committed = (*self._committed_before, *self.done) if not self._undoing else tuple(self.done)
        if not committed:
            return ApplyError(f"{what}. Everything was rolled back: the database is as it was", hint=hint)
        back = "" if self._undoing else f" -- or take back what is done: {rollback_command(self.plan, self.folder)}"
        verb = "taken back" if self._undoing else "done"
        return ApplyPartlyDone(f"{what}. {', '.join(committed)} of {self.plan.id} stay {verb}", hint=f"{self._again}{back}")

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
        except (_StepFailed, psycopg.Error) as problem:
            self._work.rollback()
            if self._quietly(self._fingerprint) != self._state:
                self._clean_up(step)
            if self._quietly(self._fingerprint) != self._state:
                raise self._partly(step, f"it failed half-way: {_said(problem)}") from problem
            self._row("failed", step=step.id)
            self._work.commit()
            raise
        fault(f"{step.id}:after")
        self._record(step, closing, event)
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
            raise _StepFailed("the touched objects were changed by somebody else since the step before")
        self._demand_state(found)

    def _clean_up(self, step: Step) -> None:
        """Take back what a step that failed has left behind, such as an INVALID index. Only if something changed."""
        self.journal.write("clean up", step=step.id, statements=list(step.inverse))
        for statement in step.inverse:
            with contextlib.suppress(psycopg.Error), self._work.each_alone():
                self._work.run(statement)

    def _partly(self, step: Step, why: str) -> ApplyPartlyDone:
        return ApplyPartlyDone(
            f"{step.id} ({step.title}): {why}",
            hint=f"look at it with drift audit, mend it by hand, then make a new plan; {status_command(self.folder)}",
        )

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


def _inverted(step: Step) -> Step:
    """The way back of a step, as a step."""
    return replace(
        step,
        title=f"take back: {step.title}",
        statements=step.inverse,
        inverse=step.statements,
        preconditions=(),
        postconditions=(),
    )


def _what(problem: psycopg.Error) -> str:
    return "deadlock" if isinstance(problem, pg.DeadlockDetected) else "lock timeout"


def _said(problem: Exception) -> str:
    """What went wrong in one line: the server's words and SQLSTATE, without DETAIL, which may quote a row."""
    if isinstance(problem, psycopg.Error) and problem.sqlstate:
        said = problem.diag.message_primary or str(problem).partition("\n")[0]
        return redactor.clean(f"{said} (SQLSTATE {problem.sqlstate})")
    return redactor.clean(" ".join(str(problem).split()))
