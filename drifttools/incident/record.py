"""What an incident folder holds, file by file. Values only; `folder.py` reads and writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drifttools.model.finding import Finding, Ignored, NotCompared
from drifttools.model.snapshot import Server


class Status(StrEnum):
    """How far the incident has come; the order is the order of stages."""

    OPENED = "opened"
    CLEAN = "clean"
    DETECTED = "detected"
    INCOMPLETE = "could not check"
    PLANNED = "planned"
    REHEARSED = "rehearsed"
    APPLIED = "applied"
    PARTLY_APPLIED = "partly applied"
    ROLLED_BACK = "rolled back"
    VERIFIED = "verified"
    NOT_VERIFIED = "verification failed"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline.

    Args:
        at: UTC.
        what: What happened, for a person.
        source: Where the time comes from: `journal 3`, a query, a file.
    """

    at: datetime
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`incident.json`: the identity of the case and its timeline.

    Args:
        name: The folder's name, `<date>-<slug>`.
        target: The name of the target as `drift.toml` has it (never a DSN).
        expected: The spec of the expected state.
        server: Of the live database at the first audit; None before it.
        events: In the order in which they happened.
        environment: What is needed to repeat it: version of drifttools, Python, platform.
    """

    name: str
    title: str
    target: str
    expected: str
    opened_at: datetime
    status: Status = Status.OPENED
    server: Server | None = None
    events: tuple[Event, ...] = ()
    environment: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One finding in `findings.json`: its fields with the id spelled out, so that other programs need no digest."""

    id: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class FindingsFile:
    """`findings.json`.

    Args:
        expected_fingerprint, actual_fingerprint: Of the two snapshots compared.
        counts: Objects read per kind, on the actual side.
    """

    taken_at: datetime
    expected_fingerprint: str
    actual_fingerprint: str
    counts: dict[str, int]
    findings: tuple[FindingEntry, ...]
    ignored: tuple[Ignored, ...]
    not_compared: tuple[NotCompared, ...]


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows a table held.

    Args:
        table: Dotted, as it was named at that time.
        rows: None where it could not be counted; then `note` says why, else it says `exact` or `estimate`.
        query: What was sent.
    """

    table: str
    rows: int | None
    note: str
    query: str


@dataclass(frozen=True, slots=True)
class Counts:
    """`counts-before.json`, `counts-after.json`: rows of the tables that the incident is about."""

    taken_at: datetime
    tables: tuple[RowCount, ...]


@dataclass(frozen=True, slots=True)
class StepResult:
    """What became of one step, as the journal tells it."""

    step: str
    state: str
    started_at: datetime
    finished_at: datetime
    duration_ms: int
    journal: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """`applied.json`: the outcome of an apply or a rollback.

    Args:
        direction: `forward` or `back`.
        outcome: `applied`, `already applied`, `by migration`, `rolled back`, `failed`, `partly applied`.
        xid: The transaction's id on the server, where there was one.
        lock_time_ms: From the first step's start to the commit: how long locks were held at most.
        journal_head: Hash of the last record of the journal.
        migration: The file of the project's migration that made it, and not an apply of ours: then the times are those at
            which that was seen, and nothing is known of locks. `tool` ran it.
    """

    plan: str
    direction: str
    outcome: str
    started_at: datetime
    finished_at: datetime
    steps: tuple[StepResult, ...]
    xid: str = ""
    lock_time_ms: int = 0
    retries: int = 0
    journal_head: str = ""
    migration: str = ""
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """`written.json`: the plan as a migration, in the project.

    Args:
        tool: The project's.
        files: Where it stands, relative to the root of the project.
    """

    plan: str
    tool: str
    files: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class MetError:
    """An error text that a smoke test met, and what drifttools knows of it.

    Args:
        test: The smoke test's name.
        text: As the server worded it.
        known: A sentence: where the object is, which finding it belongs to; empty where nothing is known.
        finding: The id of that finding.
    """

    test: str
    text: str
    known: str = ""
    finding: str = ""
