"""The file of a SQLite database: what can be wrong with it before it is opened, and what SQLite's errors mean for it."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from drifttools.config import Target
from drifttools.errors import ApplyError, BusyError, ConnectionFailed, DriftToolsError
from drifttools.redact import redactor

BUSY, _LOCKED = 5, 6
SMALLEST = 512
"""Bytes of the smallest page, and so of the smallest database that is not empty."""
_PERM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 8, 10, 11, 13, 14, 26
PRIMARY = 0xFF  # the low byte of an extended code


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file a path leads to: another one with the same name is another database."""

    device: int
    inode: int


def path_of(target: Target) -> Path:
    """The file of a target."""
    return Path(target.dsn.removeprefix("sqlite:")).expanduser()


def identity(path: Path) -> Identity:
    """Which file it is now.

    Raises:
        ConnectionFailed: There is none.
    """
    try:
        found = path.stat()
    except OSError as problem:
        raise ConnectionFailed(
            f"the file {path} cannot be reached: {problem.strerror}", hint="check the path and its permissions"
        ) from problem
    return Identity(found.st_dev, found.st_ino)


def look_at(path: Path) -> Identity:
    """See that a path leads to a file that can be read. What is in it only SQLite looks at.

    It is never opened here: to close any descriptor of a file gives up every lock that this process has on it (POSIX), also
    those of other connections, such as one of the notebook that runs us, and two would write at once.

    Raises:
        ConnectionFailed: Nothing is there, it is no file, or it may not be read.
    """
    found = identity(path)
    if not path.is_file():
        raise ConnectionFailed(f"{path} is no file", hint="give the path of a SQLite database: sqlite:PATH")
    if not os.access(path, os.R_OK):
        raise ConnectionFailed(f"the file {path} may not be read", hint="run it as a user who may read the file")
    if 0 < path.stat().st_size < SMALLEST:
        # SQLite takes it for an empty database
        raise ConnectionFailed(f"{path} is no SQLite database: it is too short", hint="check the path")
    return found


def refuse_read_only(path: Path) -> None:
    """See that file and folder can be written: SQLite keeps its rollback journal beside the file.

    Raises:
        ApplyError: One of them cannot; nothing was changed.
    """
    for place, what in ((path, "the file"), (path.parent, "the folder")):
        if not os.access(place, os.W_OK):
            raise ApplyError(
                f"{what} {place} is read-only for this user: nothing was changed",
                hint="SQLite writes the file and its journal beside it: run it as the user whose file it is",
            )


def uri(path: Path, mode: str) -> str:
    """The URI that opens a file in a mode, and never makes one."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def refuse_without_room(folder: Path, path: Path, size: int, *, rebuilds: bool) -> None:
    """See that there is room for the backup and, beside the database, for what is written anew and its journal.

    Raises:
        ApplyError: There is not; the message has the numbers.
    """
    needs = {folder: size}
    if rebuilds:
        beside = path.parent.absolute()
        needs[beside] = needs.get(beside, 0) + size
    per_device: dict[int, tuple[Path, int]] = {}
    for place, need in needs.items():
        device = place.stat().st_dev
        first, sofar = per_device.get(device, (place, 0))
        per_device[device] = (first, sofar + need)
    for place, need in per_device.values():
        free = shutil.disk_usage(place).free
        if free < need:
            raise ApplyError(
                f"{place} has {free:,} bytes free, and the backup and the tables written anew may take {need:,}:"
                " nothing was changed",
                hint="make room there, or move the incident folder to another disk",
            )


def is_of_the_disk(problem: BaseException | None) -> bool:
    """Whether an error says that what is on the disk may not be what was written there."""
    return (getattr(problem, "sqlite_errorcode", None) or 0) & PRIMARY in (_IOERR, _CORRUPT)


def meaning(problem: sqlite3.Error, path: Path, again: str, *, at: str = "", kept: Path | None = None) -> DriftToolsError:
    """What an error of SQLite means to whoever runs a repair; whatever was begun is rolled back.

    Args:
        path: The file.
        again: The command that tries again.
        at: The step.
        kept: The backup, where one was made.
    """
    said = redactor.clean(str(problem))
    code = (getattr(problem, "sqlite_errorcode", None) or 0) & PRIMARY
    where, named = f" at {at}" if at else "", shlex.quote(str(path))
    as_it_was = "Everything was rolled back: the database is as it was"
    backed = f"; the state before is in {kept}" if kept is not None and is_of_the_disk(problem) else ""
    if code in (BUSY, _LOCKED):
        return BusyError(
            f"{path} is locked by another program{_holders(path)}: nothing was changed",
            hint=f"end its transaction, or stop it; then: {again}",
        )
    if code == _NOTADB:
        return ConnectionFailed(
            f"{path} is no SQLite database, or an encrypted one: {said}. Nothing was changed",
            hint=f"see what it is: file {named}; drifttools does not read encrypted databases",
        )
    if code == _CORRUPT:
        return ConnectionFailed(
            f"{path} is damaged{where}: {said}. Nothing was changed",
            hint=f"restore it from a backup, or save what can be read: sqlite3 {named} .recover{backed}",
        )
    if code == _FULL:
        return ApplyError(f"the disk of {path} is full{where}: {said}. {as_it_was}", hint=f"make room, then: {again}")
    if code in (_READONLY, _PERM, _CANTOPEN):
        return ApplyError(
            f"{path} or its folder cannot be written{where}: {said}. {as_it_was}",
            hint=f"SQLite writes the file and its journal beside it; then: {again}",
        )
    if code == _IOERR:
        return ApplyError(
            f"the disk of {path} failed or is full{where}: {said}. {as_it_was}",
            hint=f"look at the disk, then: {again}{backed}",
        )
    return ApplyError(
        f"{at or 'it'} failed: {said}. {as_it_was}", hint=f"mend what the message names, then make a new plan or: {again}"
    )


def _holders(path: Path) -> str:
    """The processes that have the file open, where the system tells."""
    found = []
    own = str(os.getpid())
    wanted = {str(path.resolve()), f"{path.resolve()}-wal"}
    for process in sorted(Path("/proc").glob("[0-9]*")):
        if process.name == own:
            continue
        try:
            if any(str(link.readlink()) in wanted for link in (process / "fd").iterdir()):
                found.append(f"{(process / 'comm').read_text().strip()} (process {process.name})")
        except OSError:
            continue  # it ended, or belongs to somebody else
    return f", which may be {', '.join(found)}" if found else ""
