"""3. Impact: what was affected, in numbers, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, mono, table
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.groups import grouped
from drifttools.report.rows import data_lost, total
from drifttools.report.sections.base import Section
from drifttools.report.standing import told
from drifttools.report.words import counted, listed

_PART = "unknown: the repair was applied in part, journal.jsonl tells how far"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number or answer.

    Args:
        source: The file of the folder, or the record of the journal, that it comes from; empty where it is not known.
    """

    what: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What was affected."""

    measures: tuple[Measure, ...]


def gather(case: Case) -> Impact:
    """Impact, line by line."""
    return Impact((_objects(case), *_unread(case), _rows(case), _broken(case), _lost(case), _locks(case), _waited(case)))


def _objects(case: Case) -> Measure:
    if case.findings is None:
        return Measure("Objects that differ", "unknown: no comparison was made", "")
    groups = [group.sentence for group in grouped(case.differing)]
    read = f"of {counted(sum(case.findings.counts.values()), 'object')} read"
    found = f"{len(case.differing):,} {read}: {listed(groups, 4)}" if groups else f"none {read}"
    return Measure("Objects that differ", found, "findings.json")


def _unread(case: Case) -> tuple[Measure, ...]:
    if not case.unknown:
        return ()
    named = listed([finding.label for _, finding in case.unknown], 3)
    return (Measure("Objects not checked", f"{len(case.unknown):,}: {named}", "findings.json"),)


def _rows(case: Case) -> Measure:
    if case.counts_before is None:
        return Measure("Rows in affected tables", "unknown: they were not counted", "")
    rows, exact, unknown = total(case.counts_before)
    tables = counted(len(case.counts_before.tables) - unknown, "table")
    label = "exact count" if exact else "with estimates"
    missing = f"; {counted(unknown, 'table')} could not be counted" if unknown else ""
    return Measure("Rows in affected tables", f"{rows:,} in {tables} ({label}){missing}", "counts-before.json")


def _broken(case: Case) -> Measure:
    what = "Proven broken before the repair"
    if case.smoke_before is None and case.tests_before is not None:
        failing, tests = len(case.tests_before.failing), counted(len(case.tests_before.ran), "test")
        return Measure(what, f"{failing:,} of {tests} of the project", "tests-before.json")
    if case.smoke_before is None:
        return Measure(what, "unknown: no smoke test ran", "")
    failed = [check.name for check in case.smoke_before.checks if check.state is State.FAIL]
    silent = sum(check.state is State.NOT_RUN for check in case.smoke_before.checks)
    ran = len(case.smoke_before.checks) - silent
    partly = [check.name for check in case.smoke_before.checks if check.state is State.PARTIAL]
    named = f": {listed(failed, 5)}" if failed else ""
    named += f"; {len(partly)} passed only in part: {listed(partly, 5)}" if partly else ""
    unrun = f"; {silent} did not run" if silent else ""
    return Measure(what, f"{len(failed)} of {counted(ran, 'smoke test')}{named}{unrun}", "smoke-before.json")


def _lost(case: Case) -> Measure:
    lost = data_lost(case)
    both = "counts-before.json, counts-after.json" if case.counts_after and case.counts_before else ""
    return Measure("Data lost", f"{lost.answer}: {lost.because}", both or ("plan.json" if lost.answer == "yes" else ""))


def _locks(case: Case) -> Measure:
    if case.applied is None:
        return Measure("Locks held", "none: nothing was applied" if told(case) else _PART, "")
    if case.applied.migration:
        return Measure("Locks held", "unknown: the project's own tool ran the repair", "")
    retries = f", after {counted(case.applied.retries, 'retry')}" if case.applied.retries else ""
    return Measure("Locks held", f"at most {case.applied.lock_time_ms:,} ms{retries}", "applied.json")


def _waited(case: Case) -> Measure:
    unapplied = case.applied is None and told(case)
    nothing = "none by drifttools: nothing was applied" if unapplied else "unknown: they were not counted"
    return Measure("Sessions that waited", nothing, "")


def render(impact: Impact) -> Iterator[Block]:
    """A table."""
    rows = [(one.what, one.value, mono(one.source) if one.source else None) for one in impact.measures]
    yield table("", ("What", "How much", "Source"), rows)


SECTION = Section("impact", "Impact", Impact, gather, render)
