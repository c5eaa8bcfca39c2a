"""One page over all incidents below a folder, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drifttools.document import Badge, Cell, Document, Link, badge, document, name, para, table, to_html_page, to_markdown
from drifttools.document.blocks import is_relative
from drifttools.errors import IncidentError
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import Incident
from drifttools.report.groups import SEVERITY_BADGE
from drifttools.report.sections.header import STATUS_BADGE
from drifttools.report.words import counted, in_utc, moment
from drifttools.report.write import HTML, JSON, MARKDOWN

INDEX_MARKDOWN = "index.md"
INDEX_HTML = "index.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident. `severity` and `data_lost` come from its report, and are empty where it has none."""

    folder: str
    incident: Incident
    severity: str = ""
    data_lost: str = ""
    findings: int | None = None
    reported: bool = False


def write_index(root: Path) -> Mapping[str, Path]:
    """Write `index.md` and `index.html` below `root`, which links to the reports beside it.

    Raises:
        IncidentError: They cannot be written.
    """
    folder = IncidentFolder(root)  # only for its way of writing: whole or not at all, and without secrets
    entries = sorted(_entries(root), key=lambda entry: (in_utc(entry.incident.opened_at), entry.folder), reverse=True)
    damaged = [one for one in IncidentFolder.names(root) if one not in {entry.folder for entry in entries}]
    return {
        "markdown": folder.write_text(INDEX_MARKDOWN, to_markdown(_page(entries, damaged, MARKDOWN))),
        "html": folder.write_text(INDEX_HTML, to_html_page(_page(entries, damaged, HTML))),
    }


def _entries(root: Path) -> Iterator[Entry]:
    for found in IncidentFolder.names(root):
        folder = IncidentFolder(root / found)
        try:
            incident = folder.incident
        except IncidentError:
            continue  # named on the page as one that could not be read
        yield _entry(folder, incident)


def _entry(folder: IncidentFolder, incident: Incident) -> Entry:
    try:
        facts: Any = json.loads((folder.path / JSON).read_text(encoding="utf-8"))
        header, findings = facts["header"], facts["findings"]
        severity, lost = str(header["severity"]), str(header["data_lost"])
        return Entry(folder.path.name, incident, severity, lost, len(findings["lines"]), reported=True)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Entry(folder.path.name, incident)


def _page(entries: list[Entry], damaged: list[str], report: str) -> Document:
    header = ("Opened (UTC)", "Incident", "Database", "Status", "Severity", "Findings", "Data lost")
    rows: list[tuple[Cell, ...]] = [_row(entry, report) for entry in entries]
    lost = para("Could not be read: ", ", ".join(damaged), ".") if damaged else None
    listing = table("", header, rows) if rows else para("There is no incident yet.")
    return document("Incidents", para(counted(len(entries), "incident"), ", newest first."), listing, lost)


def _row(entry: Entry, report: str) -> tuple[Cell, ...]:
    incident = entry.incident
    target = f"{entry.folder}/{report}"
    linked = entry.reported and is_relative(target)
    title = Link(incident.title, target) if linked else f"{incident.title} (no report)"
    status: Badge = badge(STATUS_BADGE.get(incident.status, "info"), incident.status)
    severity = badge(SEVERITY_BADGE.get(entry.severity, "info"), entry.severity) if entry.severity else None
    database = f"{incident.server.database}@{incident.target}" if incident.server else incident.target
    return moment(incident.opened_at), (title,), name(database), status, severity, entry.findings, entry.data_lost or None
