"""Servers that are not one plain server: restarted in the middle, a standby, a pooler in between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.server import PrivateServer
from drifttools.catalog.unprivileged import give, run_as, within_reach
from drifttools.errors import ApplyError, ConnectionFailed, UsageError
from drifttools.repair.executor import apply, status
from drifttools.repair.journal import FILE, read_journal, verify_chain
from drifttools.repair.outcome import Progress, Standing
from tests.repair.plans import SETUP, ask, plan_for, shape, target_of

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cluster:
    """A private server whose postmaster a test may stop and start, as its own user does."""

    server: PrivateServer
    programs: Path

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs as the user whose the server is."""
        user = run_as()
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
            cwd="/",
            stdout=subprocess.DEVNULL,  # the server inherits them, and would keep a pipe open
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"{program} {arguments} ended with {done.returncode}"

    def stop(self, data: str = "data", how: str = "immediate") -> None:
        """Stop the postmaster of a data directory."""
        self.run("pg_ctl", "-D", str(self.server.socket_dir / data), "-m", how, "-w", "stop")

    def start(self, data: str = "data", *options: str) -> None:
        """Start it again."""
        folder = self.server.socket_dir
        self.run(
            "pg_ctl", "-D", str(folder / data), "-l", str(folder / f"{data}.log"), "-o", " ".join(options), "-w", "start"
        )


@contextmanager
def cluster(major: int, **settings: str) -> Iterator[Cluster]:
    """Start a server of a test's own."""
    with PrivateServer(major, settings=settings) as server:
        yield Cluster(server, within_reach(server.binaries, run_as(), server.socket_dir))


@pytest.fixture
def own(major: int) -> Iterator[Cluster]:
    """Give a server that a test may stop; whatever runs in its directory is stopped with the test."""
    # private servers answer a COMMIT before it is written; a crash soon after would lose what the test itself has made
    with cluster(major, synchronous_commit="on") as made:
        yield made
        for pid in made.server.socket_dir.glob("*/postmaster.pid"):
            made.stop(pid.parent.name)


def filled(server: PrivateServer, name: str, sql: str) -> str:
    """Make a database on a server."""
    server.create_database(name)
    with psycopg.connect(server.dsn(name), autocommit=True) as connection:
        connection.execute(sql.encode())
    return server.dsn(name)


# ------------------------------------------------------------------------------------------ restarted


@pytest.mark.parametrize("back", [True, False], ids=["it is back at once", "it stays down"])
def test_a_server_that_is_restarted_in_the_middle(own: Cluster, tmp_path: Path, *, back: bool) -> None:
    """An immediate stop between two steps: nothing is changed, the error says so, and the next apply does all of it."""
    dsn = filled(own.server, "shop", SETUP)
    plan, before = plan_for(dsn), shape(dsn)

    def restart(told: Progress) -> None:
        if (told.event, told.step) == ("started", "s03"):
            own.stop()
            if back:
                own.start()

    with pytest.raises(ApplyError, match="the database is as it was") as failed:
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path, progress=restart)
    assert failed.value.exit_code == 4
    if not back:
        with pytest.raises(ConnectionFailed):
            status(plan, target_of(dsn), tmp_path)
        own.start()
    assert shape(dsn) == before
    assert status(plan, target_of(dsn), tmp_path).standing in {Standing.INTERRUPTED, Standing.NOTHING_DONE}
    assert read_journal(tmp_path / FILE)[-1]["event"] == "failed"
    assert apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).done == ("s01", "s02", "s03")
    assert verify_chain(tmp_path / FILE).intact


def test_a_repair_outlives_a_crash_where_commits_are_lazy(major: int, tmp_path: Path) -> None:
    """Where COMMIT is answered before it is written, the server may crash right after the last step: nothing is lost."""
    with cluster(major, synchronous_commit="off", wal_writer_delay="10s") as lazy:
        dsn = filled(lazy.server, "shop", SETUP)
        plan = plan_for(dsn)
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # what the test itself has made is on disk
        assert apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).done == ("s01", "s02", "s03")
        after = shape(dsn)
        lazy.stop()
        lazy.start()
        try:
            assert shape(dsn) == after
            assert status(plan, target_of(dsn), tmp_path).standing is Standing.DONE
        finally:
            lazy.stop()


# ------------------------------------------------------------------------------------------ a standby


@pytest.fixture
def standby(own: Cluster) -> Iterator[tuple[str, str]]:
    """Give the DSN of a database on its primary, and on a streaming standby of it."""
    primary = filled(own.server, "shop", SETUP)
    folder = own.server.socket_dir
    own.run("pg_basebackup", "-D", str(folder / "standby"), "-R", "-X", "stream", "-c", "fast", "-d", own.server.dsn())
    own.start("standby", "-p 5433")
    far = make_conninfo(primary, port=5433)
    deadline = time.monotonic() + 30
    while not ask(primary, "select exists (select from pg_stat_replication where state = 'streaming')"):
        assert time.monotonic() < deadline, (folder / "standby.log").read_text()
        time.sleep(0.1)
    yield primary, far
    own.stop("standby")


