"""One apply or way back of a plan on a SQLite file, from its first look at the file to what came of it.

SQLite rolls back DDL, and a killed process leaves a journal that the next one rolls back: a plan is one transaction, done
whole or not at all. Foreign keys are switched off before BEGIN IMMEDIATE, because that setting does nothing inside a
transaction. The write lock comes first, and the backup is made under it by a second connection, which may still read: it
is exactly the state that the plan begins with.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from drifttools.config import Target
from drifttools.errors import ApplyError, DriftToolsError, StalePlanError, UsageError
from drifttools.model.plan import Plan, Probe, Reversal, Step
from drifttools.redact import redactor
from drifttools.repair.faults import fault
from drifttools.repair.journal import Journal, Recorded
from drifttools.repair.outcome import Outcome, Progress, Retries
from drifttools.repair.sqlite import backup, journal
from drifttools.repair.sqlite.aside import kept_of, rows_of
from drifttools.repair.sqlite.checks import Health, health, worse
from drifttools.repair.sqlite.file import (
    Identity,
    identity,
    is_of_the_disk,
    look_at,
    meaning,
    path_of,
    refuse_read_only,
    refuse_without_room,
)
from drifttools.repair.sqlite.schema import ROWS, Schema
from drifttools.repair.sqlite.session import WAIT_S, File, asking
from drifttools.sql.compose import Sql, compose

Report = Callable[[Progress], None]


class StepFailed(Exception):
    """A check did not hold."""


def recorded_in(file: File, plan: Plan) -> Recorded:
    """What the file's own journal has of a plan."""
    if not file.ask(journal.HAS)[0][0]:
        return Recorded()
    return journal.recorded(file.ask(journal.SELECT, [plan.digest]))


