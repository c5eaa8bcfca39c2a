"""One apply or way back, from its first connection to what came of it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

import psycopg
from psycopg import errors as pg

from drifttools.errors import (
    ApplyError,
    DriftToolsError,
    UsageError,
)
from drifttools.model.plan import Reversal, Step
from drifttools.repair import journal as journals
from drifttools.repair.carrier import Carrier, said
from drifttools.repair.guard import take_the_database
from drifttools.repair.hazards import goes_in_portions
from drifttools.repair.journal import Journal, Recorded
from drifttools.repair.outcome import Outcome
from drifttools.repair.preflight import check_journal, check_ownership, check_place
from drifttools.repair.session import application_of, recorded_of
from drifttools.repair.standing import halfway_of


class Run(Carrier):
    """One apply or way back: two connections, the journal, and what has been done so far."""

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
            take_the_database(self._guard, self._work, self.plan, self.target, self._again)
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

    # ------------------------------------------------------------------------------------ apply and way back

    def apply(self) -> Outcome:
        """Do what is left."""
        known = recorded_of(self._work, self.plan)
        halfway = halfway_of(self.plan, known)
        if (known.complete and not halfway) or not self.plan.steps:
            return self._nothing_left(known)
        done = tuple(step for step in known.done if step not in halfway)
        self._committed_before = done
        self._state = (known.state if known.done else "") or self.plan.fingerprint
        left = [step for step in self.plan.steps if step.id not in done]
        check_ownership(self._work.ask, left)
        table, schema = check_journal(self._work.ask, self.plan.database)
        self._work.rollback()
        left = self._settle_open(left, known)
        self._refuse_stale()
        self._make_journal(table=table, schema=schema)
        for step in self.plan.steps:
            if step.id in done:
                self._tell("skipped", "done already", step.id)
        self._run_groups(left, "done", last="applied")
        return self._outcome(f"every step of {self.plan.id} is done", skipped=done)

    def rollback(self) -> Outcome:
        """Take back what is done."""
        self._undoing = True
        known = recorded_of(self._work, self.plan)
        done = [step for step in self.plan.steps if step.id in (*known.done, *halfway_of(self.plan, known))]
        if not done:
            return self._outcome(f"nothing of {self.plan.id} is recorded as done: nothing was taken back")
        lacking = [step.id for step in done if not step.inverse or step.reversal is Reversal.NONE]
        if lacking:
            raise UsageError(
                f"there is no way back for {', '.join(lacking)} of {self.plan.id}; nothing was changed",
                hint="restore what is needed from a backup, then make a new plan",
            )
        self._committed_before = tuple(step.id for step in done)
        self._state = known.state or self.plan.fingerprint
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

    # ------------------------------------------------------------------------------------ the state of the objects

    def _refuse_stale(self) -> None:
        """An early look, before even the journal's table is made; the one that counts is taken under the locks."""
        try:
            found = self._fingerprint()
        except pg.LockNotAvailable:
            return
        finally:
            self._work.rollback()
        self._demand_state(found)

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
            why = "it was interrupted half-way"
            if not goes_in_portions(step):
                self._clean_up(step)
                why += ", and its inverse did not bring back what was there"
            if self._quietly(self._fingerprint) != self._state:
                raise self._failing.half_way(step, why)
        return left

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
                f"the table drifttools.journal could not be made: {said(problem)}; nothing was changed",
                hint="CREATE SCHEMA drifttools AUTHORIZATION the role that applies",
            ) from problem


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
