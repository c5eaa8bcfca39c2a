"""The incident document, from the folder to Markdown, HTML and JSON, and how audits, plans and verdicts show themselves."""

from __future__ import annotations

from drifttools.report.audit import document_of_causes, document_of_findings, document_of_plan, document_of_verdict
from drifttools.report.index import write_index
from drifttools.report.write import Report, write_report

__all__ = [
    "Report",
    "document_of_causes",
    "document_of_findings",
    "document_of_plan",
    "document_of_verdict",
    "write_index",
    "write_report",
]
