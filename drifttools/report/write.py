"""Write the report of an incident: Markdown, HTML and JSON from one set of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drifttools.document import Document, Shown, to_html_page, to_markdown
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import Status
from drifttools.report.case import load_case
from drifttools.report.facts import document_of, facts_of, json_text

MARKDOWN = "report.md"
HTML = "report.html"
JSON = "report.json"


@dataclass(frozen=True, slots=True)
class Report(Shown):
    """A report that was written.

    Args:
        paths: `markdown`, `html` and `json` to the files.
        status: Of the incident, as the report says it.
        facts: What report.json holds.
    """

    paths: Mapping[str, Path]
    status: Status
    facts: Mapping[str, Any] = field(repr=False)

    def document(self) -> Document:
        """The whole report."""
        return document_of(self.facts)


def write_report(folder: IncidentFolder) -> Report:
    """Write `report.md`, `report.html` and `report.json` into the folder.

    The same folder gives the same bytes: the report is as of the last time that the folder knows.

    Args:
        folder: The incident, at any stage: what has not happened is said as such.

    Raises:
        IncidentError: `incident.json` is missing or damaged, or the folder cannot be written.
    """
    case = load_case(folder)
    facts = facts_of(case)
    document = document_of(facts)
    # JSON last: where it is, the other two are of the same state
    paths = {
        "markdown": folder.write_text(MARKDOWN, to_markdown(document)),
        "html": folder.write_text(HTML, to_html_page(document)),
        "json": folder.write_text(JSON, json_text(facts)),
    }
    return Report(paths, case.incident.status, facts)
