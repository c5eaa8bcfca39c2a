"""What a written migration runs, for every pair of SQLite schemas: the same code, without the tool around it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from drifttools.errors import UsageError
from drifttools.model.plan import Plan, Reversal
from drifttools.repair.render.sqlite_migration import constants, running, without_way_back
from drifttools.repair.sqlite.groups import groups_of
from tests.repair.sqlite.cases import Case
from tests.repair.sqlite.files import contents, script
from tests.repair.sqlite.loop import definitions, planned, pragmas, read, rows
from tests.repair.sqlite.test_sqlite_cases import RUNS

Migrate = Callable[..., None]


def migration(plan: Plan, live: Path, healthy: Path) -> Migrate:
    """Give what runs the text of a migration on a file: `migrate(path, "STEPS")`, with what is sent before."""
    found: dict[str, Any] = {}
    text = f"import hashlib\nimport re\n{constants(plan, groups_of(plan, read(live), (read(healthy),)))}{running()}"
    exec(compile(text, "migration", "exec"), found)  # noqa: S102 - it is the text that a tool would import

    def migrate(path: Path, steps: str, *first: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in first or ("PRAGMA foreign_keys = ON",):
                connection.execute(statement)

            def ask(statement: str) -> Sequence[Any]:
                return connection.execute(statement).fetchall()

            found["run"](ask, found["TABLES"], found[steps], steps == "STEPS")
            assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert connection.execute("PRAGMA legacy_alter_table").fetchone() == (0,)

    return migrate


# the cases are of the executor, which runs all of them; DRIFTTOOLS_TEST_ALL=1 runs all here, too
SOME = RUNS if os.environ.get("DRIFTTOOLS_TEST_ALL") else RUNS[::4]


def test_a_virtual_table_is_refused(tmp_path: Path) -> None:
    """What its module keeps is in no definition, so that nothing could tell whether it is as it was."""
    live = script(tmp_path / "live.db", "CREATE VIRTUAL TABLE words USING fts5 (word)")
    expected = script(tmp_path / "expected.db", "CREATE TABLE t (a)")
    plan = planned(live, expected).plan
    with pytest.raises(UsageError, match="words is a virtual table"):
        groups_of(plan, read(live), (read(expected),))


TABLES = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER{}); "


def test_a_transaction_that_has_begun_with_foreign_keys_on_is_left_alone(tmp_path: Path) -> None:
    """There the setting cannot be changed, and a table written anew would take the rows of others along: it refuses."""
    live = script(tmp_path / "live.db", TABLES.format("") + "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1);")
    expected = script(tmp_path / "expected.db", TABLES.format(" REFERENCES a (id) ON DELETE CASCADE"))
    migrate = migration(planned(live, expected).plan, live, expected)
    before = definitions(live), contents(live)
    with pytest.raises(RuntimeError, match="foreign keys are enforced in a transaction that has begun"):
        migrate(live, "STEPS", "PRAGMA foreign_keys = ON", "BEGIN")
    assert (definitions(live), contents(live)) == before


def test_a_reference_that_would_lead_nowhere_rolls_all_back(tmp_path: Path) -> None:
    """A row that the planned file had not: found before it is committed, and nothing of the migration is left."""
    live = script(tmp_path / "live.db", TABLES.format(""))
    expected = script(tmp_path / "expected.db", TABLES.format(" REFERENCES a (id)"))
    migrate = migration(planned(live, expected).plan, live, expected)
    other = script(tmp_path / "other.db", TABLES.format("") + "INSERT INTO b VALUES (1, 7);")
    before = definitions(other), contents(other)
    with pytest.raises(RuntimeError, match="rows would refer to what is not there"):
        migrate(other, "STEPS")
    assert (definitions(other), contents(other)) == before


@pytest.mark.parametrize(("case", "back"), SOME)
def test_a_pair(tmp_path: Path, case: Case, *, back: bool) -> None:
    """The file becomes what one made rightly is, with its rows, and is taken back; one made rightly is left alone."""
    start, goal = (case.other, case.one) if back else (case.one, case.other)
    live, expected = script(tmp_path / "live.db", start + case.rows), script(tmp_path / "expected.db", goal)
    first = script(tmp_path / "first.db", start)
    plan = planned(live, expected, ways=() if back else case.ways).plan
    if not plan.steps or plan.unplanned or "VIRTUAL TABLE" in start.upper():
        return
    migrate = migration(plan, live, expected)
    before, shared = definitions(live), rows(live, first, expected)
    right, held = definitions(expected), contents(live)
    migrate(live, "STEPS")
    assert definitions(live) == right
    assert pragmas(live) == pragmas(expected)
    assert rows(live, first, expected) == shared
    migrate(live, "STEPS")
    migrate(expected, "STEPS")
    if without_way_back(plan):
        return
    migrate(expected, "BACK")
    assert definitions(expected) == right
    migrate(live, "BACK")
    assert definitions(live) == before
    if all(step.reversal is Reversal.EXACT for step in plan.steps):
        assert contents(live) == held
