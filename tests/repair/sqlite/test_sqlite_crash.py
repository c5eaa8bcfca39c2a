"""A process that is killed at any point of a repair of a SQLite file leaves nothing or everything, and a whole file."""

from __future__ import annotations

import contextlib
import shlex
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from drifttools.repair.journal import FILE, verify_chain
from drifttools.repair.outcome import Progress, Standing, rollback_token, status_command
from drifttools.repair.sqlite.backup import restore_command
from drifttools.repair.sqlite.executor import apply, rollback, status
from tests.repair.sqlite.children import Children
from tests.repair.sqlite.files import made, shape, shop_plan, tables_of, target_of

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


def whole(path: Path) -> bool:
    """Tell whether the file is."""
    return shape(path)[0] == [("ok",)]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make the shop's file."""
    return made(tmp_path / "shop.db")


# Beside the file of a rollback journal, one with a write-ahead log whose checkpoint somebody who reads keeps back.
MODES = ("delete", "wal")


@contextlib.contextmanager
def held(shop: Path, mode: str) -> Iterator[None]:
    """Put the file into a mode; with a log there are rows in it that no checkpoint has taken over, and one who reads."""
    with contextlib.closing(sqlite3.connect(shop, isolation_level=None)) as other:
        other.execute(f"pragma journal_mode = {mode}")
        if mode == "wal":
            other.execute("pragma wal_autocheckpoint = 0")
            other.execute("update clients set city = 'Bonn' where id = 1")
            other.execute("begin")
            assert other.execute("select city from clients where id = 1").fetchone() == ("Bonn",)
        yield
        if mode == "wal":
            # who reads sees the whole time what was there when they began
            assert other.execute("select count(*) from sqlite_schema where name = 'orders_total'").fetchone() == (0,)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("point", BEFORE_COMMIT)
def test_killed_before_commit_nothing_is_changed(
    children: Children, shop: Path, tmp_path: Path, point: str, mode: str
) -> None:
    """The file is whole and as it was, `status` says so with the command that goes on, and going on works."""
    plan, folder, target = shop_plan(shop), tmp_path / "i", target_of(shop)
    with held(shop, mode):
        before = shape(shop)
        children.kill(plan, shop, folder, point)
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


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("point", AFTER_COMMIT)
def test_killed_after_commit_everything_is_done(
    children: Children, shop: Path, tmp_path: Path, point: str, mode: str
) -> None:
    """All steps are there, the backup is the state before and is put back, and a second apply is a no-op."""
    plan, folder = shop_plan(shop), tmp_path / "i"
    with held(shop, mode):
        before = shape(shop)
        children.kill(plan, shop, folder, point)
        state = status(plan, target_of(shop), folder)
        assert (state.standing, state.done, state.next) == (Standing.DONE, ("s01", "s02", "s03"), "")
        assert whole(shop)
        (kept,) = folder.glob("backup-*.sqlite")
        assert shape(kept) == before
        assert not apply(plan, target_of(shop), confirm=plan.token, folder=folder).changed
    subprocess.run(shlex.split(restore_command(kept, shop)), check=True)
    assert shape(shop) == before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("point", ["s02:statement 4", "commit:before", "commit:after"])
def test_a_way_back_that_is_killed_is_whole_or_not_at_all(
    children: Children, shop: Path, tmp_path: Path, point: str, mode: str
) -> None:
    """Before COMMIT the plan is still done, after it all is taken back; a second way back ends at the start."""
    plan, target, folder, before = shop_plan(shop), target_of(shop), tmp_path / "i", tables_of(shop)
    with held(shop, mode):
        apply(plan, target, confirm=plan.token, folder=folder)
        children.kill(plan, shop, folder, point, "rollback")
        taken_back = point == "commit:after"
        assert status(plan, target, folder).standing is (Standing.ROLLED_BACK if taken_back else Standing.DONE)
        assert rollback(plan, target, confirm=rollback_token(plan), folder=folder).changed is not taken_back
        assert tables_of(shop) == before
        assert whole(shop)


def test_a_run_that_goes_on_is_told_from_one_that_was_killed(shop: Path, tmp_path: Path) -> None:
    """While the write lock is held the plan is running; nobody is told to go on with it."""
    plan, target, folder = shop_plan(shop), target_of(shop), tmp_path / "i"
    seen = []

    def look(event: Progress) -> None:
        if event.event == "checking":
            seen.append(status(plan, target, folder))

    apply(plan, target, confirm=plan.token, folder=folder, progress=look)
    assert [one.standing for one in seen] == [Standing.RUNNING]
    assert seen[0].next == status_command(folder)
    assert status(plan, target, folder).standing is Standing.DONE
