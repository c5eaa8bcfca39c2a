"""A process that is killed at any point of a repair of a SQLite file leaves nothing or everything, and a whole file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drifttools.model.codec import canonical_json
from drifttools.model.plan import Plan
from drifttools.repair.journal import FILE, verify_chain
from drifttools.repair.outcome import Standing, rollback_token
from drifttools.repair.sqlite.executor import apply, rollback, status
from tests.repair.sqlite.files import made, shape, shop_plan, tables_of, target_of

CHILD = """
import json, os, sys
from pathlib import Path
from drifttools.config.dsn import parse_target
from drifttools.model.codec import decode
from drifttools.model.plan import Plan
from drifttools.errors import DriftToolsError
from drifttools.repair.sqlite import executor
dsn, folder, token, way = sys.argv[1:5]
if "DT_NOBODY" in os.environ:  # after the imports: the interpreter may be root's
    os.setgid(65534)
    os.setuid(65534)
plan = decode(Plan, json.loads(sys.stdin.read()))
try:
    getattr(executor, way)(plan, parse_target(dsn), confirm=token, folder=Path(folder))
except DriftToolsError as problem:
    print(type(problem).__name__, problem, file=sys.stderr)
    sys.exit(problem.exit_code)
"""

# The rebuild of clients, with AUTOINCREMENT and an index, is the second step, and has all sorts of statements.
BEFORE_COMMIT = (
    "journal:begin:torn",
    "journal:begin",
    "journal:connected",
    "journal:backup",
    "backup:before",
    "backup:written",
    "backup:after",
    "journal:intent",
    "s01:before",
    "s01:after",
    *(f"s02:statement {number}" for number in range(1, 10)),
    "s03:after",
    "journal:outcome:torn",
    "journal:commit",
    "commit:before",
)
AFTER_COMMIT = ("commit:after", "journal:committed:torn", "journal:committed", "journal:end")


def run(plan: Plan, path: Path, folder: Path, way: str = "apply", **more: object) -> subprocess.CompletedProcess[str]:
    """Run a way in a child."""
    token = plan.token if way == "apply" else rollback_token(plan)
    return subprocess.run(
        [sys.executable, "-c", CHILD, f"sqlite:///{path}", str(folder), token, way],
        input=canonical_json(plan),
        text=True,
        capture_output=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def killed(plan: Plan, path: Path, folder: Path, point: str, way: str = "apply") -> None:
    """Run a way in a child that ends at a point."""
    child = run(plan, path, folder, way, env={**os.environ, "DT_FAULT": point})
    assert child.returncode == -signal.SIGKILL, f"{point} was never reached:\n{child.stderr}"


def whole(path: Path) -> bool:
    """Tell whether the file is."""
    return shape(path)[0] == [("ok",)]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make the shop's file."""
    return made(tmp_path / "shop.db")


@pytest.mark.parametrize("point", BEFORE_COMMIT)
def test_killed_before_commit_nothing_is_changed(shop: Path, tmp_path: Path, point: str) -> None:
    """The file is whole and as it was, `status` says so with the command that goes on, and going on works."""
    plan, before, folder, target = shop_plan(shop), shape(shop), tmp_path / "i", target_of(shop)
    killed(plan, shop, folder, point)
    state = status(plan, target, folder)
    assert shape(shop) == before
    assert state.standing in {Standing.INTERRUPTED, Standing.NOTHING_DONE}, state
    assert plan.token in state.next
    for kept in folder.glob("backup-*.sqlite"):
        assert shape(kept) == before
    assert apply(plan, target, confirm=plan.token, folder=folder).done == ("s01", "s02", "s03")
    assert whole(shop)
    assert not [*folder.glob("*.part")]
    assert verify_chain(folder / FILE).intact


@pytest.mark.parametrize("point", AFTER_COMMIT)
def test_killed_after_commit_everything_is_done(shop: Path, tmp_path: Path, point: str) -> None:
    """All steps are there, the backup is the state before, and a second apply is a no-op."""
    plan, before, folder = shop_plan(shop), shape(shop), tmp_path / "i"
    killed(plan, shop, folder, point)
    state = status(plan, target_of(shop), folder)
    assert (state.standing, state.done, state.next) == (Standing.DONE, ("s01", "s02", "s03"), "")
    assert whole(shop)
    (kept,) = folder.glob("backup-*.sqlite")
    assert shape(kept) == before
    assert not apply(plan, target_of(shop), confirm=plan.token, folder=folder).changed


@pytest.mark.parametrize("point", ["s02:statement 4", "commit:before", "commit:after"])
def test_a_way_back_that_is_killed_is_whole_or_not_at_all(shop: Path, tmp_path: Path, point: str) -> None:
    """Before COMMIT the plan is still done, after it all is taken back; a second way back ends at the start."""
    plan, target, folder, before = shop_plan(shop), target_of(shop), tmp_path / "i", tables_of(shop)
    apply(plan, target, confirm=plan.token, folder=folder)
    killed(plan, shop, folder, point, "rollback")
    taken_back = point == "commit:after"
    assert status(plan, target, folder).standing is (Standing.ROLLED_BACK if taken_back else Standing.DONE)
    assert rollback(plan, target, confirm=rollback_token(plan), folder=folder).changed is not taken_back
    assert tables_of(shop) == before
    assert whole(shop)


@pytest.mark.parametrize("spare", [0, 3])
def test_a_full_disk_changes_nothing(shop: Path, tmp_path: Path, spare: int) -> None:
    """Where a file may grow no more, be it the backup or the database, the message says so, with exit code 4."""
    plan, before = shop_plan(shop), shape(shop)
    limit = shop.stat().st_size + spare * 4096 - 1

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    child = run(plan, shop, tmp_path / "i", preexec_fn=small)
    assert child.returncode == 4, child.stderr
    assert "ApplyError" in child.stderr
    assert shape(shop) == before
    assert not [*(tmp_path / "i").glob("backup-*.part")]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_place_changes_nothing(tmp_path: Path, what: str) -> None:
    """SQLite writes the file and its journal beside it: where one cannot be written, it is said before anything is done."""
    home = tmp_path / "home"
    home.mkdir()
    shop = made(home / "shop.db")
    plan, before, folder = shop_plan(shop), shape(shop), tmp_path / "i"
    folder.mkdir()
    place, mode = (shop, 0o444) if what == "file" else (home, 0o555)
    for one in (tmp_path, folder, home, shop):
        one.chmod(0o777)
    place.chmod(mode)
    child = run(plan, shop, folder, env={**os.environ, **({"DT_NOBODY": "1"} if os.getuid() == 0 else {})})
    place.chmod(0o777)
    assert child.returncode == 4, child.stderr
    assert "read-only" in child.stderr
    assert shape(shop) == before