class Run:
    """One apply or way back."""

    journal: Journal

    def __init__(
        self, plan: Plan, target: Target, folder: Path, again: str, progress: Report | None, retries: Retries | None
    ) -> None:
        if not plan.fingerprint:
            raise UsageError(f"{plan.id} does not say for which state it was made", hint="make it again: drift plan")
        self.plan, self.folder = plan, folder
        self.path = path_of(target)
        self._again, self._target = again, target
        self._progress = progress or (lambda _: None)
        self._wait_s = min(WAIT_S, retries.total_s) if retries else WAIT_S
        self._stack = contextlib.ExitStack()
        self._run_id = secrets.token_hex(4)
        self._step = ""
        self._at = (0, 0)
        self._undoing = False
        self._kept: Path | None = None
        self._restored: frozenset[str] = frozenset()
        self.done: list[str] = []
        self.warnings: list[str] = []

    # ------------------------------------------------------------------------------------ beginning and end

    def __enter__(self) -> Self:
        self.journal = Journal(self.folder, run=self._run_id, plan=self.plan.id)
        self._stack.callback(self.journal.close)
        try:
            self.journal.write("begin", command=self._again, digest=self.plan.digest, target=self._target.name)
            self._identity = look_at(self.path)
            self._refuse_another_file()
            refuse_read_only(self.path)
            self._file = self._stack.enter_context(self._open())
        except DriftToolsError as refused:
            with contextlib.suppress(DriftToolsError):
                self.journal.write("refused", why=refused.what)
            self._stack.close()
            raise
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._file.run("rollback")
                self._drop_backup(error)
                event = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
                what = error.what if isinstance(error, DriftToolsError) else str(error) or type(error).__name__
                with contextlib.suppress(DriftToolsError):  # the first error is the one to tell
                    self.journal.write(event, step=self._step, why=what, committed=[*self.done])
        finally:
            self._stack.close()

    def _drop_backup(self, error: BaseException) -> None:
        """Remove what nobody needs: the database is as it was. Where the disk failed, or COMMIT was through, it stays."""
        if self._kept is None or self.done or is_of_the_disk(error.__cause__):
            return
        with contextlib.suppress(OSError, DriftToolsError):
            self._kept.unlink(missing_ok=True)
            self.journal.write("backup removed", file=str(self._kept), why="everything was rolled back")

    def _refuse_another_file(self) -> None:
        found, wanted = os.path.realpath(self.path), self.plan.system_identifier
        if wanted and found != wanted:
            raise UsageError(
                f"{self.plan.id} was made for {wanted}, and {self._target.name} is {found}",
                hint="make a plan for this file: drift plan",
            )

    def _open(self) -> File:
        """Open the file and take its write lock."""
        with self._meaning():
            file = File(self.path, "rw", self._wait_s)
            try:
                # both do nothing inside a transaction, or too late
                file.run("pragma foreign_keys = off")
                file.run("pragma synchronous = full")
                file.run("begin immediate")
                self._demand_same(self._identity)
                facts = file.ask("select sqlite_version()")[0][0]
                mode = file.ask("pragma journal_mode")[0][0]
            except BaseException:
                file.__exit__(None, None, None)
                raise
        self.journal.write("connected", server=f"SQLite {facts}", journal_mode=mode)
        return file

    def _demand_same(self, wanted: Identity) -> None:
        if identity(self.path) != wanted:
            raise StalePlanError(
                f"{self.path} was replaced by another file meanwhile; nothing was changed",
                hint="somebody put another file in its place: audit it again, then make a new plan",
            )

    @contextlib.contextmanager
    def _meaning(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            raise meaning(problem, self.path, self._again, at=self._step, kept=self._kept) from problem
        except StepFailed as problem:
            raise ApplyError(
                f"{problem}. Everything was rolled back: the database is as it was",
                hint=f"mend what the message names, then make a new plan or: {self._again}",
            ) from problem

    # ------------------------------------------------------------------------------------ apply and way back

    def apply(self) -> Outcome:
        """Do all of the plan."""
        with self._meaning():
            known = recorded_in(self._file, self.plan)
            if known.complete or not self.plan.steps:
                return self._nothing_left(known)
            self._demand_state(self.plan.fingerprint)
            self._carry_out(self.plan.steps, "done", "applied")
        return self._outcome(f"every step of {self.plan.id} is done")

    def rollback(self) -> Outcome:
        """Take back what is done."""
        self._undoing = True
        with self._meaning():
            known = recorded_in(self._file, self.plan)
            done = [step for step in self.plan.steps if step.id in known.done]
            if not done:
                return self._outcome(f"nothing of {self.plan.id} is recorded as done: nothing was taken back")
            lacking = [step.id for step in done if not step.inverse or step.reversal is Reversal.NONE]
            if lacking:
                raise UsageError(
                    f"there is no way back for {', '.join(lacking)} of {self.plan.id}; nothing was changed",
                    hint=f"its backup is in {self.folder}: docs/sqlite.md says how to restore it",
                )
            self._demand_state(known.state)
            # wrong rows that were put right are wrong again
            self._restored = frozenset({*kept_of(done), *(step.key[1] for step in done if step.kind == "rows")})
            self._carry_out([inverted(step) for step in reversed(done)], "undone", "rolled back")
            self._say_what_is_not_as_it_was()
        return self._outcome(f"every step of {self.plan.id} that was done was taken back")

    def _first_backup(self) -> Path | None:
        """The backup of the state that the plan began with, where it is still there."""
        kept = [Path(row[0]) for row in self._file.ask(journal.BACKUP, [self.plan.digest])]
        return kept[-1] if kept and kept[-1].is_file() else None

    def _say_what_is_not_as_it_was(self) -> None:
        """Compare with the backup: the text of a table that was written anew means the same, and is spelt otherwise."""
        kept = self._first_backup()
        if kept is None:
            return
        with File(kept, "ro") as before:
            wanted = Schema.of_rows(before.ask(ROWS)).meaning(self.plan.focus)
        if Schema.of_rows(self._file.ask(ROWS)).meaning(self.plan.focus) != wanted:
            self.warnings.append("the touched objects are not in every detail as they were: see `drift diff`")

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
            journal_head=self.journal.head,
            duration_ms=self.journal.elapsed_ms,
            warnings=tuple(self.warnings),
        )

    # ------------------------------------------------------------------------------------ the one transaction

    def _carry_out(self, steps: Sequence[Step], event: str, closing: str) -> None:
        """Backup, steps, checks, rows and COMMIT; the write lock is held from before until after."""
        before = self._healthy()
        if self._undoing and (first := self._first_backup()) is not None:
            with File(first, "ro") as earlier:
                before |= health(earlier.ask, earlier.broken)
        kept = self._back_up(rebuilds=any(step.rewrites for step in steps))
        self._file.run(journal.CREATE)
        for number, step in enumerate(steps, start=1):
            self._at = (number, len(steps))
            self._one(step, event)
        self._step = ""
        self._tell("checking", "checking rows, references, views and the whole file")
        problem = worse(before, health(self._file.ask, self._file.broken), self._restored)
        if problem:
            raise StepFailed(f"before COMMIT: {problem}")
        self._demand_same(self._identity)
        self._row(closing, state=self._fingerprint(), detail=str(kept))
        self._commit([step.id for step in steps])
        self.warnings.append(f"the state before is in {kept}; to restore it: {backup.restore_command(kept, self.path)}")
        if left := backup.left_over(self.folder, self.plan.id, [kept.name, *self._recorded_backups()]):
            self.warnings.append(f"runs that were interrupted left backups that nobody needs: {', '.join(left)}")

    def _recorded_backups(self) -> list[str]:
        return [Path(row[0]).name for row in self._file.ask(journal.BACKUPS, [self.plan.digest])]

    def _one(self, step: Step, event: str) -> None:
        self._step = step.id
        self._tell("started", step.title, step.id)
        self.journal.write("intent", step=step.id, title=step.title, statements=list(step.statements))
        fault(f"{step.id}:before")
        self._demand(step, step.preconditions, "before")
        before, after = rows_of(step, step.statements)
        had = self._number(before) if step.rewrites else 0
        for number, statement in enumerate(step.statements, start=1):
            self._file.run(statement)
            fault(f"{step.id}:statement {number}")
        # counted here: a later step may rename the table
        if step.rewrites and (has := self._number(after)) != had:
            raise StepFailed(f"after {step.id}: {step.key[-1]} had {had:,} rows and would have {has:,}")
        self._demand(step, step.postconditions, "after")
        self._row(event, step=step.id, detail=step.title)
        self.journal.write("outcome", step=step.id, result="done, not yet committed")
        fault(f"{step.id}:after")
        self._tell("done", step.title, step.id)

    def _number(self, expression: Sql) -> int:
        return int(self._file.ask(str(compose("select {}", expression)))[0][0])

    def _back_up(self, *, rebuilds: bool) -> Path:
        size = int(self._file.ask("select page_count * page_size from pragma_page_count, pragma_page_size")[0][0])
        refuse_without_room(self.folder, self.path, size, rebuilds=rebuilds)
        kept = backup.named(self.folder, self.plan.id, self._run_id)
        written = kept.with_suffix(".sqlite.part")
        self._tell("backup", f"writing a backup: {kept}")
        self.journal.write("backup", file=str(kept))
        fault("backup:before")
        try:
            # a reader beside the writer sees what is committed, and nobody else can write now
            # Not `ro`: there VACUUM INTO refuses a table with a computed column and a CHECK ("has 3 columns but 4 values")
            with File(self.path, "rw", self._wait_s) as reader:
                reader.run(backup.WRITE, [str(written)])
                fault("backup:written")
                backup.keep(written, kept, reader.ask, asking)
        except (sqlite3.Error, OSError, DriftToolsError) as problem:
            written.unlink(missing_ok=True)
            if isinstance(problem, DriftToolsError):
                raise
            raise ApplyError(
                f"the backup {kept} could not be written: {redactor.clean(str(problem))}; nothing was changed",
                hint=f"make room in {self.folder}, then: {self._again}",
            ) from problem
        self._kept = kept
        fault("backup:after")
        return kept

    def _healthy(self) -> Health:
        found = health(self._file.ask, self._file.broken)
        if found.damage:
            raise ApplyError(
                f"{self.path} is damaged, and no repair of its schema can be safe: {found.damage[0]}; nothing was changed",
                hint=f"restore it from a backup, or save what can be read: sqlite3 {shlex.quote(str(self.path))} .recover",
            )
        return found

    def _commit(self, steps: list[str]) -> None:
        self.journal.write("commit", steps=steps)
        fault("commit:before")
        self._file.run("commit")
        fault("commit:after")
        self.done += steps
        with self._after_the_fact():
            self.journal.write("committed", steps=steps)
        self._tell("committed", "the transaction is committed")

    # ------------------------------------------------------------------------------------ looking and telling

    def _tell(self, event: str, message: str, step: str = "") -> None:
        self._progress(Progress(event, step, *self._at, message))

    @contextlib.contextmanager
    def _after_the_fact(self) -> Iterator[None]:
        # what is committed is committed: a full disk must not report it as failed
        try:
            yield
        except ApplyError as problem:
            self.warnings.append(problem.what)

    def _fingerprint(self) -> str:
        return Schema.of_rows(self._file.ask(ROWS)).fingerprint(self.plan.focus)

    def _demand_state(self, wanted: str) -> None:
        if self._fingerprint() != wanted:
            raise StalePlanError(
                f"the objects of {self.plan.id} are no longer what it was made for; nothing was changed",
                hint="somebody changed them meanwhile: look with drift audit, then make a new plan",
            )

    def _demand(self, step: Step, probes: Sequence[Probe], when: str) -> None:
        for probe in probes:
            found = str(self._file.ask(probe.sql)[0][0])
            if found != probe.expected:
                raise StepFailed(f"{when} {step.id}: {probe.name}: expected {probe.expected!r}, found {found!r}")

    def _row(self, event: str, *, step: str = "", state: str = "", detail: str = "") -> None:
        values = (self._run_id, self.plan.id, self.plan.digest, event, step, state, redactor.clean(detail))
        self._file.run(journal.INSERT, [*values, self.journal.head])


def inverted(step: Step) -> Step:
    """The way back of a step, as a step."""
    return replace(
        step,
        title=f"take back: {step.title}",
        statements=step.inverse,
        inverse=step.statements,
        preconditions=(),
        postconditions=(),
    )
