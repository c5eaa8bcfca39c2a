"""A disk that is really full: nothing is changed without its journal, and what is committed is never told as failed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from drifttools.errors import ApplyError, ApplyPartlyDone
from drifttools.model.plan import Plan
from drifttools.repair.executor import apply, status
from drifttools.repair.journal import FILE, verify_chain
from drifttools.repair.outcome import Standing
from tests.repair.plans import MIXED, SETUP, TRANSACTIONAL, ask, plan_for, shape, target_of

_PAGE = 4096
SIZE = 2048 * _PAGE


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 8 MB."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a file system that can be filled")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "none", str(folder)],  # noqa: S607 - the system's own
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"this root may not mount: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - the system's own


def fill(folder: Path, leave: int) -> None:
    """Fill the disk but for some pages."""
    free = os.statvfs(folder).f_bavail
    with (folder / "filler").open("ab") as filler:
        filler.write(b"x" * _PAGE * (free - leave))
        filler.flush()
    assert os.statvfs(folder).f_bavail == leave


def long_plan(dsn: str) -> Plan:
    """Return a plan whose titles make the record of an intent most of a page."""
    return plan_for(dsn, tuple(replace(step, title=f"{step.title} {'x' * 2500}") for step in TRANSACTIONAL))


@pytest.fixture
def dsn(database: Callable[[str], str]) -> str:
    """Make the shop's database."""
    return database(SETUP)


def test_however_little_room_is_left_the_apply_is_whole_or_not_at_all(dsn: str, small_disk: Path) -> None:
    """With 0, 1, 2 ... pages free: all is done, or nothing and the error names the disk; the journal is never torn."""
    plan, before = long_plan(dsn), shape(dsn)
    ended: list[str] = []
    for leave in range(8):
        folder = small_disk / "incident"
        folder.mkdir()
        fill(small_disk, leave)
        refused: ApplyError | None = None
        try:
            assert apply(plan, target_of(dsn), confirm=plan.token, folder=folder).changed
        except ApplyError as problem:
            refused = problem
        ended.append("failed" if refused else "applied")
        if refused:
            assert "No space left on device" in refused.what
            assert refused.exit_code == 4
            assert shape(dsn) == before
            assert ask(dsn, "select to_regclass('drifttools.journal')") is None or not ask(
                dsn, "select count(*) from drifttools.journal"
            )
        chain = verify_chain(folder / FILE)
        assert chain.intact
        assert chain.torn_bytes == 0
        state = status(plan, target_of(dsn), folder).standing
        assert (state is Standing.DONE) == (ended[-1] == "applied")
        if ended[-1] == "applied":
            break
        shutil.rmtree(folder)
        (small_disk / "filler").unlink()
    assert ended.count("failed") >= 3, ended
    assert ended[-1] == "applied", ended


def test_a_disk_that_fills_after_a_commit_of_its_own(dsn: str, small_disk: Path) -> None:
    """Steps that commit on their own are done when the disk fills: nobody says that everything was rolled back."""
    titled = (MIXED[0], replace(MIXED[1], title="x" * _PAGE), MIXED[2])  # its record fits in no page that is begun
    plan = plan_for(dsn, titled)
    with pytest.raises(ApplyPartlyDone, match="No space left on device") as failed:
        apply(
            plan,
            target_of(dsn),
            confirm=plan.token,
            folder=small_disk,
            progress=lambda told: fill(small_disk, 0) if (told.event, told.step) == ("started", "s02") else None,
        )
    assert "Everything was rolled back" not in failed.value.what
    (small_disk / "filler").unlink()
    assert ask(dsn, "select to_regclass('public.orders') is not null"), "the first step was committed"
    apply(plan, target_of(dsn), confirm=plan.token, folder=small_disk)
    assert status(plan, target_of(dsn), small_disk).standing is Standing.DONE
    assert ask(dsn, "select count(*) from pg_enum where enumlabel = 'so so'") == 1
    assert verify_chain(small_disk / FILE).intact


def drift(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "drifttools", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_line_on_a_full_disk(database: Callable[[str], str], small_disk: Path) -> None:
    """`drift apply` ends with 4 and a sentence, and the database is as it was; with room again it goes on."""
    dsn = database("create table a (i int); insert into a values (1)")
    (small_disk / "schema.sql").write_text("create table a (i int, j int);", encoding="utf-8")
    (small_disk / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")
    assert drift(small_disk, "audit", "app").returncode == 1
    planned = drift(small_disk, "plan")
    assert planned.returncode == 0, planned.stderr
    (folder,) = (small_disk / "reports").iterdir()
    token = drift(small_disk, "apply").stderr.split("--confirm ")[1].split()[0]
    fill(small_disk, 0)
    failed = drift(small_disk, "apply", "latest", "--confirm", token)
    assert failed.returncode == 4, failed.stdout + failed.stderr
    assert "No space left on device" in failed.stderr
    assert "Traceback" not in failed.stderr
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select * from a").fetchall() == [(1,)]
    again = drift(small_disk, "audit", "app")
    assert again.returncode == 3, again.stderr
    assert "Traceback" not in again.stderr
    (small_disk / "filler").unlink()
    json.loads((folder / "incident.json").read_text(encoding="utf-8"))
    applied = drift(small_disk, "apply", folder.name, "--confirm", token)
    assert applied.returncode == 0, applied.stderr
