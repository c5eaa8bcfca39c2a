"""What the executor tells: progress while it works, what came of it, and how things stand after a crash. No I/O."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drifttools.document import Document, badge, code, document, facts, note, para
from drifttools.document.shown import Shown
from drifttools.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Progress:
    """One event of an apply or of a way back.

    Args:
        event: `started`, `done`, `skipped`, `waiting` (for a lock, before another attempt) or `committed`.
        step: The step's id; empty where the event is about all of them.
        number, of: Which step of how many.
        message: For a person.
    """

    event: str
    step: str
    number: int
    of: int
    message: str


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and how long to try again after a lock timeout or a deadlock.

    Args:
        attempts: At most so many, the first one included.
        first_s, longest_s: The pause doubles from the one to the other, with jitter.
        total_s: No further attempt once so much time has passed.
    """

    attempts: int = 8
    first_s: float = 0.1
    longest_s: float = 5.0
    total_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome(Shown):
    """What came of an apply or of a way back that did not fail.

    Args:
        action: `apply` or `rollback`.
        changed: False where nothing was left to do.
        done: Ids of the steps that were run now; `skipped`: those that were done already.
        xids: The transactions that were committed.
        journal_head: The hash of the last record of `journal.jsonl`.
        duration_ms: By a monotonic clock.
        warnings: What is worth knowing although all went well.
    """

    plan: str
    action: str
    changed: bool
    message: str
    done: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    xids: tuple[str, ...] = ()
    journal_head: str = ""
    duration_ms: int = 0
    warnings: tuple[str, ...] = ()

    def document(self) -> Document:
        """What was done, and what is worth knowing."""
        word = badge("ok", "changed") if self.changed else badge("info", "nothing was changed")
        rows = [("Steps run now", ", ".join(self.done) or None), ("Done before", ", ".join(self.skipped) or None)]
        rows += [("Transactions", ", ".join(self.xids) or None), ("Time", f"{self.duration_ms} ms")]
        warnings = (note("warning", text) for text in self.warnings)
        return document(f"{self.action.capitalize()} of {self.plan}", para(word, " ", self.message), facts(rows), *warnings)


class Standing(StrEnum):
    """How a plan stands."""

    NOTHING_DONE = "nothing done"
    DONE = "done"
    INTERRUPTED = "interrupted, nothing changed"
    RUNNING = "still running"
    PARTLY = "partly done"
    ROLLED_BACK = "rolled back"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ApplyState(Shown):
    """How a plan stands, after whatever happened.

    Args:
        done: Steps that are committed; `pending`: the others, in order.
        message: One sentence with the evidence.
        next: The command that goes on from here; empty where nothing is left to do.
        journal_torn: Whether the journal's last record was cut off, and was ignored.
        journal_intact: Whether its chain of hashes holds.
    """

    plan: str
    standing: Standing
    message: str
    done: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    next: str = ""
    journal_torn: bool = False
    journal_intact: bool = True

    def document(self) -> Document:
        """How it stands, and the command that goes on."""
        rows = [("Stands", self.standing.value), ("Done", ", ".join(self.done) or None)]
        rows.append(("Not done", ", ".join(self.pending) or None))
        return document(
            f"How {self.plan} stands", para(self.message), facts(rows), code(self.next, "sh") if self.next else None
        )


def rollback_token(plan: Plan) -> str:
    """`Plan.rollback_token`."""
    return plan.rollback_token


def apply_command(plan: Plan, folder: Path) -> str:
    """The command that applies the plan, or goes on with it."""
    return f"drift apply {shlex.quote(str(folder))} --confirm {plan.token}"


def rollback_command(plan: Plan, folder: Path) -> str:
    """The command that takes back what was done."""
    return f"drift rollback {shlex.quote(str(folder))} --confirm {rollback_token(plan)}"


def status_command(folder: Path) -> str:
    """The command that says how things stand."""
    return f"drift apply {shlex.quote(str(folder))} --status"
