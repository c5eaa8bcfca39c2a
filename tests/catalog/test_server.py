"""The private server: it starts as anybody, hurts nobody's directories, and leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.binaries import system_servers
from drifttools.catalog.server import DIRECTORY, PrivateServer, find_binaries
from drifttools.errors import ScratchError
from tests.catalog.processes import gone, processes_with

MAJORS = sorted({18, *(found.major for found in system_servers())})
ROOT = Path(__file__).parents[2]
TMP = Path("/tmp")  # noqa: S108 - where the server puts its short-lived directory
VAR_TMP = Path("/var/tmp")  # noqa: S108 - where a copy of the wheel is kept

OWNER = """
import sys, time
from drifttools.catalog.server import PrivateServer
server = PrivateServer().start()
print(server.socket_dir, flush=True)
{then}
time.sleep(60)
"""


@pytest.fixture(scope="module", autouse=True)
def _at_home() -> Iterator[None]:
    """Start servers where a user's are, not where those of the other tests are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(DIRECTORY, raising=False)
        yield


@pytest.fixture(scope="module", params=MAJORS)
def own(request: pytest.FixtureRequest) -> Iterator[PrivateServer]:
    """Give one running server per major that the machine has."""
    with PrivateServer(request.param) as server:
        yield server


def start_owner(then: str = "") -> tuple[subprocess.Popen[str], str]:
    """Start another process that owns a server; return it and the server's directory."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(then=then)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert owner.stdout is not None
    return owner, owner.stdout.readline().strip()


def end(owner: subprocess.Popen[str]) -> None:
    """Reap the owner and close its pipe."""
    owner.kill()
    owner.wait()
    assert owner.stdout is not None
    owner.stdout.close()


def test_up_and_down_in_a_moment() -> None:
    """It takes connections in a moment (0.5 s on an idle machine) and is gone as fast."""
    before = time.monotonic()
    server = PrivateServer().start()
    up = time.monotonic()
    directory = str(server.socket_dir)
    with psycopg.connect(server.dsn()) as connection:
        assert connection.info.server_version // 10000 == server.major
    server.stop()
    assert up - before < 10, f"up after {up - before:.2f} s"
    assert time.monotonic() - up < 10
    assert gone(directory, within=0.5)


def test_stop_twice_does_no_harm() -> None:
    """A stopped server can be stopped again and names no socket."""
    server = PrivateServer().start()
    server.stop()
    server.stop()
    with pytest.raises(ScratchError, match="not running"):
        _ = server.socket_dir


def test_the_major_that_was_asked_for(own: PrivateServer, request: pytest.FixtureRequest) -> None:
    """The server is of the wanted major version, from the machine or from the wheel."""
    with psycopg.connect(own.dsn()) as connection:
        assert connection.info.server_version // 10000 == own.major == request.node.callspec.params["own"]


def test_private_directory(own: PrivateServer) -> None:
    """Only the server's user enters its directory, which is short enough for a socket, and TCP is closed."""
    assert stat.S_IMODE(own.socket_dir.stat().st_mode) == 0o700
    assert len(str(own.socket_dir / ".s.PGSQL.65535")) < 104
    with psycopg.connect(own.dsn()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("show fsync").fetchone() == ("off",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)


def test_the_chosen_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server lives in the directory that the environment names, and in no other when that one does not serve."""
    chosen = Path(tempfile.mkdtemp(prefix="dt-home-", dir=TMP))
    try:
        chosen.chmod(0o1777)
        monkeypatch.setenv(DIRECTORY, str(chosen))
        with PrivateServer() as server:
            assert server.socket_dir.parent == chosen
        assert list(chosen.iterdir()) == []
        monkeypatch.setenv(DIRECTORY, str(tmp_path / "absent"))
        with pytest.raises(ScratchError, match=r"DRIFTTOOLS_SCRATCH_DIR=.* cannot hold"):
            PrivateServer().start()
    finally:
        chosen.rmdir()


def test_as_root_the_server_is_not_root(own: PrivateServer) -> None:
    """Started as root, the server runs as another user; started by anybody else, as that user."""
    owner = (own.socket_dir / "data" / "PG_VERSION").stat().st_uid
    assert owner != 0
    assert os.geteuid() == 0 or owner == os.geteuid()


def test_foreign_directories_keep_mode_and_owner() -> None:
    """Neither the directories above the programs nor those above the data change mode or owner."""

    def facts() -> dict[Path, tuple[int, int, int]]:
        starts = [Path(tempfile.gettempdir()), TMP, VAR_TMP, find_binaries().bindir]
        every = {p for start in starts for p in (start, *start.parents)}
        return {p: (p.stat().st_mode, p.stat().st_uid, p.stat().st_gid) for p in every}

    before = facts()
    with PrivateServer():
        assert facts() == before
    assert facts() == before


def test_databases(own: PrivateServer) -> None:
    """A database is created from a template and dropped although somebody is connected."""
    own.create_database("tpl")
    with psycopg.connect(own.dsn("tpl"), autocommit=True) as connection:
        connection.execute("CREATE TABLE t (i int)")
    own.create_database('a "copy"', template="tpl")
    connection = psycopg.connect(own.dsn('a "copy"'))
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    own.drop_database('a "copy"')
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()
    own.drop_database("tpl")
    own.drop_database("tpl")


def test_tcp_wants_the_password() -> None:
    """On TCP a role logs in with its password and not without."""
    with PrivateServer(listen_tcp=True) as server:
        server.create_role("app", "s3cret'pw")
        good = server.tcp_dsn("postgres", user="app", password="s3cret'pw")
        with psycopg.connect(good) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("app",)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.tcp_dsn("postgres", user="app", password="wrong"))
        with socket.create_connection(("127.0.0.1", server.port), timeout=5):
            pass


def test_no_tcp_unless_asked(own: PrivateServer) -> None:
    """A server without TCP names no TCP address."""
    with pytest.raises(ScratchError, match="does not listen"):
        own.tcp_dsn("postgres", user="postgres")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_owner_leaves_nothing(how: signal.Signals) -> None:
    """After kill -9 of the owner there is no server process and no directory."""
    owner, directory = start_owner()
    try:
        assert processes_with(directory)
        os.kill(owner.pid, how)
        owner.wait(timeout=10)
        assert gone(directory)
    finally:
        end(owner)


def test_forked_children_do_not_keep_the_server() -> None:
    """A forked child that outlives the killed owner does not keep the server alive."""
    owner, directory = start_owner(
        "import os\nif os.fork() == 0:\n    print('forked', flush=True)\n    time.sleep(30)\n    os._exit(0)"
    )
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "forked\n"
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait(timeout=10)
        assert gone(directory)
    finally:
        os.killpg(owner.pid, signal.SIGKILL)
        end(owner)


def test_killed_while_starting() -> None:
    """An owner that is killed during initdb leaves nothing either."""
    before = set(TMP.glob("dt-*"))
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(then="")],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    deadline = time.monotonic() + 10
    made: set[Path] = set()
    while time.monotonic() < deadline and not made:
        made = {p for p in set(TMP.glob("dt-*")) - before if processes_with(f"initdb -D {p}/")}
    owner.kill()
    owner.wait()
    assert made
    assert all(gone(str(p)) for p in made)


def test_a_terminal_interrupt_spares_the_server() -> None:
    """Ctrl-C goes to the owner's process group; the server, in a session of its own, lives on."""
    owner, directory = start_owner("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)")
    try:
        time.sleep(0.1)
        os.killpg(owner.pid, signal.SIGINT)
        time.sleep(0.3)
        assert processes_with(directory)
    finally:
        end(owner)
    assert gone(directory)


def test_the_starting_thread_may_end() -> None:
    """A server started by a thread lives on when the thread has ended."""
    server = PrivateServer()
    thread = threading.Thread(target=server.start)
    thread.start()
    thread.join()
    time.sleep(0.3)
    with server, psycopg.connect(server.dsn()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def _child_stops(server: PrivateServer) -> None:
    server.stop()


def test_a_child_cannot_stop_it() -> None:
    """stop() in a forked child leaves the owner's server alone."""
    with PrivateServer() as server:
        child = multiprocessing.get_context("fork").Process(target=_child_stops, args=(server,))
        child.start()
        child.join()
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_dead_supervisor_is_made_up_for() -> None:
    """If the supervisor itself was killed, stop() ends the server and removes the directory."""
    server = PrivateServer().start()
    directory = str(server.socket_dir)
    supervisor = server._supervisor  # noqa: SLF001
    assert supervisor is not None
    os.kill(supervisor.pid, signal.SIGKILL)
    time.sleep(0.1)
    server.stop()
    assert gone(directory)


def test_a_failed_start_shows_the_log() -> None:
    """A server that cannot start ends in an error with the server's own words, and leaves nothing."""
    server = PrivateServer(settings={"no_such_setting": "1"})
    with pytest.raises(ScratchError, match="no_such_setting"):
        server.start()
    assert not server.running
    # other servers come and go meanwhile, so only what still holds the log of this failure counts
    logs = [log for folder in TMP.glob("dt-*") for log in folder.glob("*.log")]
    assert not [log for log in logs if b"no_such_setting" in log.read_bytes()]
