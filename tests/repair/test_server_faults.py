"""What befalls the server while a repair runs: its disk is full, a statement takes too long, its client is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.errors import ApplyError, BusyError
from drifttools.model.codec import canonical_json
from drifttools.model.plan import Lock, Plan
from drifttools.repair.executor import apply, status
from drifttools.repair.journal import FILE, verify_chain
from drifttools.repair.outcome import Standing
from tests.repair.counting import looked
from tests.repair.plans import ADD, MOVE, SETUP, ask, plan_for, run, shape, target_of
from tests.repair.test_crash import CHILD
from tests.repair.test_online import bound

if TYPE_CHECKING:
    from conftest import MakeDatabase

_ROWS = 80_000
_TABLE = "create table t (id {type} primary key, pad text not null) tablespace small"


@pytest.fixture
def small() -> Iterator[PrivateServer]:
    """Give a server with a tablespace `small` on a file system of 20 MB."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a file system that can be filled")
    # the server's user has to reach it, which it could not below the tests' own folder
    disk = Path(tempfile.mkdtemp(prefix="dt-disk-", dir="/tmp"))
    disk.chmod(0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20M", "none", str(disk)],  # noqa: S607 - the system's own
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        disk.rmdir()
        pytest.skip(f"this root may not mount: {mounted.stderr.strip()}")
    try:
        with PrivateServer() as server:
            space = disk / "space"
            space.mkdir()
            owner = server.socket_dir.stat()
            os.chown(space, owner.st_uid, owner.st_gid)
            with psycopg.connect(server.dsn(), autocommit=True) as connection:
                connection.execute(f"create tablespace small location '{space}'".encode())
            yield server
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)  # noqa: S607 - the system's own
        disk.rmdir()


def rows(dsn: str) -> None:
    """Put so many rows into the table that it does not fit on its disk twice."""
    run(dsn, f"insert into t select i, repeat('x', 100) from generate_series(1, {_ROWS}) i; analyze t")


def test_a_plan_says_how_much_disk_it_may_need(database: MakeDatabase) -> None:
    """A rewrite of a table may need twice the table and its indexes, an index as much as the rows; small tables nothing."""
    expected = database("create table t (id bigint primary key, pad text not null); create index i on t (pad)")
    actual = database("create table t (id int primary key, pad text not null)")
    rows(actual)
    run(actual, f"insert into t select i, repeat('x', 100) from generate_series({_ROWS} + 1, {4 * _ROWS}) i; analyze t")
    plan = looked(expected, actual).plan
    megabytes = 1024 * 1024
    table, total = (ask(actual, f"select {size}('t')") for size in ("pg_relation_size", "pg_total_relation_size"))
    notes = {step.title: [note for note in step.notes if "free disk" in note] for step in plan.steps}
    rewritten = next(note for title, found in notes.items() if "column" in title for note in found)
    built = next(note for title, found in notes.items() if title.startswith("create index") for note in found)
    assert built == f"may need up to {table / megabytes:,.0f} MB of free disk while it runs"
    said = float(rewritten.removeprefix("may need up to ").partition(" ")[0])
    assert said == pytest.approx(2 * total / megabytes, rel=0.02)
    few = database("create table t (id int primary key, pad text not null)")
    assert not [note for step in looked(expected, few).plan.steps for note in step.notes if "free disk" in note]


def test_a_rewrite_for_which_there_is_no_room_changes_nothing(
    small: PrivateServer, database: MakeDatabase, tmp_path: Path
) -> None:
    """PostgreSQL says 53100: everything is rolled back, type and rows are as they were, and so is the room on the disk."""
    expected, actual = (database(_TABLE.format(type=type_), on=small) for type_ in ("bigint", "int"))
    rows(actual)
    plan, before = bound(looked(expected, actual).plan, actual), shape(actual)
    with pytest.raises(ApplyError, match="No space left on device") as failed:
        apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert failed.value.exit_code == 4
    assert shape(actual) == before
    assert ask(actual, "select count(*) from t") == _ROWS
    assert status(plan, target_of(actual), tmp_path).standing is Standing.NOTHING_DONE
    assert verify_chain(tmp_path / FILE).intact
    run(actual, f"delete from t where id > {_ROWS // 10}")
    run(actual, "vacuum full t")
    assert apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path).changed


def test_an_index_for_which_there_is_no_room_leaves_nothing(
    small: PrivateServer, database: MakeDatabase, tmp_path: Path
) -> None:
    """CREATE INDEX CONCURRENTLY leaves an INVALID index when the disk is full: it is dropped, and no other one is."""
    index = "; create index i on t (id, pad, (pad || id), (id || pad)) tablespace small"
    expected = database(_TABLE.format(type="int") + index, on=small)
    actual = database(_TABLE.format(type="int"), on=small)
    rows(actual)
    plan = bound(looked(expected, actual, online_above=0).plan, actual)
    assert not plan.transactional
    with pytest.raises(ApplyError, match="No space left on device"):
        apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert ask(actual, "select count(*) from pg_index where indrelid = 't'::regclass") == 1
    assert ask(actual, "select bool_and(indisvalid) from pg_index where indrelid = 't'::regclass")


@pytest.fixture
def dsn(database: Callable[[str], str]) -> str:
    """Make the shop's database."""
    return database(SETUP)


def slow(dsn: str, seconds: int, timeout_ms: int) -> Plan:
    """Return a plan that changes something and then takes its time."""
    waiting = (f"select pg_catalog.pg_sleep({seconds})", *ADD.statements)
    step = replace(ADD, statements=waiting, lock=Lock.ACCESS_EXCLUSIVE, statement_timeout_ms=timeout_ms)
    return plan_for(dsn, (MOVE, step))


def test_a_statement_that_takes_too_long_is_ended_and_all_is_rolled_back(dsn: str, tmp_path: Path) -> None:
    """The step before it is taken back too; the error names the step, and `status` says that nothing is done."""
    plan, before = slow(dsn, 20, timeout_ms=300), shape(dsn)
    started = time.monotonic()
    with pytest.raises(ApplyError, match="s02") as failed:
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert time.monotonic() - started < 10
    assert failed.value.exit_code == 4
    assert "timeout" in str(failed.value)
    assert shape(dsn) == before
    assert status(plan, target_of(dsn), tmp_path).standing is Standing.NOTHING_DONE


def test_a_server_process_does_not_outlive_its_killed_client(dsn: str, tmp_path: Path) -> None:
    """While the client lives, others are told who works; killed within a statement, the server ends that one soon too."""
    plan, before = slow(dsn, 30, timeout_ms=60_000), shape(dsn)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, dsn, str(tmp_path), plan.token, "apply"], stdin=subprocess.PIPE, text=True
    )
    try:
        assert child.stdin is not None
        child.stdin.write(canonical_json(plan))
        child.stdin.close()
        until(lambda: bool(ask(dsn, f"select count(*) from pg_stat_activity where {_SLEEPING}")))
        assert status(plan, target_of(dsn), tmp_path).standing is Standing.RUNNING
        with pytest.raises(BusyError):
            apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path / "other")
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    until(lambda: not ask(dsn, f"select count(*) from pg_stat_activity where {_SLEEPING}"), within=5)
    assert shape(dsn) == before
    assert status(plan, target_of(dsn), tmp_path).standing is Standing.INTERRUPTED


_SLEEPING = "query like 'select pg_catalog.pg_sleep%' and state = 'active' and datname = current_database()"


def until(holds: Callable[[], bool], within: float = 30) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)
