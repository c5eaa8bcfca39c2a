"""What was found in code, for a build: annotations of GitHub, and JSON."""

from __future__ import annotations

from drifttools.document.escape import workflow_data, workflow_property
from drifttools.model.code import SEVERITY, Certainty, CodeScan
from drifttools.model.codec import pretty_json
from drifttools.model.finding import Severity
from drifttools.report.words import sentence

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN = 10  # of each level for one step; GitHub drops the others without a word


def github_of_code(scan: CodeScan) -> str:
    """Workflow commands, a line each; the last one of a level says how many more there are."""
    lines: list[str] = []
    for certainty in Certainty:
        command = _COMMAND[SEVERITY[certainty]]
        findings = [one for one in scan.findings if one.certainty is certainty]
        shown = findings if len(findings) <= _SHOWN else findings[: _SHOWN - 1]
        for one in shown:
            title = workflow_property(f"{one.rule}: {one.named}")
            at = f"file={workflow_property(one.file)},line={one.line},col={one.column},title={title}"
            near = f"\nThere is {', '.join(one.near)}." if one.near else ""
            lines.append(f"::{command} {at}::{workflow_data(f'{sentence(one.sentence)} ({one.reason}){near}')}")
        if len(shown) < len(findings):
            lines.append(f"::{command} title=Code::{workflow_data(f'{len(findings) - len(shown)} more of this level')}")
    if scan.unchecked:
        lines.append(
            f"::warning title=Code::{workflow_data(f'{len(scan.unchecked)} parts of the code could not be checked')}"
        )
    return "".join(f"{line}\n" for line in lines)


def json_of_code(scan: CodeScan) -> str:
    """Everything, each finding with its id."""
    findings = [{"finding": one.id, **{name: getattr(one, name) for name in one.__slots__}} for one in scan.findings]
    return pretty_json(
        {
            "against": scan.against,
            "files": scan.files,
            "references": scan.references,
            "findings": findings,
            "unchecked": scan.unchecked,
        }
    ).rstrip("\n")
