"""Everything a report needs, loaded from an incident folder. A stage that has not run is None, and said as such."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from drifttools.errors import IncidentError, SnapshotError
from drifttools.incident.folder import INCIDENT, IncidentFolder
from drifttools.incident.record import Applied, Counts, FindingsFile, Incident, MetError
from drifttools.migrations.ledger import Ledger
from drifttools.model.beside import Beside
from drifttools.model.cause import Cause
from drifttools.model.code import CodeScan
from drifttools.model.finding import Change, Finding
from drifttools.model.plan import Plan, Step
from drifttools.model.portability import Portability
from drifttools.model.probed import Probed
from drifttools.model.rls import RlsResults
from drifttools.model.tested import TestRun
from drifttools.model.verdict import State, Verdict
from drifttools.report import shapes
from drifttools.report.journal import JournalView, read_journal
from drifttools.report.shapes import Shape

T = TypeVar("T")

OWN_FILES = frozenset({"report.md", "report.html", "report.json"})
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file or folder of the incident, so that a copy of it can be told from the original.

    Args:
        files: 1 for a file; how many are below it for a folder.
        sha256: Of a file; empty for a folder.
    """

    name: str
    files: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of the incident that is there and could not be read."""

    name: str
    reason: str


_RELATIONS = ("table", "view", "materialized view")


@dataclass(frozen=True)
class Case:
    """The parts of one incident. Each but `incident` may be absent."""

    incident: Incident
    findings: FindingsFile | None = None
    causes: tuple[Cause, ...] | None = None
    plan: Plan | None = None
    rehearsal: Verdict | None = None
    applied: Applied | None = None
    rolled_back: Applied | None = None
    counts_before: Counts | None = None
    counts_after: Counts | None = None
    shapes_before: Mapping[str, Shape] | None = None
    shapes_after: Mapping[str, Shape] | None = None
    probes: tuple[Probed, ...] | None = None
    probes_after: tuple[Probed, ...] | None = None
    rls_before: RlsResults | None = None
    rls_after: RlsResults | None = None
    smoke_before: Verdict | None = None
    met_before: tuple[MetError, ...] | None = None
    met_after: tuple[MetError, ...] | None = None
    met_by_tests: tuple[MetError, ...] | None = None
    tests_before: TestRun | None = None
    tests_after: TestRun | None = None
    ledgers: tuple[Ledger, ...] | None = None
    ledgers_after: tuple[Ledger, ...] | None = None
    verification: Verdict | None = None
    journal: JournalView | None = None
    code: CodeScan | None = None
    code_after: CodeScan | None = None
    contracts: CodeScan | None = None
    contracts_after: CodeScan | None = None
    portability: Portability | None = None
    beside: Beside | None = None
    entries: tuple[FolderEntry, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """Findings by their id."""
        return {entry.id: entry.finding for entry in self.findings.findings} if self.findings else {}

    @cached_property
    def roots(self) -> tuple[tuple[str, Finding], ...]:
        """Findings with their ids, without those that are only a consequence of another."""
        return tuple((ident, finding) for ident, finding in self.by_id.items() if not finding.follows)

    @cached_property
    def named_in_code(self) -> dict[str, str]:
        """What code calls the object of a finding, to its id: its label, and a missing relation also without its schema."""
        found = {finding.label: ident for ident, finding in self.by_id.items()}
        for ident, finding in self.roots:
            if finding.kind in _RELATIONS and finding.change is Change.MISSING:
                found.setdefault(finding.name, ident)
        return found

    @cached_property
    def differing(self) -> tuple[tuple[str, Finding], ...]:
        """Roots that are known to differ: without what could not be checked."""
        return tuple((ident, finding) for ident, finding in self.roots if finding.change is not Change.UNKNOWN)

    @cached_property
    def unknown(self) -> tuple[tuple[str, Finding], ...]:
        """What could not be checked."""
        return tuple((ident, finding) for ident, finding in self.by_id.items() if finding.change is Change.UNKNOWN)

    @cached_property
    def step_of(self) -> dict[str, Step]:
        """Per finding, the step of the plan that resolves it."""
        return {ident: step for step in (self.plan.steps if self.plan else ()) for ident in step.findings}

    @cached_property
    def cause_of(self) -> dict[str, Cause]:
        """Per finding, the first cause that explains it."""
        found: dict[str, Cause] = {}
        for cause in self.causes or ():
            for ident in cause.findings:
                found.setdefault(ident, cause)
        return found

    def mended(self, cause: Cause) -> bool:
        """Whether the verification has looked for a cause beside the findings again, and found it no more."""
        checks = self.verification.checks if self.verification is not None else ()
        own = [check for check in checks if check.group == f"cause {cause.rule}"]
        return bool(own) and all(check.state is State.PASS for check in own)

    def has_file(self, name: str) -> bool:
        """Whether the folder holds a file of this name."""
        return any(entry.name == name for entry in self.entries)


def load_case(folder: IncidentFolder) -> Case:
    """Read the folder.

    A part that is damaged is noted in `unreadable`, and the report says it; the others are still reported.

    Raises:
        IncidentError: `incident.json` is absent or damaged.
    """
    unreadable: list[Unreadable] = []

    def part(name: str, read: Callable[[str], T | None]) -> T | None:
        try:
            return read(name)
        except (IncidentError, SnapshotError) as problem:
            # where the folder stands on this machine is no part of the incident
            unreadable.append(Unreadable(name, problem.what.replace(str(folder.path) + "/", "")))
            return None

    optional = folder.read_optional
    incident = folder.read(Incident, INCIDENT, needs="drift audit")
    return Case(
        incident=incident,
        findings=part("findings.json", lambda name: optional(FindingsFile, name)),
        causes=part("causes.json", lambda name: optional(tuple[Cause, ...], name)),
        plan=part("plan.json", lambda name: optional(Plan, name)),
        rehearsal=part("rehearsal.json", lambda name: optional(Verdict, name)),
        applied=part("applied.json", lambda name: optional(Applied, name)),
        rolled_back=part("rolled_back.json", lambda name: optional(Applied, name)),
        counts_before=part("counts-before.json", lambda name: optional(Counts, name)),
        counts_after=part("counts-after.json", lambda name: optional(Counts, name)),
        shapes_before=part(shapes.BEFORE, lambda name: shapes.shapes_in(folder.path / name)),
        shapes_after=part(shapes.AFTER, lambda name: shapes.shapes_in(folder.path / name)),
        probes=part("probes.json", lambda name: optional(tuple[Probed, ...], name)),
        probes_after=part("probes-after.json", lambda name: optional(tuple[Probed, ...], name)),
        rls_before=part("rls-before.json", lambda name: optional(RlsResults, name)),
        rls_after=part("rls-after.json", lambda name: optional(RlsResults, name)),
        smoke_before=part("smoke-before.json", lambda name: optional(Verdict, name)),
        met_before=part("smoke-before-errors.json", lambda name: optional(tuple[MetError, ...], name)),
        met_after=part("smoke-after-errors.json", lambda name: optional(tuple[MetError, ...], name)),
        met_by_tests=part("tests-errors.json", lambda name: optional(tuple[MetError, ...], name)),
        tests_before=part("tests-before.json", lambda name: optional(TestRun, name)),
        tests_after=part("tests-after.json", lambda name: optional(TestRun, name)),
        verification=part("verification.json", lambda name: optional(Verdict, name)),
        ledgers=part("ledger.json", lambda name: optional(tuple[Ledger, ...], name)),
        ledgers_after=part("ledger-after.json", lambda name: optional(tuple[Ledger, ...], name)),
        journal=read_journal(folder.path),
        code=part("code.json", lambda name: optional(CodeScan, name)),
        code_after=part("code-after.json", lambda name: optional(CodeScan, name)),
        contracts=part("contracts.json", lambda name: optional(CodeScan, name)),
        contracts_after=part("contracts-after.json", lambda name: optional(CodeScan, name)),
        portability=part("portability.json", lambda name: optional(Portability, name)),
        beside=part("beside.json", lambda name: optional(Beside, name)),
        entries=_entries(folder.path),
        unreadable=tuple(unreadable),
    )


def _entries(folder: Path) -> tuple[FolderEntry, ...]:
    """The files of the folder by name; hidden ones (scratch files of an interrupted write) and the report are not of it."""
    found = [path for path in folder.iterdir() if path.name not in OWN_FILES and not path.name.startswith(".")]
    return tuple(_entry(path) for path in sorted(found, key=lambda path: path.name))


def _entry(path: Path) -> FolderEntry:
    if path.is_dir():
        inner = [file for file in path.rglob("*") if file.is_file()]
        return FolderEntry(f"{path.name}/", len(inner), sum(file.stat().st_size for file in inner), "")
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return FolderEntry(path.name, 1, path.stat().st_size, digest.hexdigest())
