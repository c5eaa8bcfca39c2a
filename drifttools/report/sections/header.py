"""1. Header: which incident, which database, how bad, how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from drifttools.document import Block, Cell, Kind, badge, facts, mono, name, note
from drifttools.incident.record import Status
from drifttools.model.finding import Severity
from drifttools.report.case import Case, Unreadable
from drifttools.report.groups import SEVERITY_BADGE
from drifttools.report.rows import data_lost
from drifttools.report.sections.base import Section
from drifttools.report.standing import Disposition, fates, told
from drifttools.report.times import latest
from drifttools.report.words import counted, listed, moment_utc
from drifttools.version import __version__

STATUS_BADGE: dict[str, Kind] = {
    Status.OPENED: "info", Status.CLEAN: "ok", Status.DETECTED: "error", Status.INCOMPLETE: "error",
    Status.PLANNED: "warning", Status.REHEARSED: "warning", Status.APPLIED: "warning", Status.PARTLY_APPLIED: "error",
    Status.ROLLED_BACK: "warning", Status.VERIFIED: "ok", Status.NOT_VERIFIED: "error",
}  # fmt: skip
_RULES = {
    Severity.ERROR: "error-finding: at least one difference breaks code that trusts the models",
    Severity.WARNING: "warning-finding: no difference breaks code for certain, at least one may",
    Severity.NOTE: "note-finding: the differences are only worth knowing",
}
_LOST: dict[str, Kind] = {"no": "ok", "yes": "error", "unknown": "warning"}


@dataclass(frozen=True, slots=True)
class Header:
    """The identity of the case.

    Args:
        severity: Of the worst finding; `none` without findings, `unknown` where nothing could be compared.
        severity_rule: The rule that gave it.
        as_of: The last time in the folder, which is what the report describes.
    """

    incident: str
    title: str
    status: str
    severity: str
    severity_rule: str
    target: str
    database: str
    server: str
    system_identifier: str
    role: str
    expected: str
    opened_at: datetime
    as_of: datetime
    data_lost: str
    data_lost_because: str
    plan: str
    tool: str
    remarks: tuple[str, ...]
    not_checked: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]


def gather(case: Case) -> Header:
    """Header facts."""
    incident, server = case.incident, case.incident.server
    lost = data_lost(case)
    severity, rule = _severity(case)
    return Header(
        incident=incident.name,
        title=incident.title,
        status=incident.status.value,
        severity=severity,
        severity_rule=rule,
        target=incident.target,
        database=server.database if server else "",
        server=f"{_dialect(server.dialect)} {server.version}" if server else "",
        system_identifier=server.system_identifier if server else "",
        role=server.role if server else "",
        expected=incident.expected,
        opened_at=incident.opened_at,
        as_of=latest(case),
        data_lost=lost.answer,
        data_lost_because=lost.because,
        plan=case.plan.id if case.plan else "",
        tool=(incident.environment or {}).get("drifttools", __version__),
        remarks=tuple(_remarks(case)),
        not_checked=tuple(_not_checked(case)),
        unreadable=case.unreadable,
    )


def _dialect(dialect: str) -> str:
    return {"postgresql": "PostgreSQL", "sqlite": "SQLite"}.get(dialect, dialect)


def _severity(case: Case) -> tuple[str, str]:
    if case.findings is None:
        return "unknown", "no-comparison: the two states were not compared"
    if case.unknown and not case.differing:
        return "unknown", "could-not-check: nothing is known to differ, and not all could be read"
    for severity in Severity:
        if any(finding.severity is severity for finding in case.by_id.values()):
            return severity.value, _RULES[severity]
    return "none", "no-finding: the comparison found no difference"


def _remarks(case: Case) -> Iterator[str]:
    """What stands open at the end, in a sentence each."""
    dispositions = [fate.disposition for fate in fates(case).values()]
    for disposition, words in (
        (Disposition.APPLIED, "changed by the repair but not proven by a re-audit"),
        (Disposition.FAILED, "not repaired although a repair was tried"),
        (Disposition.ROLLED_BACK, "open again: the repair was rolled back"),
        (Disposition.LEFT, "left alone for a reason"),
    ):
        number = dispositions.count(disposition)
        if number:
            verb = "is" if number == 1 else "are"
            yield f"{counted(number, 'finding')} {verb} {words}"


def _not_checked(case: Case) -> Iterator[str]:
    if case.findings is None:
        yield "expected and actual state were not compared"
    if not told(case):
        yield "the repair was applied in part, and the folder does not say which steps: see journal.jsonl"
    if case.unknown:
        labels = listed([f"{finding.kind} {finding.label}" for _, finding in case.unknown], 3)
        yield f"{counted(len(case.unknown), 'object')} could not be read: {labels}"
    if case.verification is not None:
        silent = [check.name for check in case.verification.checks if check.state == "NOT RUN"]
        if silent:
            yield f"{counted(len(silent), 'check')} of the verification did not run: {listed(silent, 3)}"


def render(header: Header) -> Iterator[Block]:
    """The facts and what must not be overlooked."""
    rows: list[tuple[str, Cell]] = [
        ("Status", badge(STATUS_BADGE.get(header.status, "info"), header.status)),
        ("Severity", badge(SEVERITY_BADGE.get(header.severity, "warning"), header.severity)),
        ("Data lost", badge(_LOST[header.data_lost], header.data_lost)),
        ("Database", name(f"{header.database}@{header.target}" if header.database else header.target)),
        ("Server", header.server),
        ("Expected state", mono(header.expected)),
        ("Opened", moment_utc(header.opened_at)),
        ("As of", moment_utc(header.as_of)),
        ("Incident", name(header.incident)),
    ]
    yield facts([(label, value) for label, value in rows if value])
    for missed in header.not_checked:
        yield note("error", "Could not check: ", missed, ".")
    for damaged in header.unreadable:
        yield note("error", "Could not read ", mono(damaged.name), f": {damaged.reason}. This report is silent about it.")
    if header.remarks:
        yield note("warning", "; ".join(header.remarks), ".")


SECTION = Section("header", "", Header, gather, render)
