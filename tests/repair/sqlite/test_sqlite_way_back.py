"""Plans on SQLite that random schemas got wrong: ways back that are none, or lead to what was wrong before."""

from __future__ import annotations

from pathlib import Path

import pytest

from drifttools.errors import UsageError
from drifttools.model.plan import Reversal
from drifttools.model.verdict import State
from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.verify.sqlite_rehearsal import rehearse_sqlite
from tests.repair.sqlite.files import ask, script, target_of
from tests.repair.sqlite.loop import definitions, planned, read

_KEPT = "create table t (a integer primary key, b text);"


def test_a_reference_to_a_column_that_the_plan_makes_is_no_question_of_rows(tmp_path: Path) -> None:
    """What is not there yet cannot be asked about; the executor looks at the rows before COMMIT."""
    start = "create table t (id integer primary key, up integer); insert into t (id) values (1), (4);"
    goal = "create table t (id integer primary key, up integer references t (number), number integer unique);"
    live, right = script(tmp_path / "live.db", start), script(tmp_path / "right.db", goal)
    plan = planned(live, right).plan
    apply(plan, target_of(live), confirm=plan.token, folder=tmp_path / "incident")
    assert definitions(live) == definitions(right)


@pytest.mark.parametrize(
    "start",
    [
        "create table t (a integer primary key, b text, c text not null);",
        "create table t (a integer primary key, b text, c text default 'x' unique);",
        "create table t (a integer, b text, c text, primary key (c)) without rowid;",
        "create table t (a integer primary key, b text, c text unique); create table u (c text references t (c));",
    ],
)
def test_a_column_that_no_row_could_have_again_has_no_way_back(start: str, tmp_path: Path) -> None:
    """The plan says so before it is applied, and a rehearsal of it is no failure; without rows nothing else would."""
    live = script(tmp_path / "live.db", start + "insert into t (a, b, c) values (1, 'x', '1'), (2, 'y', '2');")
    goal = _KEPT + ("create table u (c text);" if "table u" in start else "")
    right = script(tmp_path / "right.db", goal)
    plan = planned(live, right).plan
    step = next(one for one in plan.steps if one.key[-1] in ("t", "c") and not one.inverse)
    assert step.reversal is Reversal.NONE
    rehearsed = rehearse_sqlite(plan, target_of(live), read(right)).verdict
    assert [one.state for one in rehearsed.checks] == [State.PASS] * 3 + [State.NOT_RUN] * 2
    apply(plan, target_of(live), confirm=plan.token, folder=tmp_path / "incident")
    with pytest.raises(UsageError, match=f"there is no way back for .*{step.id}"):
        rollback(plan, target_of(live), confirm=rollback_token(plan), folder=tmp_path / "incident")


def test_a_way_back_may_lead_to_what_did_not_work_before(tmp_path: Path) -> None:
    """A trigger that writes a computed column is refused by SQLite whenever it fires; it is the plan's neither way."""
    broken = "create trigger g instead of insert on v begin update t set c = 1; end;"
    start = f"create table t (a int, b text, c text as (b) virtual); create view v as select a from t; {broken}"
    live = script(tmp_path / "live.db", start + "insert into t (a, b) values (1, 'x');")
    right = script(tmp_path / "right.db", start.replace("text as (b) virtual", "text"))
    plan, before, folder = planned(live, right).plan, definitions(live), tmp_path / "incident"
    apply(plan, target_of(live), confirm=plan.token, folder=folder)
    assert rollback(plan, target_of(live), confirm=rollback_token(plan), folder=folder).changed
    assert definitions(live) == before
    assert ask(live, "select c from t") == [("x",)]
