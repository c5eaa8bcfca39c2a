"""Starts a private PostgreSQL server and leaves nothing behind, not even when its owner is killed.

The owner starts a supervisor, a few lines of `/bin/sh` in a session of its own, and keeps the write end of
a pipe whose read end the supervisor holds. The kernel closes that end whatever becomes of the owner; at the
end of file the supervisor stops the server and removes its directory. (A parent-death signal would not do:
Linux binds it to the *thread* that started the child.)
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from drifttools.catalog.binaries import Binaries, find_binaries
from drifttools.catalog.unprivileged import RunAs, give, run_as, within_reach
from drifttools.errors import ScratchError

__all__ = ["Binaries", "PrivateServer", "find_binaries"]

STANDINS = Path(__file__).parent / "standins"

DIRECTORY = "DRIFTTOOLS_SCRATCH_DIR"
"""The environment variable that names where private servers put their directories: a larger disk, or memory."""

# sun_path holds 108 bytes on Linux and 104 on macOS, with its terminator.
_SOCKET_PATH_LIMIT = 103

# $1 directory, $2 bin directory, the rest for initdb. Standard input is the pipe to the owner.
# `stage SIGNAL COMMAND...` runs a command and sends it the signal when the owner is gone; `gone` waits for
# that.
_SUPERVISOR = r"""
umask 077
dir=$1 bin=$2
shift 2
init_options="$*"
exec 3<&0 </dev/null
gone() { while read -r _; do :; done <&3; }
stage() {
    signal=$1; shift
    "$@" 3<&- >>"$dir/log" 2>&1 &
    pid=$!
    ( trap - INT TERM HUP; gone; kill -"$signal" "$pid" ) >/dev/null 2>&1 &
    watch=$!
    wait "$pid"; code=$?
    while kill -0 "$pid" 2>/dev/null; do wait "$pid"; code=$?; done
    kill -KILL "$watch" 2>/dev/null; wait "$watch" 2>/dev/null
    return "$code"
}
init() {
    stage TERM "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --locale="$1" --no-sync $init_options \
        --auth-local=trust --auth-host=scram-sha-256
}
pid=
trap '[ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null' INT TERM HUP
init C.UTF-8 || { rm -rf "$dir/data"; init C; } \
    && cat "$dir/drifttools.conf" >>"$dir/data/postgresql.conf" \
    && stage QUIT "$bin/postgres" -D "$dir/data"
