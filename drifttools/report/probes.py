"""What the rows of a database say, on one screen: what is wrong, what could not be checked, what is fine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document import Block, Cell, Document, Kind, badge, details, document, mono, note, para, table
from drifttools.model.cause import Confidence
from drifttools.model.probed import Basis, Offenders, Probed, ProbeResults
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.words import counted

_BADGES: dict[Offenders, Kind] = {
    Offenders.FOUND: "error",
    Offenders.UNKNOWN: "warning",
    Offenders.NONE_IN_SAMPLE: "info",
    Offenders.NONE: "ok",
}


def document_of_probes(probes: ProbeResults) -> Document:
    """The answers as a document, for a terminal and for a notebook."""
    to_do = para("To put rows right: ", mono("drift mend TARGET QUESTION --way quarantine|empty|insert"))
    following = (to_do,) if probes.found else ()
    return document(_title(probes), *_first(probes), *answer_blocks(probes.records), *following)


def _title(probes: ProbeResults) -> str:
    if probes.found:
        return "Rows: wrong ones found" + (", and not all could be checked" if probes.unknown else "")
    if probes.unknown:
        return "Rows: could not check"
    sampled = any(one.state is Offenders.NONE_IN_SAMPLE for one in probes)
    return "Rows: no wrong ones found, in part only in samples" if sampled else "Rows: no wrong ones found"


def _first(probes: ProbeResults) -> Iterator[Block]:
    if not len(probes):
        yield para("Nothing to ask: no invariant, nothing unchecked, and no expected state that differs.")
        return
    asked = counted(len(probes), "question")
    if probes.found:
        yield note("error", f"{counted(len(probes.found), 'answer')} of {asked} found rows that are wrong.")
    if probes.unknown:
        yield note("warning", f"{counted(len(probes.unknown), 'question')} of {len(probes):,} could not be answered.")
    if not probes.found and not probes.unknown:
        yield note("ok", f"{asked} asked.")


def answer_blocks(answers: Sequence[Probed]) -> Iterator[Block]:
    """A table of what is wrong and unknown; what is fine, and what only names said, can be opened."""
    pressing = [one for one in answers if one.offends or one.state is Offenders.UNKNOWN]
    doubtful = [one for one in answers if one.state is Offenders.FOUND and not one.offends]
    fine = [one for one in answers if one not in pressing and one not in doubtful]
    if pressing:
        yield _table(pressing)
    if doubtful:
        title = counted(len(doubtful), "suggestion") + " of names that may mislead"
        yield details(title, _table(doubtful))
    if fine:
        yield details(f"{counted(len(fine), 'question')} without wrong rows", _table(fine))


def _table(answers: Sequence[Probed]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    shown = answers[:SHOWN_ROWS]
    with_values, with_notes = any(one.values for one in shown), any(one.reason for one in shown)
    for one in shown:
        keys = ", ".join(one.keys)
        more = ", ..." if one.keys and (one.rows or 0) > len(one.keys) else ""
        values = (", ".join(one.values) or None,) if with_values else ()
        rows.append(
            (badge(_BADGES[one.state], one.number), one.id, one.about, _basis(one),
             f"{one.key}: {keys}{more}" if keys else None, *values, *((one.reason or None,) if with_notes else ()))
        )  # fmt: skip
    header = (
        "Rows",
        "Question",
        "Which",
        "Says who",
        "Keys",
        *(("Values",) if with_values else ()),
        *(("Note",) if with_notes else ()),
    )
    return table("", header, rows, note=cut(len(answers), len(shown)))


def _basis(one: Probed) -> str:
    if one.basis is not Basis.SUGGESTED:
        return f"{one.basis}: {one.because}" if one.because else str(one.basis)
    sure = "" if one.confidence is Confidence.PROVEN else f", {one.confidence}"
    return f"{one.basis}{sure}: {one.because}"


def queries(answers: Sequence[Probed]) -> Iterator[Block]:
    """Each question with its SELECT, so that anybody can ask again."""
    if answers:
        rows: list[tuple[Cell, ...]] = [(one.about, one.number, (mono(one.query),) if one.query else None, one.duration_ms)
                                        for one in answers[:SHOWN_ROWS]]  # fmt: skip
        yield details("All questions with their queries", table("", ("Which", "Rows", "Query", "ms"), rows))
