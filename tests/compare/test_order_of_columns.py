"""The order of columns: told where two databases are compared as they are, never repaired, never drift of an audit."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from drifttools.compare.engine import compare
from tests.conftest import MakeDatabase
from tests.loop import plan_for, snapshot

Run = Callable[..., subprocess.CompletedProcess[str]]


def moved(expected: str, actual: str, database: MakeDatabase) -> list[tuple[str, str | None, str | None]]:
    """Name the columns that stand elsewhere, with both places."""
    found = compare(snapshot(database(expected)), snapshot(database(actual)))
    assert not [finding for finding in found.findings if finding.change == "changed"]
    return [(finding.name, finding.expected, finding.actual) for finding in found.misplaced]


@pytest.mark.parametrize(
    ("expected", "actual", "wanted"),
    [
        ("a int, b int", "b int, a int", [("a", "1", "2")]),
        ("a int, b int, c int, d int", "d int, a int, b int, c int", [("d", "4", "1")]),
        ("a int, b int, c int, d int", "b int, c int, a int, d int", [("a", "1", "3")]),
        ("a int, b int, c int", "a int, x int, b int, c int", []),
        ("a int, b int, c int, d int", "a int, d int", []),
        ("a int, b int, c int", "c int, b int, a int", [("a", "1", "3"), ("b", "2", "2")]),
        ("a int, new int, b int", "a int, b int", []),
        ("a int, b int, c int, d int, e int", "a int, d int, c int, b int, e int", [("b", "2", "4"), ("c", "3", "3")]),
    ],
)
def test_as_few_as_possible_are_named(
    expected: str, actual: str, wanted: list[tuple[str, str, str]], database: MakeDatabase
) -> None:
    """Columns that stand in the same order beside those that both sides have are not named."""
    got = moved(f"create table t ({expected});", f"create table t ({actual});", database)
    # one that stands at the same place, between two that changed sides, is equal in everything and no record
    assert got == [one for one in wanted if one[1] != one[2]]


def test_a_partition_may_have_its_own_order(database: MakeDatabase) -> None:
    """What comes from a parent table stands where it was when the table was attached."""
    parent = "create table p (a int, b int) partition by list (a);"
    apart = "create table p_1 (b int, a int); alter table p attach partition p_1 for values in (1);"
    assert moved(parent + "create table p_1 partition of p for values in (1);", parent + apart, database) == []


def test_it_is_no_drift_and_has_no_statement(database: MakeDatabase) -> None:
    """A comparison has no finding of it; with them, the plan says why it does nothing."""
    expected, actual = (snapshot(database(f"create table t ({c});")) for c in ("a int, b int", "b int, a int"))
    found = compare(expected, actual)
    assert not found.findings
    plan = plan_for(expected, actual, found=found.with_places())
    assert not plan.steps
    assert [(one.finding, "cannot move" in one.reason) for one in plan.unplanned] == [(found.misplaced[0].id, True)]
