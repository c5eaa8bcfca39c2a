"""Opens a SQLite file for reading: it is never made, never written, and who it belongs to can go on.

`mode=ro` is SQLite's own refusal of every write. `immutable` is never given: it would read a file that somebody writes
without a lock, and give an answer that never was true.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from drifttools.catalog.sqlite_functions import provide
from drifttools.config import Target
from drifttools.errors import CatalogError, ConnectionFailed, UsageError

OLDEST = (3, 37, 0)
"""The first SQLite that lists tables with what they are (`pragma_table_list`)."""


def connect_sqlite(target: Target, *, lock_timeout_ms: int = 2_000) -> sqlite3.Connection:
    """Open a SQLite database read-only.

    Args:
        target: The database.
        lock_timeout_ms: How long a query may wait for somebody who writes.

    Returns:
        A connection in autocommit, whose texts are bytes.

    Raises:
        ConnectionFailed: There is no such file, it is none of SQLite, or may not be read.
        UsageError: The target is no SQLite file, or Python's SQLite is too old.
    """
    path = path_of(target)
    if sqlite3.sqlite_version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise UsageError(
            f"Python's SQLite is {sqlite3.sqlite_version}, and {wanted} is the oldest that can be asked what a table is",
            hint="run drifttools with a newer Python",
        )
    _demand_file(path)
    connection = None
    try:
        connection = sqlite3.connect(
            uri_of(path), uri=True, timeout=lock_timeout_ms / 1000, isolation_level=None, check_same_thread=False
        )
        connection.text_factory = bytes
        provide(connection)
        connection.execute("select 1 from main.sqlite_schema limit 1").fetchall()
    except sqlite3.Error as problem:
        if connection is not None:
            connection.close()
        raise refused(target, problem) from problem
    return connection


def path_of(target: Target) -> Path:
    """The file of a target.

    Raises:
        UsageError: The target is none, or a database in memory, which is nobody else's.
    """
    if target.dialect != "sqlite":
        raise UsageError(f"{target.name} is not a SQLite database", hint="give sqlite:///PATH")
    text = target.dsn.removeprefix("sqlite:")
    if text in ("", ":memory:", "memory"):
        raise UsageError(
            "a SQLite database in memory belongs to the process that made it, and cannot be read from here",
            hint="give a file: sqlite:///PATH, or write it to one: VACUUM INTO 'copy.db'",
        )
    return Path(text).expanduser()


def uri_of(path: Path, mode: str = "ro") -> str:
    """The file as SQLite's URI, every character of its name meant as it stands."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _demand_file(path: Path) -> None:
    """See that there is a file: SQLite itself says `unable to open` of everything.

    It is not opened here: to close any descriptor of a file gives up every lock that this process has on it (POSIX), also
    those of a connection of the notebook that runs us, and two would write at once.
    """
    name = str(path)
    if not path.exists():
        near = [one for one in sorted(path.parent.glob("*")) if one.suffix in _SUFFIXES] if path.parent.is_dir() else []
        hint = (
            f"there are: {', '.join(map(str, near[:5]))}" if near else "give the path of a file that exists: sqlite:///PATH"
        )
        raise ConnectionFailed(f"there is no file {name}; it is not made", hint=hint)
    if not path.is_file():
        raise ConnectionFailed(f"{name} is not a file", hint="give the path of a SQLite file: sqlite:///PATH")
    if not os.access(path, os.R_OK):
        raise ConnectionFailed(f"{name} may not be read", hint="run drift as a user who may read the file")
    if 0 < path.stat().st_size < _SMALLEST:
        # SQLite takes it for an empty database
        raise ConnectionFailed(f"{name} is no SQLite database: it is too short", hint="see what it is: file " + name)


_SMALLEST = 512  # bytes of the smallest page
_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3", ".db3"})


def refused(target: Target, problem: sqlite3.Error) -> ConnectionFailed | CatalogError:
    """What SQLite said, as an error for people."""
    path, words = path_of(target), str(problem)
    code = getattr(problem, "sqlite_errorname", "")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return CatalogError(
            f"{path} is locked: another process is writing to it",
            hint=f"see who has it open (fuser {path}), wait for its end, and run the command again",
        )
    if code.startswith("SQLITE_NOTADB"):
        return ConnectionFailed(
            f"{path} is no SQLite database, or is encrypted: it does not begin like one",
            hint=f"see what it is: file {path}; an encrypted one is read from a decrypted copy",
        )
    if code.startswith("SQLITE_CORRUPT"):
        return CatalogError(
            f"{path} is damaged: {words}",
            hint=f"see how far: sqlite3 {path} 'pragma integrity_check', and take its rows out: sqlite3 {path} .recover",
        )
    if code.startswith("SQLITE_READONLY"):
        # a journal was left by a process that died, and rolling it back writes
        return CatalogError(
            f"{path} was left in the middle of a write, and SQLite has to put it right before it can be read: {words}",
            hint=f"open it once with its own application, or: sqlite3 {path} 'select count(*) from sqlite_schema'",
        )
    if code.startswith("SQLITE_CANTOPEN"):
        wal = Path(f"{path}-wal").exists()
        told = "its write-ahead log needs a file beside it that cannot be made" if wal else words
        return ConnectionFailed(
            f"{path} cannot be opened: {told}",
            hint=f"give the right to write in {path.parent}, or read a copy" if wal else None,
        )
    return CatalogError(f"{path} cannot be read: {words}")


def identity_of(path: Path) -> str:
    """What tells a file from every other one of this machine."""
    return os.path.realpath(path)
