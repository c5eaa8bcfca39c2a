"""A SQLite file goes through the whole of an incident: audit, plan, rehearsal on a copy, apply, verify, way back."""

from __future__ import annotations

from pathlib import Path

import pytest

import drifttools as dt
from drifttools.errors import RehearsalError, StalePlanError, UsageError
from drifttools.model.verdict import State
from drifttools.repair.outcome import rollback_token
from tests.repair.sqlite.files import CLIENTS, ORDERS, SHOP, ask, contents, made, script, shape, tables_of
from tests.repair.sqlite.loop import definitions


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Make the live shop, and one as it should be: both tables otherwise, an index more, a table less."""
    goal = SHOP.replace("create table log (what text);", "create table log (what text, at text default '');")
    first, second = (line for line in goal.splitlines() if "id integer primary key" in line)
    goal = goal.replace(first, CLIENTS + ";").replace("create table orders (\n" + second, ORDERS + ";")
    goal += "create index orders_total on orders (total);"
    live = script(made(tmp_path / "live.db"), "create table leftover (a); insert into leftover values (1)")
    return live, script(tmp_path / "goal.db", goal)


def test_an_incident_from_audit_to_way_back(sides: tuple[Path, Path], tmp_path: Path) -> None:
    """Every stage says what it did, the file becomes what it should be with all its rows, and comes back."""
    live, goal = sides
    start, rows, tables = shape(live), contents(live), tables_of(live)
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "reports", title="shop")
    assert len(inv.audit().findings) > 5
    plan = inv.plan()
    assert [left.named for left in plan.unplanned] == ["main.leftover"]
    verdict = inv.rehearse(plan)
    assert verdict.state is State.PASS, [check for check in verdict.checks if check.state is not State.PASS]
    assert shape(live) == start
    assert inv.apply(plan, confirm=plan.token).changed
    assert [one.split(":")[0] for one in definitions(live) ^ definitions(goal)] == ["table leftover"]
    kept = contents(live)
    assert [(row[0], row[1]) for row in kept["log"]] == rows["log"]
    assert {**kept, "log": 0, "drifttools_journal": 0} == {**rows, "log": 0, "drifttools_journal": 0}
    assert inv.verify().state is State.PARTIAL  # the leftover was not named
    for path in inv.report().paths.values():
        assert path.exists()
    outcome = inv.rollback(plan, confirm=rollback_token(plan))
    assert tables_of(live) == tables
    assert not [one for one in outcome.warnings if "not in every detail" in one]


def test_what_rows_do_not_allow_is_said_and_done_in_the_way_that_is_chosen(tmp_path: Path) -> None:
    """A null in the way is counted with its key; with a default it is filled, and the rehearsal knows of it."""
    live = script(
        tmp_path / "live.db", "create table t (a integer primary key, b text); insert into t values (1, 'x'), (7, null)"
    )
    goal = script(tmp_path / "goal.db", "create table t (a integer primary key, b text not null default 'n')")
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "r", title="null")
    inv.audit()
    left = inv.plan()
    assert not left.steps
    assert "1 of the rows of t in which b is null (a: 7)" in left.unplanned[0].reason
    plan = inv.plan(ways=("main.t.b=default",))
    assert inv.rehearse(plan).state is State.PASS
    inv.apply(plan, confirm=plan.token)
    assert ask(live, "select a, b from t") == [(1, "x"), (7, "n")]
    assert inv.verify().state is State.PASS


def test_rows_that_go_aside_are_no_lost_rows(tmp_path: Path) -> None:
    """The rehearsal and the report count them where they are; the catalog of the project has no such table."""
    live = script(
        tmp_path / "live.db", "create table t (a integer primary key, b text); insert into t values (1, 'x'), (2, 'x')"
    )
    goal = script(tmp_path / "goal.db", "create table t (a integer primary key, b text unique)")
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "r", title="aside")
    inv.audit()
    plan = inv.plan(ways=("*=quarantine",))
    verdict = inv.rehearse(plan)
    assert verdict.state is State.PASS, verdict.failed
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify()
    assert verdict.state is State.PASS, verdict.failed
    inv.report()
    report = (inv.folder.path / "report.md").read_text(encoding="utf-8")
    assert "1 put aside by s01 (main.drifttools_quarantine_" in report.replace("\\_", "_")


def test_a_view_that_would_break_fails_the_rehearsal_and_the_apply_is_refused(tmp_path: Path) -> None:
    """The live file is not touched."""
    live = script(tmp_path / "live.db", "create table t (a int, b text, c int); create view v as select b from t")
    goal = script(
        tmp_path / "goal.db", "create table t (a text, c int not null default 1); create view v as select b from t"
    )
    before = shape(live)
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "r", title="view")
    inv.audit()
    plan = inv.plan(drop=("main.t.b",))
    failed = [check.reason for check in inv.rehearse(plan).checks if check.state is State.FAIL]
    assert "view v would no longer work" in failed[0]
    with pytest.raises(RehearsalError):
        inv.apply(plan, confirm=plan.token)
    assert shape(live) == before


def test_a_plan_is_for_one_file_and_one_state(sides: tuple[Path, Path], tmp_path: Path) -> None:
    """A file that changed since the audit gets no plan, and rows are not mended on SQLite."""
    live, goal = sides
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "r", title="stale")
    inv.audit()
    plan = inv.plan()
    moved = live.rename(tmp_path / "moved.db")
    script(live, "create table other (a)")
    with pytest.raises(StalePlanError):
        inv.plan()
    live.unlink()
    live.symlink_to(moved)
    with pytest.raises(UsageError, match="was made for"):
        inv.apply(plan, confirm=plan.token)