echo $? >"$dir/ended"
gone
cd / && rm -rf "$dir"
"""

_SETTINGS: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "jit": "off",
    "max_locks_per_transaction": "1024",  # a copy of 10,000 tables is locked by pg_dump in one transaction
    "wal_level": "logical",  # CREATE PUBLICATION warns below it
    "max_wal_size": "256MB",  # nothing is ever recovered from it, and the directory may be in memory
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",  # errors of the server are recognised by their text where no SQLSTATE arrives
    "unix_socket_permissions": "0700",
}

_live: weakref.WeakSet[PrivateServer] = weakref.WeakSet()


class PrivateServer:
    """A PostgreSQL server of our own in a private directory, reached through a Unix socket in it.

    Args:
        major: The wanted major version; `find_binaries` may choose another if there is none.
        binaries: The programs, where the caller has chosen them already.
        max_connections: How many sessions it takes.
        autovacuum: Whether autovacuum runs; off, because nothing lives long here and it only costs time.
        listen_tcp: Listen on a free port of 127.0.0.1 too; there a password is demanded (SCRAM).
        settings: More lines for `postgresql.conf`; they win over those of this class.
        start_timeout_s: How long the start may take.
    """

    def __init__(
        self,
        major: int | None = None,
        *,
        binaries: Binaries | None = None,
        max_connections: int = 100,
        autovacuum: bool = False,
        listen_tcp: bool = False,
        settings: Mapping[str, str] | None = None,
        start_timeout_s: float = 60.0,
    ) -> None:
        self.binaries = binaries or find_binaries(major)
        self.major = self.binaries.major
        self.version = self.binaries.version
        self.bindir = self.binaries.bindir
        self.listen_tcp = listen_tcp
        self.port = 5432
        self._settings = {
            **_SETTINGS,
            "max_connections": str(max_connections),
            "autovacuum": "on" if autovacuum else "off",
            **(settings or {}),
        }
        self._start_timeout_s = start_timeout_s
        self._directory: Path | None = None
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._hold: int | None = None  # the write end of the pipe: the server lives as long as it is open
        self._owner = os.getpid()

    @property
    def socket_dir(self) -> Path:
        """The private directory with the socket.

        Raises:
            ScratchError: The server is not running.
        """
        if self._directory is None:
            raise ScratchError("the private server is not running", hint="call start(), or use it in a `with` block")
        return self._directory

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._directory is not None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> Self:
        """Make the cluster, start the server and wait until it takes connections.

        Raises:
            ScratchError: It could not be started; the message ends with the server's own log.
        """
        if self._directory is not None:
            return self
        if os.name != "posix":
            raise ScratchError(
                "a private PostgreSQL server needs a POSIX system",
                hint="set `scratch = DSN` for the target in drift.toml",
            )
        user = run_as()
        self._owner = os.getpid()
        self._directory = directory = _private_directory(user)
        try:
            programs = within_reach(self.binaries, user, directory)
            self._write_settings(directory)
            give(directory, user)
            self._launch(directory, programs, user)
            self._wait_until_ready(directory)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop the server and remove its directory. Calling it twice does no harm."""
        directory, supervisor = self._directory, self._supervisor
        self._directory = self._supervisor = None
        self._let_go()
        if directory is None or os.getpid() != self._owner:
            return
        if supervisor is not None:
            try:
                supervisor.wait(timeout=20)
            except subprocess.TimeoutExpired:
                _kill_postmaster(directory)
                # Still unreaped, so its number cannot have been given to another process.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(supervisor.pid, signal.SIGKILL)
                supervisor.wait()
        if directory.exists():  # the supervisor never ran, or was killed
            _kill_postmaster(directory)
            shutil.rmtree(directory, ignore_errors=True)

    def dsn(self, database: str = "postgres") -> str:
        """The libpq keywords for user `postgres` through the socket; no password is needed there."""
        return make_conninfo(host=str(self.socket_dir), port=self.port, user="postgres", dbname=database)

    def tcp_dsn(self, database: str, *, user: str, password: str | None = None) -> str:
        """The libpq keywords for a role with a password through TCP.

        Raises:
            ScratchError: The server does not listen on TCP.
        """
        if not self.listen_tcp:
            raise ScratchError("the private server does not listen on TCP", hint="start it with listen_tcp=True")
        return make_conninfo(host="127.0.0.1", port=self.port, user=user, password=password, dbname=database)

    def create_role(self, name: str, password: str) -> None:
        """Create a role that may log in with a password."""
        self._run(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database, as a copy of a template if one is named."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement = sql.SQL("{} TEMPLATE {}").format(statement, sql.Identifier(template))
        if self.major >= 15:  # noqa: PLR2004 - the first release that has a choice, and logs every page unless told
            statement = sql.SQL("{} STRATEGY file_copy").format(statement)
        self._run(statement)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is connected to it; a missing one is no error."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            drop_database(connection, name)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(statement)

    def _write_settings(self, directory: Path) -> None:
        settings = dict(self._settings)
        if self.listen_tcp:
            self.port = _free_port()
        settings["listen_addresses"] = "127.0.0.1" if self.listen_tcp else ""
        settings["port"] = str(self.port)
        settings["unix_socket_directories"] = str(directory)
        if self.major >= 18:  # noqa: PLR2004 - the first release with extension_control_path
            shutil.copytree(STANDINS, directory / "standins")
            # $system first: where the real extension is installed, it wins.
            settings.setdefault("extension_control_path", f"$system:{directory / 'standins'}")
        lines = (f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items())
        (directory / "drifttools.conf").write_text("".join(lines))

    def _launch(self, directory: Path, programs: Path, user: RunAs | None) -> None:
        # initdb of 13 does not know it; without it, how to start a server by hand would stand among the errors of ours
        quiet = ["--no-instructions"] if self.major >= 14 else []  # noqa: PLR2004 - the first release that has it
        read_end, self._hold = os.pipe()  # both close on exec, so no other child of ours keeps the server alive
        _live.add(self)
        try:
            self._supervisor = subprocess.Popen(
                ["/bin/sh", "-c", _SUPERVISOR, "drifttools-supervisor", str(directory), str(programs), *quiet],
                stdin=read_end,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # a Ctrl-C in the terminal is for the owner
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ScratchError(
                f"the supervisor of the private server could not be started: {error}",
                hint="run as a user who is not root, or set `scratch = DSN` for the target in drift.toml",
            ) from error
        finally:
            os.close(read_end)

    def _wait_until_ready(self, directory: Path) -> None:
        deadline = time.monotonic() + self._start_timeout_s
        while not _ready(directory):
            assert self._supervisor is not None  # noqa: S101 - _launch has set it
            if (directory / "ended").exists() or self._supervisor.poll() is not None:
                raise self._failure(directory, "ended during its start")
            if time.monotonic() > deadline:
                raise self._failure(directory, f"was not ready after {self._start_timeout_s:g} s")
            time.sleep(0.01)

    def _failure(self, directory: Path, what: str) -> ScratchError:
        try:
            tail = "\n".join((directory / "log").read_text(errors="replace").splitlines()[-15:])
        except OSError:
            tail = "(it wrote no log)"
        return ScratchError(
            f"the private PostgreSQL {self.version} server from {self.bindir} {what}:\n{tail}",
            hint="mend what the log names, or set `scratch = DSN` for the target in drift.toml",
        )

    def _let_go(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            os.close(hold)


def drop_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Drop a database, whoever is connected to it.

    Args:
        connection: A connection in autocommit mode to another database of the same server.
        name: The database; a missing one is no error.
    """
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    if connection.info.server_version >= 130000:  # noqa: PLR2004 - the first release with FORCE
        statement = sql.SQL("{} WITH (FORCE)").format(statement)
    else:
        connection.execute(
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = %s",
            (name,),
        )
    connection.execute(statement)


def _private_directory(user: RunAs | None) -> Path:
    """Make a directory that only the server's user can enter, with a path short enough for a socket."""
    if chosen := os.environ.get(DIRECTORY):
        if not _serves(chosen, user):
            raise ScratchError(
                f"{DIRECTORY}={chosen} cannot hold a private server: it is no directory that "
                f"{'every user' if user else 'you'} can write in, or its path is too long for a Unix socket",
                hint=f"name another one, or unset {DIRECTORY}: the default is /tmp",
            )
        return Path(tempfile.mkdtemp(prefix="dt-", dir=Path(chosen).absolute()))
    for base in dict.fromkeys(("/tmp", tempfile.gettempdir(), "/var/tmp")):  # noqa: S108 - mkdtemp makes it private
        if _serves(base, user):
            return Path(tempfile.mkdtemp(prefix="dt-", dir=base))
    raise ScratchError(
        "no directory for temporary files is writable and has a path short enough for a Unix socket",
        hint="make /tmp writable, or set `scratch = DSN` for the target in drift.toml",
    )


def _serves(base: str, user: RunAs | None) -> bool:
    """Whether the server's directory can be made in this one."""
    path = Path(base).absolute()
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        return False
    # another user, who is to remove the directory, needs the right to write in the base
    needed = stat.S_IWOTH | stat.S_IXOTH
    if user and path.stat().st_mode & needed != needed:
        return False
    return len(os.fsencode(f"{path}/dt-xxxxxxxx/.s.PGSQL.65535")) <= _SOCKET_PATH_LIMIT


def _environment() -> dict[str, str]:
    """What initdb and postgres may see: nothing of PG*, which would change what they do."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", **kept, "LC_ALL": "C", "TZ": "UTC"}


def _ready(directory: Path) -> bool:
    # Its eighth line is the state of the postmaster (since version 10); the file grows line by line.
    try:
        lines = (directory / "data" / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004 - the eighth line is the state


def _kill_postmaster(directory: Path) -> None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        lines = (directory / "data" / "postmaster.pid").read_text().splitlines()
        if lines[1] != str(directory / "data"):
            return
        for how, patience_s in ((signal.SIGQUIT, 8.0), (signal.SIGKILL, 1.0)):
            # SIGQUIT first: a postmaster that is killed leaves its shared memory behind.
            os.kill(int(lines[0]), how)
            deadline = time.monotonic() + patience_s
            while time.monotonic() < deadline:
                os.kill(int(lines[0]), 0)  # raises when it is gone
                time.sleep(0.02)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _close_in_child() -> None:
    # A forked child (multiprocessing) must not keep the server of a killed owner alive.
    for server in list(_live):
        server._let_go()  # noqa: SLF001 - the class is this module's own


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_in_child)
