"""Workflow commands of GitHub: a line each, which the run shows beside the file it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document.escape import workflow_data, workflow_property
from drifttools.model.finding import Change, Finding, Severity
from drifttools.report.gate.base import Gate, told
from drifttools.report.words import counted

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# GitHub shows so many of each level for one step and drops the others without a word
_SHOWN = 10


def github(gate: Gate) -> str:
    """The lines for standard output, each level's own ones together; empty where nothing differs.

    Where a level has more findings than GitHub shows, the last line says how many there are in all.
    """
    lines: list[str] = []
    for severity in Severity:
        of_level = [one for one in gate.findings.roots if _level(one) is severity]
        lines += _lines(gate, severity, of_level)
    return "".join(f"{line}\n" for line in lines)


def _level(finding: Finding) -> Severity:
    # what could not be checked fails the build, whatever it is
    return Severity.ERROR if finding.change is Change.UNKNOWN else finding.severity


def _lines(gate: Gate, severity: Severity, findings: Sequence[Finding]) -> Iterator[str]:
    shown = findings if len(findings) <= _SHOWN else findings[: _SHOWN - 1]
    for finding in shown:
        place = gate.place(finding)
        at = f"file={workflow_property(place.file)},line={place.line}," if place else ""
        title = workflow_property(f"Schema drift in {gate.target}: {finding.kind} {finding.change}")
        text = "\n".join(filter(None, (told(finding), gate.because(finding))))
        yield f"::{_COMMAND[severity]} {at}title={title}::{workflow_data(text)}"
    if len(shown) < len(findings):
        more = counted(len(findings) - len(shown), "further finding")
        title = workflow_property(f"Schema drift in {gate.target}")
        yield f"::{_COMMAND[severity]} title={title}::{workflow_data(f'{more} of this level: see the log or the report')}"
