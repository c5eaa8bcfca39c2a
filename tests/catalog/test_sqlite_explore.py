"""What the explorer answers for a SQLite file: presence, sizes, locks, and where names are looked for."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from drifttools.catalog.explore import Catalog
from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.catalog.sqlite_locks import held_locks
from drifttools.cli.main import drift
from drifttools.config import parse_target

SCHEMA = """
create table users (id integer primary key, email text, fill text);
create index users_email on users (email);
create view mails as select email from users;
create trigger told after insert on users begin select 1; end;
create table small (a int);
insert into small values (1);
with recursive n (i) as (select 1 union all select i + 1 from n where i < 500)
insert into users select i, 'mail' || i, zeroblob(100) from n;
"""
LISTED = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux lists locks")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with rows."""
    path = tmp_path / "app.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
    return path


def catalog(file: Path) -> Catalog:
    """Give the catalog of a file."""
    return Catalog(parse_target(f"sqlite:///{file}"))


@contextmanager
def another(file: Path, script: str) -> Iterator[int]:
    """Another process that has run a script on the file and holds what it took."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "[c.execute(one).fetchall() for one in sys.argv[2].split(';')]\n"
        "print('there', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(file), script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        yield process.pid
    finally:
        process.communicate()


def test_presence_tells_what_a_name_is_whatever_its_case(file: Path) -> None:
    """One column, `main`; an index with its table; rows counted exactly where they are asked for."""
    frame = catalog(file).presence(["USERS", "users_email", "mails", "told", "none"], rows=True)
    assert frame.columns.tolist() == ["object", "main"]
    assert frame["main"].tolist() == ["table (500 rows)", "index on users", "view", "trigger on users", ""]


def test_sizes_are_those_of_dbstat_and_say_so_where_there_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes of tables and of their indexes, the largest first, together no more than the file; without dbstat, why not."""
    frame = catalog(file).sizes()
    assert frame["relation"].tolist() == ["users", "small"]
    users = frame.iloc[0]
    assert users["table_bytes"] > users["index_bytes"] > 0
    assert users["total_bytes"] == users["table_bytes"] + users["index_bytes"]
    assert frame["total_bytes"].sum() <= frame.attrs["file_bytes"] == file.stat().st_size
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("analyze")
    assert catalog(file).sizes()["rows_estimate"].tolist()[0] == 500
    monkeypatch.setattr("drifttools.catalog.sqlite_explore._SIZES", "select * from dbstat_is_not_there, ({})")
    without = catalog(file).sizes()
    assert without["total_bytes"].isna().all()
    assert without["reason"].str.startswith("could not check: this SQLite was built without dbstat").all()
    assert without.attrs["file_bytes"] == file.stat().st_size


@LISTED
@pytest.mark.parametrize(
    ("script", "modes"),
    [
        ("begin immediate", {"RESERVED", "SHARED"}),
        ("begin exclusive", {"RESERVED", "PENDING", "EXCLUSIVE"}),
        ("begin; select * from small", {"SHARED"}),
        ("select 1", set()),
        ("pragma journal_mode = wal; begin immediate", {"SHARED", "WAL READ", "WAL WRITE"}),
    ],
)
def test_locks_of_other_processes_are_named(file: Path, script: str, modes: set[str]) -> None:
    """Who holds what, by the kernel's list, with the mode of the journal; nothing is written and nothing is waited for."""
    with another(file, script) as pid:
        before = file.read_bytes()
        frame = catalog(file).locks()
        assert file.read_bytes() == before
        assert set(frame["mode"]) == modes
        assert set(frame["pid"].tolist()) <= {pid}
        exclusive = "EXCLUSIVE" in modes
        assert frame.attrs["journal_mode"] == ("could not check" if exclusive else "wal" if "wal" in script else "delete")
        assert (frame.attrs["wal_bytes"] > 0) is ("insert" in script)
    assert catalog(file).locks().empty


def test_where_locks_are_not_listed_it_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another system only a lock against reading is noticed; that no more could be checked is in `attrs`."""
    from drifttools.catalog import sqlite_locks

    monkeypatch.setattr(sqlite_locks, "_LISTED", file.with_name("no such list"))
    assert catalog(file).locks().attrs["said"].startswith("could not check")
    with another(file, "begin exclusive"):
        assert catalog(file).locks()["mode"].tolist() == ["EXCLUSIVE"]


@LISTED
def test_looking_at_a_file_takes_no_lock_of_this_process_away(file: Path) -> None:
    """POSIX drops all locks of a process on a file with the first handle that it closes: nothing of ours opens the file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as own:
        own.execute("begin immediate")
        with closing(connect_sqlite(parse_target(f"sqlite:///{file}"))):
            pass
        catalog(file).locks()
        code = "import sys; from pathlib import Path; from drifttools.catalog.sqlite_locks import held_locks\n"
        code += "print([(one.pid, one.mode) for one in held_locks(Path(sys.argv[1]))])"
        seen = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True).stdout
        assert f"({os.getpid()}, 'RESERVED')" in seen
    assert held_locks(file) == ()


def test_the_commands_answer(file: Path) -> None:
    """`drift search-path` says that SQLite has none and what it does instead; `drift presence` shows a table."""
    run = CliRunner().invoke(drift, ["search-path", str(file)])
    assert run.exit_code == 0, run.output
    assert "SQLite has no search_path and no roles" in run.output
    run = CliRunner().invoke(drift, ["presence", "users", "nope", "--target", str(file)])
    assert run.exit_code == 0, run.output
    assert "table" in run.output
