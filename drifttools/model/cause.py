"""Cause and evidence: why the database drifted, how sure that is, and what shows it. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How far the evidence carries. `unknown` is a legal answer and is counted."""

    PROVEN = "proven"
    LIKELY = "likely"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact, and the query or `file:line` by which anybody can see it too."""

    fact: str
    source: str


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An alternative that was considered, and the fact that speaks against it."""

    alternative: str
    because: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some findings are there.

    Args:
        rule: The id of the cause's rule (a file in `drifttools/diagnose/causes`).
        sentence: The cause in one sentence.
        findings: Ids of the findings that it explains.
        evidence: The facts that it rests on.
        ruled_out: What else it could have been, and what speaks against that.
        against: What does not fit, or is missing for a proof, and what else would explain some of the same findings.
        suggestion: What to do, with the next command.
    """

    rule: str
    sentence: str
    confidence: Confidence
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    suggestion: str = ""
    against: tuple[Evidence, ...] = ()