def test_a_standby_is_audited_and_never_repaired(standby: tuple[str, str], tmp_path: Path) -> None:
    """A standby is read like its primary; the apply is refused before anything is sent, with the reason."""
    primary, far = standby
    with connect_readonly(target_of(far)) as one, connect_readonly(target_of(primary)) as other:
        assert read(one, Extent(edges=True)).fingerprint == read(other, Extent(edges=True)).fingerprint
    plan, before = plan_for(primary), shape(primary)
    with pytest.raises(UsageError, match="is a standby: it takes no changes, and nothing was sent") as refused:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path)
    assert "primary" in str(refused.value.hint)
    assert shape(primary) == before
    assert ask(primary, "select to_regnamespace('drifttools')") is None


def test_the_command_line_on_a_standby(standby: tuple[str, str], tmp_path: Path) -> None:
    """From audit to plan all goes well on a standby; `drift apply` ends with 2, and a repaired primary verifies there."""
    primary, far = standby
    (tmp_path / "schema.sql").write_text(
        SETUP.replace("create schema legacy;", "").replace("legacy.orders", "orders"), encoding="utf-8"
    )
    (tmp_path / "drift.toml").write_text(
        f'[targets.app]\ndsn = {json.dumps(far)}\nexpected = "sql:schema.sql"\nscratch = {json.dumps(primary)}\n',
        encoding="utf-8",
    )

    def drift(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "drifttools", *arguments],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done

    audited = drift("audit", "app")
    assert audited.returncode == 1, audited.stderr
    planned = drift("plan")
    assert planned.returncode == 0, planned.stderr
    assert "set schema public" in planned.stdout
    rehearsed = drift("rehearse")
    assert rehearsed.returncode == 0, rehearsed.stdout + rehearsed.stderr
    token = drift("apply").stderr.split("--confirm ")[1].split()[0]
    refused = drift("apply", "latest", "--confirm", token)
    assert refused.returncode == 2, refused.stderr
    assert "is a standby" in refused.stderr
    for command in (["locate", "orders", "app"], ["doctor"], ["snapshot", "app", "-o", "saved"]):
        done = drift(*command)
        assert done.returncode == 0, f"{command}: {done.stderr}"


# ------------------------------------------------------------------------------------------ a pooler


@pytest.fixture
def pooled(own: Cluster) -> Iterator[Callable[[str, str], str]]:
    """Give a function that starts pgbouncer before a database, and its DSN."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("no pgbouncer on this machine (apt-get install pgbouncer)")
    user, folder = run_as(), own.server.socket_dir / "pooler"
    running: list[subprocess.Popen[bytes]] = []

    def start(dsn: str, more: str) -> str:
        folder.mkdir()
        here = conninfo_to_dict(dsn)
        (folder / "users").write_text('"postgres" ""\n')
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\n* = host={here['host']} port={here['port']}\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n"
            f"unix_socket_dir = {folder}\nauth_type = trust\nauth_file = {folder / 'users'}\n"
            f"pool_mode = transaction\nlogfile = {folder / 'log'}\n{more}\n"
        )
        give(folder, user)
        running.append(
            subprocess.Popen(
                [program, str(folder / "pgbouncer.ini")],
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
                cwd="/",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        deadline = time.monotonic() + 20
        while not (folder / ".s.PGSQL.6432").exists():
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        return make_conninfo(dsn, host=str(folder), port=6432)

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)


# As it comes, pgbouncer refuses the options of the startup packet; told to ignore them, it drops them in silence.
@pytest.mark.parametrize(
    "more", ["", "ignore_startup_parameters = options,extra_float_digits"], ids=["refusing", "ignoring"]
)
def test_transaction_pooling_is_read_through_and_never_repaired_through(
    own: Cluster, pooled: Callable[[str, str], str], tmp_path: Path, more: str
) -> None:
    """Through pgbouncer the same is read, no setting leaks to the next client, and an apply is refused with the reason."""
    dsn = filled(own.server, "shop", SETUP)
    far = pooled(dsn, more)
    with connect_readonly(target_of(dsn)) as direct, connect_readonly(target_of(far)) as through:
        assert through.pooled
        assert read(through, Extent(edges=True)).fingerprint == read(direct, Extent(edges=True)).fingerprint
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            through.pin().execute("create table evil (i int)")
        through.rollback()
        limits = through.pin().execute("select current_setting('lock_timeout'), current_setting('search_path')").fetchone()
        assert limits == ("2s", "")
        through.rollback()
    with psycopg.connect(far, autocommit=True, prepare_threshold=None) as next_client:
        found = next_client.execute(
            "select current_setting('default_transaction_read_only'), current_setting('search_path'),"
            " current_setting('lock_timeout'), count(*) filter (where locktype = 'advisory') from pg_locks"
        ).fetchone()
        assert found == ("off", '"$user", public', "0", 0)
    plan, before = plan_for(dsn), shape(dsn)
    with pytest.raises(ConnectionFailed, match="pooler"):
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path)
    assert shape(dsn) == before
    assert ask(dsn, "select to_regnamespace('drifttools')") is None
    assert ask(dsn, "select count(*) from pg_locks where locktype = 'advisory'") == 0
