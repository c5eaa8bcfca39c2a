"""Files that cannot be repaired now, or at all: a clear error with the next command, nothing changed or left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.errors import ApplyError, BusyError, CatalogError, DriftToolsError, StalePlanError
from drifttools.model.plan import Plan
from drifttools.repair.outcome import Progress, Retries, Standing
from drifttools.repair.sqlite.executor import apply, status
from drifttools.repair.sqlite.file import look_at
from tests.repair.sqlite.children import Children
from tests.repair.sqlite.files import ask, back, made, plan_of, rebuild, shape, shop_plan, step, target_of

_PAGE = 4096


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make the shop's file."""
    return made(tmp_path / "shop.db")


def refused(plan: Plan, path: Path, folder: Path, progress: Callable[[Progress], None] | None = None) -> DriftToolsError:
    """Apply a plan that cannot be applied; the error says what to do, and no backup is left."""
    with pytest.raises(DriftToolsError) as caught:
        apply(plan, target_of(path), confirm=plan.token, folder=folder, progress=progress, retries=Retries(total_s=0.2))
    assert caught.value.hint
    assert not [*folder.glob("backup-*")]
    return caught.value


# ---------------------------------------------------------------------------------------------------- what is there

NO_DATABASE: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "nothing": (lambda _: None, 3, "cannot be reached"),
    "a directory": (lambda path: path.mkdir(), 3, "is no file"),
    "an empty file": (lambda path: path.touch(), 6, "no longer what it was made for"),
    "a text": (lambda path: path.write_text("This is no database. " * 60), 3, "no SQLite database, or an encrypted one"),
    "one byte": (lambda path: path.write_bytes(b"x"), 3, "it is too short"),
    "an encrypted one": (lambda path: path.write_bytes(os.urandom(8192)), 3, "no SQLite database, or an encrypted one"),
    "half a header": (lambda path: path.write_bytes(b"SQLite format 3\0"), 3, "it is too short"),
}


@pytest.mark.parametrize("what", NO_DATABASE)
def test_what_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, shop: Path, what: str) -> None:
    """Each with its exit code; a missing file is not made, an empty one stays empty."""
    make, code, said = NO_DATABASE[what]
    plan, other = shop_plan(shop), tmp_path / "other.db"
    make(other)
    before = other.read_bytes() if other.is_file() else other.exists()
    error = refused(plan, other, tmp_path / "i")
    assert (error.exit_code, said in error.what) == (code, True), error.what
    assert (other.read_bytes() if other.is_file() else other.exists()) == before
    assert {one.name for one in tmp_path.glob("other.db*")} <= {"other.db"}


@pytest.mark.parametrize("table", ["sqlite_schema", "orders", "orders_client"])
def test_a_damaged_page_is_seen_before_anything_is_changed(shop: Path, tmp_path: Path, table: str) -> None:
    """That of the schema, of a table and of an index: exit code 3 or 4, and how to save what can be read."""
    plan, data = shop_plan(shop), bytearray(shop.read_bytes())
    page = ask(shop, "select rootpage from sqlite_schema where name = ?", table) or [(1,)]
    at = (page[0][0] - 1) * _PAGE + (100 if page[0][0] == 1 else 0)
    data[at : at + 200] = b"\xff" * 200
    shop.write_bytes(data)
    error = refused(plan, shop, tmp_path / "i")
    assert error.exit_code in (3, 4)
    assert "damaged" in error.what
    assert f"sqlite3 {shop} .recover" in (error.hint or "")
    assert shop.read_bytes() == bytes(data)


def test_a_hot_journal_is_rolled_back_by_who_opens_the_file_next(children: Children, tmp_path: Path) -> None:
    """Killed while new pages were in the file already: a reader says so, `status` puts it right, and it goes on."""
    path = tmp_path / "large.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "create table t (id integer primary key, a text);"
            "with recursive n (x) as (select 1 union all select x + 1 from n where x < 6000)"
            "insert into t select x, hex(zeroblob(400)) from n;"
        )
    one = rebuild(path, "t", "create table t (id integer primary key, a text not null)")
    plan = plan_of(path, step(1, [*one.statements()], [*back(one).statements()], "t"))
    before, size = shape(path), path.stat().st_size
    children.kill(plan, path, tmp_path / "i", "s01:after")
    assert (tmp_path / "large.db-journal").stat().st_size
    assert path.stat().st_size > size
    with pytest.raises(CatalogError, match="in the middle of a write") as caught:
        connect_sqlite(target_of(path))
    assert f"sqlite3 {path}" in (caught.value.hint or "")
    assert status(plan, target_of(path), tmp_path / "i").standing is Standing.INTERRUPTED
    assert shape(path) == before
    outcome = apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    kept = {one for one in (tmp_path / "i").glob("backup-*.sqlite") if str(one) not in outcome.warnings[0]}
    assert len(kept) == 1  # that of the run that was killed
    assert str(kept.pop()) in outcome.warnings[1]


# ---------------------------------------------------------------------------------------------------- who has it open

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def holding(path: Path, *statements: str) -> Iterator[int]:
    """Have another process do something with the file and stay; gives its number."""
    command = [sys.executable, "-c", _HOLD, str(path), *statements]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other.pid
        other.communicate()


