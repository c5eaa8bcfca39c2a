"""What the application and its tests showed: states, the errors that were met, and the findings that these belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document import (
    Block,
    Cell,
    Document,
    Kind,
    badge,
    details,
    document,
    heading,
    mono,
    name,
    note,
    para,
    table,
)
from drifttools.incident.record import MetError
from drifttools.model.tested import TestRun, Turn, Turned, tally, turned
from drifttools.model.verdict import Verdict
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.verdict import document_of_verdict
from drifttools.report.words import counted

_BADGES: dict[Turn, Kind] = {
    Turn.BROKEN: "error",
    Turn.STILL_FAILING: "error",
    Turn.NEW_FAILING: "error",
    Turn.GONE_FAILING: "warning",
    Turn.SILENT: "warning",
    Turn.FIXED: "ok",
}


def document_of_behaviour(verdict: Verdict, met: Sequence[MetError]) -> Document:
    """Smoke tests, for a terminal and for a notebook."""
    said = document_of_verdict(verdict)
    errors = (heading(2, "Errors that were met"), met_table("Smoke test", met)) if met else ()
    return Document(said.title, (*said.blocks[:2], *errors, *said.blocks[2:]))


def document_of_tests(before: TestRun | None, after: TestRun | None, met: Sequence[MetError]) -> Document:
    """Test runs, for a terminal and for a notebook."""
    last = after or before
    failing = len(last.failing) if last else 0
    title = f"Tests: {counted(failing, 'test')} failing" if failing else "Tests: none fails"
    return document(title, *run_blocks(before, after), *((met_table("Test", met),) if met else ()))


def run_blocks(before: TestRun | None, after: TestRun | None) -> Iterator[Block]:
    """Both runs in numbers, then test by test what turned."""
    for told, run in (("Before", before), ("After", after)):
        if run is not None:
            yield para(f"{told}: {counted(len(run.tests), 'test')}, {len(run.failing):,} failing (", mono(run.source), ").")
    if before is None or after is None:
        run = after or before
        if run is not None and run.failing:
            rows: list[tuple[Cell, ...]] = [
                (name(one.name), one.outcome, one.error or None) for one in run.failing[:SHOWN_ROWS]
            ]
            yield table("", ("Test", "Outcome", "Error of the database"), rows, note=cut(len(run.failing), SHOWN_ROWS))
        return
    pairs = turned(before, after)
    told = ", ".join(f"{number:,} {turn}" for turn, number in tally(pairs))
    wrong = any(one.turn in (Turn.BROKEN, Turn.STILL_FAILING, Turn.NEW_FAILING) for one in pairs)
    yield note("error" if wrong else "ok", f"{told}.")
    shown = [one for one in pairs if one.turn is not Turn.SAME]
    if shown:
        yield _turns(shown)
    same = [one for one in pairs if one.turn is Turn.SAME]
    if same:
        yield details(f"{counted(len(same), 'test')} as before", _turns(same))


def _turns(found: Sequence[Turned]) -> Block:
    rows: list[tuple[Cell, ...]] = [
        (
            name(one.name),
            badge(_BADGES[one.turn], str(one.turn)) if one.turn in _BADGES else str(one.turn),
            one.before.outcome if one.before else None,
            one.after.outcome if one.after else None,
            (one.after.error if one.after and one.after.error else one.before.error if one.before else "") or None,
        )
        for one in found[:SHOWN_ROWS]
    ]
    header = ("Test", "Turn", "Before", "After", "Error of the database")
    return table("", header, rows, note=cut(len(found), SHOWN_ROWS))


def met_table(what: str, met: Sequence[MetError]) -> Block:
    """Each error with what is known of it. One that belongs to a finding was known before anybody met it."""
    rows: list[tuple[Cell, ...]] = [
        (name(one.test), (mono(one.text),), one.finding or "none", one.known or "nothing is known of it: drift explain")
        for one in met[:SHOWN_ROWS]
    ]
    return table("", (what, "Error", "Finding", "What it is"), rows, note=cut(len(met), SHOWN_ROWS))
