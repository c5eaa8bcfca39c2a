"""Plan, step and statement: what would be done, what it costs, and how it is undone. No I/O."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from drifttools.model.codec import canonical_json
from drifttools.model.sighting import Advice


class DataLoss(StrEnum):
    """What a step does to rows and values."""

    NONE = "none"
    REVERSIBLE = "reversible"
    IRREVERSIBLE = "irreversible"


class Reversal(StrEnum):
    """How well the inverse of a step brings back what was there."""

    EXACT = "exact"
    NEEDS_BACKUP = "needs backup"
    NONE = "none"


class Lock(StrEnum):
    """Table-level lock modes, weakest first (PostgreSQL manual, section 13.3)."""

    NO_LOCK = "none"
    ACCESS_SHARE = "ACCESS SHARE"
    ROW_SHARE = "ROW SHARE"
    ROW_EXCLUSIVE = "ROW EXCLUSIVE"
    SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE"
    SHARE = "SHARE"
    SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE"
    EXCLUSIVE = "EXCLUSIVE"
    ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"

    @property
    def strength(self) -> int:
        """The position in the order from weakest to strongest."""
        return list(Lock).index(self)


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement as a kind's declaration yields it.

    Args:
        sql: The statement, without a final semicolon.
        hazards: Ids of hazard rules (`drifttools/repair/hazards`): lock, rewrite, scan and data loss come from them.
        locks: Qualified, quoted names of the relations it locks; the first is its target.
    """

    sql: str
    hazards: tuple[str, ...] = ()
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A SELECT with one value, and the text that value must have.

    Args:
        name: What is checked, for a person.
        sql: One SELECT that returns one row with one column.
        expected: The text of the value (`true`, `12`); compared after the server's own cast to text.
    """

    name: str
    sql: str
    expected: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard rule met by a step: its id and what it says of this step."""

    rule: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of a plan: done whole or not at all.

    Args:
        id: `s01`, `s02`, ... in the order of execution.
        title: What it does, for a person.
        kind, key: The object that it is about, as it is named before the step.
        findings: Ids of the findings that it resolves.
        statements: SQL, in order.
        inverse: SQL that undoes it, in order.
        reversal: How exact that is.
        lock: The strongest lock it takes; `locked`: the relations it takes locks on.
        transactional: False where it is committed on its own: PostgreSQL refuses the statement inside a transaction
            block, or it would hold its locks until all the others are done.
        lock_timeout_ms, statement_timeout_ms: Limits for each statement.
        preconditions, postconditions: What must hold before and after.
        carried: What moves along without a statement of its own.
        stays: What a reader may expect to change and does not (docs/faults.md, H1).
        notes: What was found when it was planned: rows that were counted, the way that was chosen and why.
    """

    id: str
    title: str
    kind: str
    key: tuple[str, ...]
    findings: tuple[str, ...]
    statements: tuple[str, ...]
    inverse: tuple[str, ...] = ()
    reversal: Reversal = Reversal.EXACT
    lock: Lock = Lock.NO_LOCK
    locked: tuple[str, ...] = ()
    rewrites: bool = False
    scans: bool = False
    data_loss: DataLoss = DataLoss.NONE
    transactional: bool = True
    hazards: tuple[Hazard, ...] = ()
    lock_timeout_ms: int = 2000
    statement_timeout_ms: int = 60000
    preconditions: tuple[Probe, ...] = ()
    postconditions: tuple[Probe, ...] = ()
    carried: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A finding for which the plan holds no step, and why.

    Args:
        named: What --only, --drop or --way would have to name, where the user can choose otherwise.
        ways: What can be chosen: `only`, `drop`, or the ways for rows that are in the way.
    """

    finding: str
    reason: str
    named: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered steps and the state that they were made for.

    Args:
        target: The name of the target (never a DSN).
        database: The database's name; `system_identifier` of its cluster: a plan is for one database.
        steps: In the order of execution.
        unplanned: Findings left alone, each with the reason.
        focus: (schema, relation) pairs whose catalog rows the plan relies on.
        fingerprint: Digest of exactly those rows when the plan was made.
        afterwards: What is left to do by hand when it is applied: told, and no part of what is confirmed.
    """

    target: str
    database: str
    system_identifier: str
    created_at: datetime
    steps: tuple[Step, ...]
    unplanned: tuple[Unplanned, ...] = ()
    focus: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    maintenance: bool = field(default=False)
    afterwards: tuple[Advice, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the plan would do and the state that it was made for."""
        # a count may be another one tomorrow; what the plan would do is still the same
        steps = tuple(replace(step, notes=()) for step in self.steps)
        content = (self.database, self.system_identifier, steps, self.focus, self.fingerprint)
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()

    @property
    def id(self) -> str:
        """A short name: equal plans have equal names."""
        return f"plan-{self.digest[:10]}"

    @property
    def token(self) -> str:
        """What must be given to `apply`: it changes with every change of the plan."""
        return f"apply-{self.digest[10:18]}"

    @property
    def rollback_token(self) -> str:
        """What must be given to `rollback`: it changes as the other does, and is not that of `apply`."""
        return f"rollback-{self.digest[18:26]}"

    @property
    def open_by_choice(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """(kind, key) of what still differs when the plan is done, because the user chose NOT VALID for it."""
        return frozenset(
            (step.kind, step.key) for step in self.steps if any(note.endswith("=not-valid") for note in step.notes)
        )

    @property
    def transactional(self) -> bool:
        """Whether all steps can run in one transaction."""
        return all(step.transactional for step in self.steps)
