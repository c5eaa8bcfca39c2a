"""A verdict: the answer first, then what did not pass, then the rest."""

from __future__ import annotations

from drifttools.document import Document, Kind, checklist, details, document, note, para
from drifttools.model.verdict import State, Verdict
from drifttools.report.sections.verification import every, lines
from drifttools.report.words import counted

_KINDS: dict[State, Kind] = {
    State.PASS: "ok",
    State.PARTIAL: "warning",
    State.FAIL: "error",
    State.NOT_RUN: "error",
}


def document_of_verdict(verdict: Verdict) -> Document:
    """A verdict as a document. What did not run is never counted as passed."""
    if not verdict.checks:
        return document("Verdict: NOT RUN", para("No check ran."))
    tally = [(state, sum(check.state is state for check in verdict.checks)) for state in State]
    told = ", ".join(f"{number:,} {state}" for state, number in tally if number)
    return document(
        f"Verdict: {verdict.state}",
        note(_KINDS[verdict.state], f"{counted(len(verdict.checks), 'check')}: {told}."),
        checklist(*lines(verdict)),
        details(f"All {counted(len(verdict.checks), 'check')} with queries", every(verdict.checks)),
    )
