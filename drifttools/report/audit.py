"""What an audit has to say, on one screen: the answer, the causes, the findings, what was not compared, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from drifttools.document import Block, Document, details, document, heading, mono, note, para, table
from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Change, Finding, Findings, Ignored
from drifttools.report.groups import grouped
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.words import counted, distinct, listed, plural, without_place

_CAUSES = 5
_CLEAN = "Clean"
_NAMES = 3  # of objects that a rule takes out together


@dataclass(frozen=True, slots=True)
class _Answer:
    """The three outcomes, from the findings."""

    roots: tuple[tuple[str, Finding], ...]
    unknown: tuple[Finding, ...]
    consequences: int

    @property
    def differing(self) -> int:
        return len(self.roots) - sum(1 for finding in self.unknown if not finding.follows)

    @property
    def title(self) -> str:
        if self.unknown and self.differing:
            return "Drift, and not all could be checked"
        if self.unknown:
            return "Could not check"
        return "Drift" if self.roots else _CLEAN


def document_of_findings(
    findings: Findings,
    causes: Sequence[Cause] = (),
    *,
    incident: str = "",
    target: str = "",
    expected: str = "",
    full: bool = False,
) -> Document:
    """An audit as a document, for a terminal and for a notebook.

    Args:
        findings: What the comparison found, with what was ignored and what was not compared.
        causes: From the diagnosis, in its order.
        incident: The name of the folder, for the next command.
        full: Also every finding and all evidence, to be opened; a terminal shows them open, more than one screen.
        target: Whom the audit was of; `expected`: against which state.
    """
    answer = _Answer(
        tuple((finding.id, finding) for finding in findings.roots),
        tuple(finding for finding in findings if finding.change is Change.UNKNOWN),
        len(findings) - len(findings.roots),
    )
    said = "No drift, but trouble" if causes and answer.title == _CLEAN else answer.title
    title = f"{said}: {target}" if target else said
    return document(title, *_blocks(answer, findings, causes, (incident, expected), full=full))


def _blocks(
    answer: _Answer, findings: Findings, causes: Sequence[Cause], names: tuple[str, str], *, full: bool
) -> Iterator[Block]:
    incident, expected = names
    yield from _first(answer, findings, causes, expected)
    if causes:
        yield heading(2, "Cause" if len(causes) == 1 else "Causes")
        yield from _causes(causes, full=full)
    if answer.roots:
        # a clean answer, which most are, needs nothing of the report
        from drifttools.report.origins import origin_table, origins
        from drifttools.report.sections.findings import every_finding, group_table

        yield heading(2, "Findings")
        yield group_table(grouped(answer.roots))
        if made_by := origins(findings):
            yield origin_table(made_by)
        if answer.consequences:
            follow = "follows" if answer.consequences == 1 else "follow"
            yield para(f"{counted(answer.consequences, 'further difference')} only {follow} from these.")
        if full:
            yield details(f"Every finding ({len(findings):,})", every_finding(findings.records))
    yield from _silent(findings)
    yield from _next(answer, incident)


def _first(answer: _Answer, findings: Findings, causes: Sequence[Cause], expected: str) -> Iterator[Block]:
    """The sentence that answers the question."""
    against = f" from {expected}" if expected else " from the expected state"
    if answer.unknown:
        names = listed([f"{finding.kind} {finding.label}" for finding in answer.unknown], 3)
        reasons = listed(distinct(without_place(finding.actual or "") for finding in answer.unknown), 2)
        why = f": {reasons}" if reasons else ""
        yield note("error", f"{counted(len(answer.unknown), 'object')} could not be checked, {names}{why}.")
    if answer.differing:
        known = [cause for cause in causes if cause.confidence is not Confidence.UNKNOWN]
        by = f", {counted(len(known), 'known cause')}" if known else ", no known cause"
        differ = "differs" if answer.differing == 1 else "differ"
        yield note("error", f"{counted(answer.differing, 'object')} {differ}{against}{by}.")
    elif not answer.unknown:
        ignored = len(findings.ignored)
        but = f"; {counted(ignored, 'difference')} ignored by rule" if ignored else ""
        trouble = f", and yet there is {counted(len(causes), 'cause')} of trouble" if causes else ""
        yield note("warning" if causes else "ok", f"Nothing differs{against}{but}{trouble}.")


def document_of_causes(causes: Sequence[Cause]) -> Document:
    """Causes with all their evidence."""
    return document("Causes", *(_causes(causes, full=True) if causes else (para("No cause is known."),)))


def _causes(causes: Sequence[Cause], *, full: bool) -> Iterator[Block]:
    from drifttools.report.sections.root_cause import cause_blocks

    for at, cause in enumerate(causes[:_CAUSES], start=1):
        yield from cause_blocks(cause, f"{at}. " if len(causes) > 1 else "", full=full)
        if cause.suggestion:
            yield para("To do: ", cause.suggestion)
    further = causes[_CAUSES : _CAUSES + SHOWN_ROWS]
    if further:
        rows = [(cause.sentence, cause.confidence.value, len(cause.findings)) for cause in further]
        missing = cut(len(causes), len(further) + _CAUSES)
        rest = table("", ("Cause", "Confidence", "Findings"), rows, note=missing)
        yield details(counted(len(causes) - _CAUSES, "further cause"), rest)


def _silent(findings: Findings) -> Iterator[Block]:
    """What this audit says nothing about: seen by everybody, never between the lines."""
    if findings.not_compared:
        rows = [(one.what, one.reason) for one in findings.not_compared[:SHOWN_ROWS]]
        yield table("Not compared", ("What", "Why"), rows, note=cut(len(findings.not_compared), SHOWN_ROWS))
    if findings.ignored:
        ignored = _ignored(findings.ignored)
        missing = cut(len(ignored), SHOWN_ROWS)
        yield table("Ignored by rule", ("Finding", "Reason", "Until"), ignored[:SHOWN_ROWS], note=missing)


def _ignored(all_of_them: Sequence[Ignored]) -> list[tuple[str, str, str]]:
    """One row for each reason and sort of finding: a rule may well take out a hundred."""
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for one in all_of_them:
        finding = one.finding
        until = "no end" if one.until in ("", date.max.isoformat()) else one.until
        alike.setdefault((finding.change, finding.kind, one.reason, until), []).append(finding.label)
    return [
        (
            f"{change} {kind} {names[0]}"
            if len(names) == 1
            else f"{len(names):,} {change} {plural(kind)}: {listed(names, _NAMES)}",
            reason,
            until,
        )
        for (change, kind, reason, until), names in alike.items()
    ]


def _next(answer: _Answer, incident: str) -> Iterator[Block]:
    if not incident:
        return
    if answer.differing:
        yield para("Next: ", mono(f"drift plan {incident}"))
    elif answer.unknown:
        yield para("Next: see that the audit can read these objects, then audit again.")
