"""Tests of a project's own suite, before and after a repair, compared one by one. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a test in one run. The order is from good to bad: of a test that ran twice the worse counts."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"
    ERROR = "error"

    @property
    def bad(self) -> bool:
        """Whether it did not go through."""
        return self in (Outcome.FAILED, Outcome.ERROR)


class Turn(StrEnum):
    """What became of a test between two runs; those of worth first."""

    BROKEN = "broken"
    STILL_FAILING = "still failing"
    NEW_FAILING = "new, failing"
    GONE_FAILING = "gone, failed before"
    SILENT = "no longer runs"
    FIXED = "fixed"
    NEW = "new"
    GONE = "gone"
    SAME = "the same"


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test of one run.

    Args:
        name: Class or module and name, as the file has them.
        error: The database error that it failed with, as the server worded it; empty where it has none that is known.
    """

    __test__ = False  # no test of ours

    name: str
    outcome: Outcome
    error: str = ""
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class TestRun:
    """One run: the tests of one or several JUnit files.

    Args:
        source: The names of the files.
    """

    __test__ = False

    source: str
    tests: tuple[TestResult, ...]

    @property
    def by_name(self) -> Mapping[str, TestResult]:
        """Tests by their names."""
        return {test.name: test for test in self.tests}

    @property
    def ran(self) -> tuple[TestResult, ...]:
        """Those that were not skipped."""
        return tuple(test for test in self.tests if test.outcome is not Outcome.SKIPPED)

    @property
    def failing(self) -> tuple[TestResult, ...]:
        """Those that did not go through."""
        return tuple(test for test in self.tests if test.outcome.bad)


@dataclass(frozen=True, slots=True)
class Turned:
    """One test in both runs; None where it was not in that run."""

    name: str
    turn: Turn
    before: TestResult | None
    after: TestResult | None


def turned(before: TestRun, after: TestRun) -> tuple[Turned, ...]:
    """Compare two runs test by test, what is wrong first."""
    was, is_now = before.by_name, after.by_name
    found = (_turned(name, was.get(name), is_now.get(name)) for name in dict.fromkeys((*was, *is_now)))
    order = list(Turn)
    return tuple(sorted(found, key=lambda one: (order.index(one.turn), one.name)))


def _turned(name: str, before: TestResult | None, after: TestResult | None) -> Turned:
    return Turned(name, _turn(before, after), before, after)


def _turn(before: TestResult | None, after: TestResult | None) -> Turn:
    if after is None:
        return Turn.GONE_FAILING if before is not None and before.outcome.bad else Turn.GONE
    if before is None:
        return Turn.NEW_FAILING if after.outcome.bad else Turn.NEW
    if after.outcome.bad:
        return Turn.STILL_FAILING if before.outcome.bad else Turn.BROKEN
    if after.outcome is Outcome.SKIPPED and before.outcome is not Outcome.SKIPPED:
        return Turn.SILENT  # a test that is skipped now proves nothing
    return Turn.FIXED if before.outcome.bad else Turn.SAME


def tally(found: Sequence[Turned]) -> Iterator[tuple[Turn, int]]:
    """How many tests took each turn; those that nobody took are left out."""
    for turn in Turn:
        number = sum(one.turn is turn for one in found)
        if number:
            yield turn, number
