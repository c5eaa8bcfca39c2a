"""5. Root cause: with how sure it is, what shows it, and what was ruled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from drifttools.document import Block, CodeSpan, Kind, badge, bullets, details, mono, note, para, strong, table
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.places import short
from drifttools.report.case import Case
from drifttools.report.groups import grouped
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut
from drifttools.report.words import counted, listed

CONFIDENCE: dict[str, Kind] = {"proven": "ok", "likely": "warning", "unknown": "error"}
_SHOWN_EVIDENCE = 3
_SHOWN_CAUSES = 5
_LONG = 80
_PLACE = re.compile(r"\S+:\d+")
_FACT_LENGTH = 150


@dataclass(frozen=True, slots=True)
class RootCause:
    """Causes as they were diagnosed.

    Args:
        diagnosed: False where no diagnosis was made.
        unexplained: Findings without a cause, in words; `unexplained_ids`: their ids.
        unknown: How many causes and findings stay unknown.
    """

    diagnosed: bool
    causes: tuple[Cause, ...]
    unexplained: tuple[str, ...]
    unexplained_ids: tuple[str, ...]
    unknown: int


def gather(case: Case) -> RootCause:
    """Causes, the ones that explain most first; unknown ones at the end."""
    causes = sorted(case.causes or (), key=lambda cause: (cause.confidence is Confidence.UNKNOWN, -len(cause.findings)))
    explained = {ident for cause in causes for ident in cause.findings}
    open_ones = [(ident, finding) for ident, finding in case.differing if ident not in explained]
    return RootCause(
        diagnosed=case.causes is not None,
        causes=tuple(causes),
        unexplained=tuple(group.sentence for group in grouped(open_ones)),
        unexplained_ids=tuple(ident for ident, _ in open_ones),
        unknown=sum(cause.confidence is Confidence.UNKNOWN for cause in causes) + len(open_ones),
    )


def render(root: RootCause) -> Iterator[Block]:
    """Each cause with its evidence."""
    if not root.diagnosed:
        yield para("No diagnosis was made: the cause is unknown.")
    for at, cause in enumerate(root.causes[:_SHOWN_CAUSES], start=1):
        yield from cause_blocks(cause, f"{at}. " if len(root.causes) > 1 else "")
    further = root.causes[_SHOWN_CAUSES : _SHOWN_CAUSES + SHOWN_ROWS]
    if further:
        rows = [(cause.sentence, cause.confidence.value, len(cause.findings)) for cause in further]
        rest = table("", ("Cause", "Confidence", "Findings"), rows, note=cut(len(root.causes), len(rows) + _SHOWN_CAUSES))
        yield details(counted(len(root.causes) - _SHOWN_CAUSES, "further cause"), rest)
    if root.diagnosed and root.unexplained:
        yield note("warning", "Without a known cause: ", listed(root.unexplained, 4), ".")
    if root.diagnosed and not root.causes and not root.unexplained:
        yield para("There is no known difference to explain.")


def cause_blocks(cause: Cause, number: str = "", *, full: bool = True) -> Iterator[Block]:
    """A cause: the sentence and the strongest evidence; where `full`, the rest and what was ruled out to be opened."""
    many = f" It explains {counted(len(cause.findings), 'finding')} (rule " if cause.findings else " (rule "
    confidence = badge(CONFIDENCE[cause.confidence], cause.confidence.value)
    yield para(number, confidence, " ", strong(cause.sentence), many, mono(cause.rule), ").")
    shown = [_short(evidence) for evidence in _telling(cause.evidence)]
    if shown:
        yield bullets(*shown)
    if not full:
        return
    inner: list[Block] = []
    if cause.evidence:
        evidences = [(evidence.fact, (mono(short(evidence.source)),)) for evidence in cause.evidence[:SHOWN_ROWS]]
        inner.append(table("Evidence", ("Fact", "Seen by"), evidences, note=cut(len(cause.evidence), SHOWN_ROWS)))
    if cause.ruled_out:
        others = [(one.alternative, one.because) for one in cause.ruled_out]
        inner.append(table("Ruled out", ("Alternative", "Because"), others))
    if cause.against:
        doubts = [(one.fact, (mono(short(one.source)),)) for one in cause.against[:SHOWN_ROWS]]
        inner.append(table("Against it", ("Fact", "Seen by"), doubts, note=cut(len(cause.against), SHOWN_ROWS)))
    if inner:
        many_out = counted(len(cause.ruled_out), "alternative")
        doubtful = f", {counted(len(cause.against), 'fact')} against it" if cause.against else ""
        yield details(f"All evidence ({len(cause.evidence)}), {many_out} ruled out{doubtful}", *inner)


def _telling(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """What is shown in the open: facts of their own before a long list of files that say the same of many objects."""
    places = [one for one in evidence if _PLACE.fullmatch(one.source)]
    if len(places) <= _SHOWN_EVIDENCE:
        return list(evidence[:_SHOWN_EVIDENCE])
    return [*(one for one in evidence if one not in places), *places][:_SHOWN_EVIDENCE]


def _short(evidence: Evidence) -> tuple[str | CodeSpan, ...]:
    """One line: a long list of names, or a long query, is in the table of all evidence."""
    fact = shorten(evidence.fact, _FACT_LENGTH, placeholder=" …")
    source = short(evidence.source)
    return (fact, " ", mono(source)) if 0 < len(source) <= _LONG else (fact,)


SECTION = Section("root_cause", "Root cause", RootCause, gather, render)
