"""Output for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.model.codec import encode, pretty_json
from drifttools.model.finding import Findings

if TYPE_CHECKING:
    from drifttools.investigation.triage import Explained


def explained_json(explained: Explained) -> str:
    """The answers to an error text as a JSON object: what was read, and for each error the whole explanation."""
    from drifttools.redact import redactor

    return redactor.clean(
        pretty_json(
            {
                "size": explained.recognition.size,
                "unread": explained.recognition.unread,
                "problem": explained.problem,
                "explanations": encode(explained.explanations),
            }
        ).rstrip("\n")
    )


def findings_json(findings: Findings) -> str:
    """The findings as a JSON list, one object each with the columns of `Findings.frame()` and the whole key."""
    return pretty_json(
        [
            {
                "finding": finding.id,
                "kind": finding.kind,
                "schema": finding.schema,
                "parent": finding.parent,
                "name": finding.name,
                "key": finding.key,
                "change": finding.change,
                "attribute": finding.attribute,
                "expected": finding.expected,
                "actual": finding.actual,
                "severity": finding.severity,
                "follows": finding.follows,
                "folded": finding.folded,
                "found_key": finding.found_key,
                "blame": finding.blame,
            }
            for finding in findings
        ]
    ).rstrip("\n")
