"""What is read and found in SQLite files: the folders of `cases_sqlite`, both ways round, without a server.

A folder holds `expected.sql` and `actual.sql`, each of which makes a whole database with rows, and the golden
`findings.txt`. Those of `same` are written in two ways and mean the same to SQLite: nothing is found in them.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from drifttools.catalog.reading import read_target
from drifttools.catalog.store import load, save
from drifttools.compare.engine import compare
from drifttools.config import parse_target
from drifttools.model.finding import Change, Finding, Severity
from drifttools.model.snapshot import Snapshot
from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.sql.sqlite_folding import folded
from tests.conftest import Golden
from tests.loop import findings_text
from tests.repair.sqlite.files import script, target_of
from tests.repair.sqlite.loop import definitions, planned, pragmas

CASES = Path(__file__).parent / "cases_sqlite"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expected.sql"))
DEMANDED = 120
_MIRRORED = {Change.MISSING: Change.UNEXPECTED, Change.UNEXPECTED: Change.MISSING}


def made(folder: Path, side: str, tmp_path: Path) -> Snapshot:
    """Make the database of one side and read it."""
    path = tmp_path / f"{side}.db"
    connection = sqlite3.connect(path)
    connection.execute("pragma synchronous = off")  # a test need not survive a power failure
    connection.executescript((folder / f"{side}.sql").read_text(encoding="utf-8"))
    connection.commit()
    connection.close()
    return read_target(parse_target(f"sqlite:///{path}"), origin=side)


def told(findings: tuple[Finding, ...]) -> set[tuple[str, tuple[str, ...], Change]]:
    """Give what is found, without what is a consequence or only a matter of a name that one side leaves open.

    Keys are as the expected side spells them, which is the other side the other way round.
    """
    return {
        (one.kind, tuple(map(folded, one.key)), one.change)
        for one in findings
        if one.attribute not in ("named", "position") and one.change is not Change.RENAMED
    }


def test_there_are_as_many_cases_as_demanded() -> None:
    """There are at least 120 cases, and none of them lacks a side."""
    assert len(FOLDERS) >= DEMANDED
    assert not [path for path in CASES.glob("*/*/actual.sql") if not (path.parent / "expected.sql").exists()]


def test_a_saved_snapshot_is_the_file_that_it_was_taken_of(tmp_path: Path) -> None:
    """What is saved and loaded again differs in nothing, and knows its dialect."""
    side = made(CASES / "table" / "with_everything", "expected", tmp_path)
    again = load(save(side, tmp_path / "saved"))
    assert again.fingerprint == side.fingerprint
    assert again.server.dialect == "sqlite"
    assert not compare(again, side).findings.records
    assert again.frame("column").loc[("main", "u", "n"), "affinity"] == "INTEGER"
    assert "storage" not in again.frame("column").columns


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_what_differs_is_found(folder: Path, tmp_path: Path, golden: Golden) -> None:
    """What differs is found, the other way round the mirror of it, and nothing where only the text is another."""
    expected, actual = (made(folder, side, tmp_path) for side in ("expected", "actual"))
    assert not expected.unread, expected.unread
    assert not actual.unread, actual.unread
    found = compare(expected, actual)
    golden(folder / "findings.txt", findings_text(found))
    back = compare(actual, expected)
    mirrored = {(kind, key, _MIRRORED.get(change, change)) for kind, key, change in told(tuple(found.findings))}
    assert told(tuple(back.findings)) == mirrored
    if folder.parent.name == "same":
        assert not found.findings.records


# where the rows of the other side stand in the way: told in the reason of the plan
IN_THE_WAY = {"constraint-unique_of_two"}
LOOPED = [
    pytest.param(folder, way, id=f"{folder.parent.name}-{folder.name} {way[0]}")
    for number, folder in enumerate(FOLDERS)
    for way in (("expected", "actual"), ("actual", "expected"))
    if f"{folder.parent.name}-{folder.name}" not in IN_THE_WAY
    if os.environ.get("DRIFTTOOLS_TEST_ALL") or number % 14 == 3
]


@pytest.mark.parametrize(("folder", "way"), LOOPED)
def test_the_repair_of_a_case_is_judged_by_the_file_that_was_made_rightly(
    folder: Path, way: tuple[str, str], tmp_path: Path
) -> None:
    """Repaired, a file has the definitions and pragmas of the right one; taken back, its own."""
    goal, start = (folder / f"{side}.sql" for side in way)
    live = script(tmp_path / "live.db", start.read_text(encoding="utf-8"))
    right = script(tmp_path / "right.db", goal.read_text(encoding="utf-8"))
    made, before = planned(live, right), definitions(live)
    plan = made.plan
    noted = {one.id for one in made.comparison.findings if one.severity is Severity.NOTE}
    assert noted.issuperset(one.finding for one in plan.unplanned)
    if plan.steps:
        apply(plan, target_of(live), confirm=plan.token, folder=tmp_path / "incident")
        if noted:  # what is only noted is left as it is, and nothing else is
            assert noted.issuperset(one.id for one in planned(live, right).comparison.findings)
        else:
            assert (definitions(live), pragmas(live)) == (definitions(right), pragmas(right))
        rollback(plan, target_of(live), confirm=rollback_token(plan), folder=tmp_path / "incident")
    assert definitions(live) == before
