"""A process that is killed at any named point leaves nothing or everything behind, and `status` says which."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.model.codec import canonical_json
from drifttools.model.plan import Plan
from drifttools.repair.executor import apply, rollback, rollback_token, status
from drifttools.repair.journal import FILE, verify_chain
from drifttools.repair.outcome import Standing
from tests.repair.plans import MIXED, SETUP, TRANSACTIONAL, ask, plan_for, shape, target_of

CHILD = """
import json, sys
from pathlib import Path
from drifttools.config import parse_target
from drifttools.model.codec import decode
from drifttools.model.plan import Plan
from drifttools.repair import executor
dsn, folder, token, way = sys.argv[1:5]
plan = decode(Plan, json.loads(sys.stdin.read()))
getattr(executor, way)(plan, parse_target(dsn), confirm=token, folder=Path(folder))
"""

BEFORE_COMMIT = (
    "journal:begin:torn",
    "journal:begin",
    "journal:connected",
    "s01:before",
    "s01:after",
    "journal:intent",
    "journal:intent:torn",
    "journal:outcome",
    "s02:before",
    "s02:after",
    "s03:before",
    "s03:after",
    "journal:commit:torn",
    "journal:commit",
    "commit:before",
)
AFTER_COMMIT = ("commit:after", "journal:committed:torn", "journal:committed", "journal:end:torn", "journal:end")
ALONE = (
    "s02:before",
    "s02:after",
    "s03:before",
    "s03:after",
    "commit:before",
    "commit:after",
    "journal:connected",
    "journal:outcome",
)


def killed(plan: Plan, dsn: str, folder: Path, point: str, way: str = "apply") -> None:
    """Run a way in a child that ends at a point."""
    token = plan.token if way == "apply" else rollback_token(plan)
    child = subprocess.run(
        [sys.executable, "-c", CHILD, dsn, str(folder), token, way],
        input=canonical_json(plan),
        text=True,
        capture_output=True,
        check=False,
        env={**os.environ, "DT_FAULT": point},
    )
    assert child.returncode == -signal.SIGKILL, f"{point} was never reached:\n{child.stderr}"


@pytest.fixture
def dsn(database: Callable[[str], str]) -> str:
    """Make the shop's database."""
    return database(SETUP)


@pytest.mark.parametrize("point", BEFORE_COMMIT)
def test_killed_before_commit_nothing_is_changed(dsn: str, tmp_path: Path, point: str) -> None:
    """The database is as it was, `status` says so with the command that goes on, and going on works."""
    plan, before = plan_for(dsn), shape(dsn)
    killed(plan, dsn, tmp_path, point)
    assert shape(dsn) == before
    state = status(plan, target_of(dsn), tmp_path)
    assert state.standing in {Standing.INTERRUPTED, Standing.NOTHING_DONE}, state
    assert (state.standing is Standing.NOTHING_DONE) == (point == "journal:begin:torn")
    assert state.journal_torn == point.endswith("torn")
    assert (state.done, state.pending) == ((), ("s01", "s02", "s03"))
    assert plan.token in state.next
    assert apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).done == ("s01", "s02", "s03")
    assert verify_chain(tmp_path / FILE).intact


@pytest.mark.parametrize("point", AFTER_COMMIT)
def test_killed_after_commit_everything_is_done(dsn: str, tmp_path: Path, point: str) -> None:
    """All steps are there, `status` says so, and a second apply is a no-op."""
    plan = plan_for(dsn)
    killed(plan, dsn, tmp_path, point)
    assert ask(dsn, "select count(*) from public.orders") == 100
    assert ask(dsn, "select to_regclass('public.clients_city') is not null")
    state = status(plan, target_of(dsn), tmp_path)
    assert (state.standing, state.done, state.next) == (Standing.DONE, ("s01", "s02", "s03"), "")
    assert not apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).changed


@pytest.mark.parametrize("point", ["s03:after", "commit:before", "commit:after"])
def test_a_way_back_that_is_killed_is_whole_or_not_at_all(dsn: str, tmp_path: Path, point: str) -> None:
    """Before COMMIT the plan is still done, after it all is taken back; a second way back ends at the start."""
    plan, before = plan_for(dsn), shape(dsn)
    apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    after = shape(dsn)
    killed(plan, dsn, tmp_path, point, "rollback")
    taken_back = point == "commit:after"
    assert shape(dsn) == (before if taken_back else after)
    wanted = Standing.ROLLED_BACK if taken_back else Standing.DONE
    assert status(plan, target_of(dsn), tmp_path).standing is wanted
    assert rollback(plan, target_of(dsn), confirm=rollback_token(plan), folder=tmp_path).changed is not taken_back
    assert shape(dsn) == before


@pytest.mark.parametrize("point", ALONE)
def test_killed_between_steps_outside_a_transaction_it_is_resumed(dsn: str, tmp_path: Path, point: str) -> None:
    """Whatever was done stays done, what was not is done by the next apply, and nothing is done twice."""
    plan, target = plan_for(dsn, MIXED), target_of(dsn)
    killed(plan, dsn, tmp_path, point)
    state = status(plan, target, tmp_path)
    assert state.standing in {Standing.PARTLY, Standing.INTERRUPTED}
    assert plan.token in state.next
    apply(plan, target, confirm=plan.token, folder=tmp_path)
    assert status(plan, target, tmp_path).standing is Standing.DONE
    assert ask(dsn, "select count(*) from pg_enum where enumlabel = 'so so'") == 1
    assert ask(dsn, "select count(*) from drifttools.journal where event = 'done'") == 3
    assert ask(dsn, "select count(*) from public.orders") == 100


def test_without_its_journal_file_a_plan_still_knows_how_it_stands(dsn: str, tmp_path: Path) -> None:
    """On another machine, or after the folder was lost, the database's own journal is enough."""
    plan = plan_for(dsn)
    killed(plan, dsn, tmp_path / "lost", "commit:after")
    assert status(plan, target_of(dsn), tmp_path / "empty").standing is Standing.DONE


def test_the_server_says_what_became_of_a_commit_without_an_answer(dsn: str, tmp_path: Path) -> None:
    """With the journal's rows gone, the recorded transaction number still tells that it was committed."""
    plan = plan_for(dsn)
    killed(plan, dsn, tmp_path, "commit:after")
    xid = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()][-1]["xid"]
    import psycopg

    with psycopg.connect(dsn) as connection:
        connection.execute("delete from drifttools.journal")
    state = status(plan, target_of(dsn), tmp_path)
    assert state.standing is Standing.UNKNOWN
    assert f"transaction {xid} was committed" in state.message


@pytest.mark.parametrize("steps", [TRANSACTIONAL, MIXED], ids=["transactional", "mixed"])
def test_a_plan_never_begun_is_nothing_done(dsn: str, tmp_path: Path, steps: tuple[object, ...]) -> None:
    """Without any trace the answer is nothing done, and the command to begin."""
    plan = plan_for(dsn, steps)  # type: ignore[arg-type]
    state = status(plan, target_of(dsn), tmp_path)
    assert state.standing is Standing.NOTHING_DONE
    assert plan.token in state.next
