"""Ignore rules: a finding that is known and accepted, with the reason and the day on which it must be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from drifttools.model.finding import Finding, Ignored


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """One `[[ignore]]` of `drift.toml`.

    Args:
        object: A pattern with `*` and `?` for the dotted name of the object.
        reason: Why the difference is accepted.
        until: The last day on which the rule holds.
        kind, attribute: Further conditions; empty for any.
        today: The day of the audit.
    """

    object: str
    reason: str
    until: date
    kind: str = ""
    attribute: str = ""
    today: date = date.min

    def matches(self, finding: Finding) -> bool:
        """Whether the rule is in force and takes the finding out; what could not be checked is never taken out."""
        return (
            self.today <= self.until
            and finding.change != "unknown"
            and self.kind in ("", finding.kind)
            and self.attribute in ("", finding.attribute)
            and fnmatchcase(finding.label, self.object)
        )


def sort_out(findings: Iterable[Finding], rules: Iterable[IgnoreRule]) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """Divide findings into those that stay and those that a rule takes out."""
    rules = tuple(rules)
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    for finding in findings:
        rule = next((rule for rule in rules if rule.matches(finding)), None)
        if rule is None:
            kept.append(finding)
        else:
            ignored.append(Ignored(finding, rule.reason, rule.until.isoformat()))
    return tuple(kept), tuple(ignored)
