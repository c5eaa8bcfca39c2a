"""4. Timeline in UTC: each time with its source, and how long it took to detect and to repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from drifttools.document import Block, details, facts, mono, table
from drifttools.incident.record import Applied, StepResult
from drifttools.report.case import Case
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut
from drifttools.report.standing import result_word
from drifttools.report.times import Interval, ledger_sign, to_detect, to_repair
from drifttools.report.words import counted, in_utc, moment, run_of

_FEW = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class StepTime:
    """When a step ran."""

    step: str
    state: str
    started_at: datetime
    finished_at: datetime
    duration_ms: int
    source: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened when.

    Args:
        entries: In the order of time.
        steps: Every step on its own; in `entries` many of them are one line.
        detect, repair: MTTD and MTTR.
    """

    entries: tuple[Entry, ...]
    steps: tuple[StepTime, ...]
    detect: Interval
    repair: Interval


def gather(case: Case) -> Timeline:
    """Events of the incident and steps of the journal, in one order."""
    entries = [Entry(in_utc(event.at), _capital(event.what), event.source) for event in case.incident.events]
    entries += [Entry(sign.at, sign.what, sign.source) for sign in ledger_sign(case)]
    steps: list[StepTime] = []
    for applied, verb in ((case.applied, "run"), (case.rolled_back, "taken back")):
        if applied is not None and applied.steps and not applied.migration:
            entries += _runs(applied, verb)
            steps += [_time(applied, result, verb) for result in applied.steps]
    return Timeline(tuple(sorted(entries, key=lambda entry: entry.at)), tuple(steps), to_detect(case), to_repair(case))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() and " " in text else text


def _runs(applied: Applied, verb: str) -> Iterator[Entry]:
    """Few steps one by one, many as one line."""
    results = applied.steps
    if len(results) <= _FEW:
        for result in results:
            what = f"Step {result.step} {verb}: {result_word(applied, result)}, {result.duration_ms:,} ms"
            yield Entry(in_utc(result.started_at), what, f"journal {result.journal}")
        return
    states = ", ".join(dict.fromkeys(result_word(applied, result) for result in results))
    span = _milliseconds(results[-1].finished_at - results[0].started_at)
    which = run_of([result.step for result in results])
    what = f"{counted(len(results), 'step')}, {which}, {verb}: {states}, {span:,} ms in all"
    records = sorted(result.journal for result in results)
    yield Entry(in_utc(results[0].started_at), what, f"journal {records[0]} to {records[-1]}")


def _milliseconds(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)


def _time(applied: Applied, result: StepResult, verb: str) -> StepTime:
    word = result_word(applied, result)
    state = word if verb == "run" else f"{verb}: {word}"
    start, end = in_utc(result.started_at), in_utc(result.finished_at)
    return StepTime(result.step, state, start, end, result.duration_ms, f"journal {result.journal}")


def render(timeline: Timeline) -> Iterator[Block]:
    """The table, the two spans, and each step for who wants it."""
    rows = [(moment(entry.at), entry.what, mono(entry.source)) for entry in timeline.entries]
    yield table("", ("Time (UTC)", "What happened", "Source"), rows[:SHOWN_ROWS], note=cut(len(rows), SHOWN_ROWS))
    yield facts([(span.name, f"{span.value}: {span.because}") for span in (timeline.detect, timeline.repair)])
    if len(timeline.steps) > _FEW:
        times = [
            (one.step, one.state, f"{in_utc(one.started_at):%H:%M:%S.%f}"[:-3], one.duration_ms, mono(one.source))
            for one in timeline.steps[:SHOWN_ROWS]
        ]
        header = ("Step", "State", "Started (UTC)", "Duration ms", "Source")
        grid = table("Every step", header, times, note=cut(len(timeline.steps), SHOWN_ROWS))
        yield details(f"Times of all {counted(len(timeline.steps), 'step')}", grid)


SECTION = Section("timeline", "Timeline", Timeline, gather, render)
