"""Every pair of SQLite schemas is repaired in both directions, with rows, and taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drifttools.compare.engine import compare
from drifttools.model.plan import DataLoss, Reversal
from drifttools.repair.executor import apply, rollback, rollback_token
from tests.repair.sqlite.cases import Case, cases
from tests.repair.sqlite.files import ask, contents, script, target_of
from tests.repair.sqlite.loop import definitions, planned, pragmas, read, rows

CASES = [*cases()]


def test_there_are_enough_cases() -> None:
    """At least 120 pairs, each run both ways."""
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)


# each pair in one direction, the next in the other; DRIFTTOOLS_TEST_ALL=1 runs all in both
RUNS = [
    pytest.param(case, back, id=f"{case.name} {'back' if back else 'forth'}")
    for number, case in enumerate(CASES)
    for back in (False, True)
    if os.environ.get("DRIFTTOOLS_TEST_ALL") or back == bool(number % 2)
]


@pytest.mark.parametrize(("case", "back"), RUNS)
def test_a_pair(tmp_path: Path, case: Case, *, back: bool) -> None:
    """The live file becomes what a file made rightly is, keeps its rows, and becomes what it was again."""
    start, goal = (case.other, case.one) if back else (case.one, case.other)
    live, expected = script(tmp_path / "live.db", start + case.rows), script(tmp_path / "expected.db", goal)
    target, folder, first = target_of(live), tmp_path / "incident", script(tmp_path / "first.db", start)
    found = planned(live, expected, ways=() if back else case.ways)
    if noted := tuple(one.named for one in found.plan.unplanned if one.reason.startswith("SQLite makes nothing of it")):
        found = planned(live, expected, only=noted)  # a type of the same affinity is written where it is named
    plan, before, held = found.plan, definitions(live), contents(live)
    shared = rows(live, first, expected)
    assert not plan.unplanned, plan.unplanned
    if before != definitions(expected):
        assert plan.steps
    if plan.steps:
        assert apply(plan, target, confirm=plan.token, folder=folder).changed
    assert not compare(read(expected), read(live)).findings.records
    assert not planned(live, expected).plan.steps
    if plan.steps:
        assert definitions(live) == definitions(expected)
        assert pragmas(live) == pragmas(expected)
        assert rows(live, first, expected) == shared
        assert ask(live, "pragma integrity_check") == [("ok",)]
        assert rollback(plan, target, confirm=rollback_token(plan), folder=folder).changed
    assert definitions(live) == before
    after = contents(live)
    after.pop("drifttools_journal", None)
    if all(step.reversal is Reversal.EXACT for step in plan.steps):
        assert after == held
    elif not any(step.data_loss is DataLoss.IRREVERSIBLE for step in plan.steps):
        assert {name: len(found) for name, found in after.items() if name != "sqlite_sequence"} == {
            name: len(found) for name, found in held.items() if name != "sqlite_sequence"
        }
