"""Rows before and after, table by table, and what they say about lost data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.incident.record import Counts, RowCount
from drifttools.kinds.names import parts_of
from drifttools.model.finding import Change
from drifttools.model.plan import DataLoss, Step
from drifttools.report.case import Case
from drifttools.report.standing import went_through
from drifttools.report.words import counted, listed

EXACT = "exact"
_KEPT = re.compile(r"create table (?P<kept>drifttools\.\w+) as select .+ from (?P<table>.+) with no data", re.DOTALL)
# SQLite has no schemas
_KEPT_IN_FILE = re.compile(
    r'INSERT INTO "(?P<kept>drifttools_(?:quarantine_\w+|mended_\w+_(?:quarantine|insert)))" .*?'
    r'FROM "(?P<table>(?:[^"]|"")+)" t WHERE .*',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One table before and after; None where it was not counted at that time.

    Args:
        table: As it was named before, or after where it was not there before.
    """

    table: str
    before: RowCount | None
    after: RowCount | None

    @property
    def proves(self) -> bool:
        """Whether both counts are exact."""
        return _exact(self.before) is not None and _exact(self.after) is not None


@dataclass(frozen=True, slots=True)
class Aside:
    """A table of ours in which a step keeps what it put aside, or which rows it made.

    Args:
        kept: That table; `table`: the one that has fewer or more rows for it.
        made: Whether rows were made, and not put aside.
        step: The step.
    """

    kept: str
    table: str
    made: bool
    step: str


@dataclass(frozen=True, slots=True)
class DataLost:
    """`yes`, `no` or `unknown`, and what that rests on."""

    answer: str
    because: str


def moved_names(case: Case) -> dict[str, str]:
    """Where each moved or renamed object was, to where it belongs."""
    return {
        ".".join(finding.found_key): ".".join(finding.key)
        for finding in case.by_id.values()
        if finding.change in (Change.MOVED, Change.RENAMED)
    }


def pairs(case: Case) -> tuple[Pair, ...]:
    """Counts before and after, joined by where each table went."""
    before, after = _by_table(case.counts_before), _by_table(case.counts_after)
    names = moved_names(case)
    return tuple(_joined(before, after, names))


def _joined(before: dict[str, RowCount], after: dict[str, RowCount], names: dict[str, str]) -> Iterator[Pair]:
    met: set[str] = set()
    for table, count in before.items():
        there = next((name for name in (names.get(table, table), table) if name in after), "")
        met.add(there)
        yield Pair(table, count, after.get(there))
    for table, count in after.items():
        if table not in met and not _ours(table):
            yield Pair(table, None, count)


def data_lost(case: Case) -> DataLost:
    """Whether data was lost. `no` needs exact and equal counts of every table before and after."""
    lossy = [
        step.id
        for step in (case.plan.steps if case.plan else ())
        if step.data_loss is DataLoss.IRREVERSIBLE and went_through(case, step)
    ]
    if lossy:
        return DataLost("yes", f"{listed(lossy)} took away values that cannot be brought back, as the plan said")
    if case.counts_before is None and case.counts_after is None:
        return DataLost("unknown", "no rows were counted")
    if case.counts_before is None or case.counts_after is None:
        when = "before" if case.counts_before is not None else "after"
        return DataLost("unknown", f"rows were counted only {when} the repair")
    done = [one for step in (case.plan.steps if case.plan else ()) if went_through(case, step) for one in asides(step)]
    return _by_counts([pair for pair in pairs(case) if pair.before is not None], done, _by_table(case.counts_after))


def asides(step: Step) -> Iterator[Aside]:
    """What a step keeps of the rows that it puts aside or makes: its statements say so, and they are ours."""
    for statement in step.statements:
        found = _KEPT.fullmatch(statement)
        if found is not None:
            yield Aside(found["kept"], ".".join(parts_of(found["table"])), found["kept"].endswith("_insert"), step.id)
        in_file = _KEPT_IN_FILE.fullmatch(statement)
        if in_file is not None:
            table = in_file["table"].replace('""', '"')
            yield Aside(f"main.{in_file['kept']}", f"main.{table}", in_file["kept"].endswith("_insert"), step.id)


def _by_counts(tables: list[Pair], done: list[Aside], after: dict[str, RowCount]) -> DataLost:
    moved: dict[str, int] = {}
    for one in done:
        rows = _exact(after.get(one.kept))
        if rows is None:
            return DataLost("unknown", f"the rows of {one.kept} were not counted")
        moved[one.table] = moved.get(one.table, 0) + (rows if one.made else -rows)

    def due(pair: Pair) -> int:
        return _rows(pair.before) + moved.get(pair.table, 0)

    fewer = [pair for pair in tables if pair.proves and _rows(pair.after) < due(pair)]
    if fewer:
        lost = sum(due(pair) - _rows(pair.after) for pair in fewer)
        named = listed([pair.table for pair in fewer], 3)
        return DataLost("yes", f"{counted(lost, 'row')} fewer after than before, exact counts of {named}")
    unproven = [pair.table for pair in tables if not pair.proves]
    if unproven or not tables:
        missing = f"exact counts before and after are missing for {listed(unproven, 3)}"
        return DataLost("unknown", missing if unproven else "no table was counted")
    more = [pair.table for pair in tables if _rows(pair.after) != due(pair)]
    if more:
        return DataLost("unknown", f"{listed(more, 3)} grew between the two counts")
    held = f"{counted(sum(_rows(pair.after) for pair in tables), 'row')} of {counted(len(tables), 'table')}"
    if done:
        told = (
            f"{_rows(after[one.kept])} {'made by' if one.made else 'put aside by'} {one.step} ({one.kept})" for one in done
        )
        return DataLost(
            "no", f"{held}: exact counts before and after differ by what was {listed(tuple(told))}, and no other"
        )
    return DataLost("no", f"{held}: exact counts before and after are equal")


def total(counts: Counts | None) -> tuple[int, bool, int]:
    """All rows counted, whether that is exact, and how many tables could not be counted."""
    tables = tuple(table for table in (counts.tables if counts else ()) if not _ours(table.table))
    known = [table for table in tables if table.rows is not None]
    exact = all(_exact(table) is not None for table in known)
    return sum(table.rows or 0 for table in known), exact, len(tables) - len(known)


def _ours(table: str) -> bool:
    """Whether a repair keeps in it what it put aside: no table of the project."""
    return table.startswith(("drifttools.", "main.drifttools_quarantine_", "main.drifttools_mended_"))


def _by_table(counts: Counts | None) -> dict[str, RowCount]:
    return {count.table: count for count in counts.tables} if counts else {}


def _exact(count: RowCount | None) -> int | None:
    return count.rows if count is not None and count.note == EXACT else None


def _rows(count: RowCount | None) -> int:
    return (count.rows or 0) if count is not None else 0