@pytest.mark.parametrize(
    "statements", [("begin immediate",), ("begin exclusive",), ("begin", "select count(*) from clients")]
)
def test_a_file_that_another_process_holds_is_busy(shop: Path, tmp_path: Path, statements: tuple[str, ...]) -> None:
    """Who writes, who keeps all others out, who reads while we want to COMMIT: named, exit code 7, the command to go on."""
    before, plan = shape(shop), shop_plan(shop)
    with holding(shop, *statements) as process:
        error = refused(plan, shop, tmp_path / "i")
    assert isinstance(error, BusyError)
    assert error.exit_code == 7
    assert f"(process {process})" in error.what
    assert plan.token in (error.hint or "")
    assert shape(shop) == before
    assert status(plan, target_of(shop), tmp_path / "i").standing is Standing.NOTHING_DONE


def test_locks_of_the_same_process_are_not_given_up(shop: Path) -> None:
    """To look at a file does not open it: to close it would give up the locks of a notebook's own connection (POSIX)."""
    with contextlib.closing(sqlite3.connect(shop, isolation_level=None)) as own:
        own.execute("begin immediate")
        look_at(shop)
        connect_sqlite(target_of(shop)).close()
        other = [sys.executable, "-c", _HOLD, str(shop), "pragma busy_timeout = 0", "begin immediate"]
        tried = subprocess.run(other, input="", capture_output=True, text=True, check=False)
    assert "database is locked" in tried.stderr


# ---------------------------------------------------------------------------------------------------- where it is


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of half a megabyte."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a file system that can be filled")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={128 * _PAGE},mode=0700", "none", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this root may not mount: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - the system's own


def fill(folder: Path, leave: int) -> None:
    """Fill the disk but for some pages."""
    free = os.statvfs(folder).f_bavail
    with (folder / "filler").open("ab") as filler:
        filler.write(b"x" * _PAGE * (free - leave))


@pytest.mark.parametrize("when", ["before", "backup", "started", "checking"])
def test_a_disk_that_is_really_full_changes_nothing(small_disk: Path, tmp_path: Path, when: str) -> None:
    """Full at first, or while the backup, a table or the journal is written: exit code 4, the command, and as it was."""
    shop = made(small_disk / "shop.db")
    plan, before = shop_plan(shop), shape(shop)
    folder = small_disk / "i" if when == "backup" else tmp_path / "i"
    if when == "before":
        fill(small_disk, 3)

    def fuller(event: Progress) -> None:
        if event.event == when and not (small_disk / "filler").exists():
            fill(small_disk, 2)

    error = refused(plan, shop, folder, fuller)
    assert isinstance(error, ApplyError)
    assert error.exit_code == 4
    assert "full" in error.what or "bytes free" in error.what or "could not be written" in error.what
    (small_disk / "filler").unlink()
    assert shape(shop) == before
    assert not [*folder.glob("*.part")]
    assert apply(plan, target_of(shop), confirm=plan.token, folder=folder).changed


@pytest.mark.parametrize("spare", [0, 3])
def test_a_file_that_may_grow_no_more_changes_nothing(children: Children, shop: Path, tmp_path: Path, spare: int) -> None:
    """A limit of the process, met by the backup or by the database: exit code 4."""
    plan, before = shop_plan(shop), shape(shop)
    ended = children.run(plan, shop, tmp_path / "i", limit=shop.stat().st_size + spare * _PAGE - 1)
    assert (ended.code, "ApplyError" in ended.said) == (4, True), ended
    assert shape(shop) == before
    # SQLite calls it an error of the disk: then the backup stays, and is named
    assert all(str(kept) in ended.said for kept in (tmp_path / "i").glob("backup-*"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be nobody")
@pytest.mark.parametrize("what", ["file", "folder", "incident"])
def test_a_read_only_place_changes_nothing(children: Children, tmp_path: Path, what: str) -> None:
    """SQLite writes the file and its journal beside it, and we the incident: it is said before anything is done."""
    home = tmp_path / "home"
    home.mkdir()
    shop = made(home / "shop.db")
    plan, before, folder = shop_plan(shop), shape(shop), tmp_path / "i"
    folder.mkdir()
    for one in (tmp_path, folder, home, shop):
        one.chmod(0o777)
    place, mode = {"file": (shop, 0o444), "folder": (home, 0o555), "incident": (folder, 0o555)}[what]
    place.chmod(mode)
    ended = children.run(plan, shop, folder, nobody=True)
    place.chmod(0o777)
    assert ended.code == 4, ended
    assert "read-only" in ended.said or "journal" in ended.said
    assert shape(shop) == before
    assert not [*folder.glob("backup-*")]


def test_an_empty_database_of_sqlite_is_another_state(tmp_path: Path, shop: Path) -> None:
    """A file that holds a database without the plan's tables is not written to: exit code 6."""
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("vacuum").close()
    assert isinstance(refused(shop_plan(shop), other, tmp_path / "i"), StalePlanError)


def test_a_key_that_is_none_is_what_a_repair_may_be_for(tmp_path: Path) -> None:
    """A foreign key to columns without a key ends SQLite's own check; the repair that makes the key is done all the same.

    One that takes the key away is not.
    """
    path = tmp_path / "t.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "create table p (a int); create table c (x int references p (a)); insert into p values (1);"
            "insert into c values (1)"
        )
    one = rebuild(path, "p", "create table p (a int unique)")
    plan = plan_of(path, step(1, [*one.statements()], [*back(one).statements()], "p"))
    assert apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i").changed
    assert not ask(path, "pragma foreign_key_check")
    other = rebuild(path, "p", "create table p (a int)")
    worse = plan_of(path, step(1, [*other.statements()], [*back(other).statements()], "p"))
    with pytest.raises(ApplyError, match="foreign key mismatch"):
        apply(worse, target_of(path), confirm=worse.token, folder=tmp_path / "i")
