"""What every writer for a build needs: the findings, their causes, their places in the repository, what fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Change, Finding, Findings, Severity
from drifttools.report.words import sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the project that a finding is about.

    Args:
        file: Relative to the checkout, with forward slashes.
        line: From 1 on.
        why: What stands there: `created by users.0001_initial`, `declared as User`.
    """

    file: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Gate:
    """An audit beside the severity from which on it fails.

    Args:
        findings: Of the audit, the ignored ones and what was not compared among them.
        causes: Of the audit.
        target: The name of the database.
        expected: The spec.
        fail_on: The least severity that fails.
        places: Per id of a finding where it stands in the project, the best place first.
        fallback: The file that stands for the whole, where a reader insists on one.
        compared: How many objects of each kind were compared.
    """

    findings: Findings
    causes: Sequence[Cause]
    target: str
    expected: str
    fail_on: Severity = Severity.NOTE
    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    fallback: str = "drift.toml"
    compared: Mapping[str, int] = field(default_factory=dict)

    def fails(self, finding: Finding) -> bool:
        """Whether this finding counts as drift."""
        levels = list(Severity)
        return levels.index(finding.severity) <= levels.index(self.fail_on)

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return all(finding.change is not Change.UNKNOWN for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 drift of at least that severity, 3 could not check: what was not seen never passes."""
        if not self.complete:
            return 3
        return 1 if any(self.fails(finding) for finding in self.findings) else 0

    def place(self, finding: Finding) -> Place | None:
        """The best place of a finding."""
        return next(iter(self.places.get(finding.id, ())), None)

    def because(self, finding: Finding) -> str:
        """The cause as a sentence; empty where none is known."""
        for cause in self.causes:
            if finding.id in cause.findings and cause.confidence is not Confidence.UNKNOWN:
                return f"Cause ({cause.confidence}): {sentence(cause.sentence)}"
        return ""


def rule_of(finding: Finding) -> str:
    """The id under which findings of one sort are known to other programs: `column.changed`."""
    return f"{finding.kind.replace(' ', '-')}.{finding.change}"


def told(finding: Finding) -> str:
    """A finding as one sentence."""
    what = f"{finding.kind} {finding.label}"
    match finding.change:
        case Change.MISSING:
            return f"{what} is missing."
        case Change.UNEXPECTED:
            return f"{what} is there and not expected."
        case Change.MOVED | Change.RENAMED:
            return f"{what} is found as {'.'.join(filter(None, finding.found_key))}."
        case Change.UNKNOWN:
            return f"{what} could not be checked: {sentence(finding.actual or 'no reason is known')}"
        case Change.CHANGED:
            return f"{what}: {finding.attribute} is {_value(finding.actual)}, expected {_value(finding.expected)}."


def _value(text: str | None) -> str:
    return "nothing" if text is None else text or "empty"
