"""Throw-away SQLite databases: each a file in a private directory that goes with its owner.

The project's own code runs in another process, so the database cannot be in memory alone. What a project sends may not
reach any other file: ATTACH is refused, and VACUUM INTO with it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from drifttools.catalog.sqlite_connect import connect_sqlite, path_of
from drifttools.config import Target
from drifttools.errors import ScratchError

_COPIES = 3  # the copy, a table written anew in it, and its journal


class SqliteScratchDatabase:
    """One throw-away file; leaving its `with` block removes it.

    Args:
        path: The file; SQLite makes it.
        hint: What it is for, in messages.
    """

    def __init__(self, path: Path, hint: str) -> None:
        self.path = path
        self.hint = hint

    @property
    def target(self) -> Target:
        """The database as a target of the reader; its parameters are what the project's process is told."""
        parameters = {"dialect": "sqlite", "path": str(self.path)}
        return Target(f"scratch database for {self.hint}", f"sqlite:{self.path}", parameters, dialect="sqlite")

    def connect(self) -> sqlite3.Connection:
        """A read-write connection in autocommit, which reaches no other file."""
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.set_authorizer(_within)
        return connection

    def run(self, statements: Iterable[str]) -> None:
        """Run statements one by one, each committed by itself.

        Raises:
            ScratchError: SQLite refused one; the message has the statement's first line and its words.
        """
        connection = self.connect()
        try:
            for statement in statements:
                try:
                    connection.execute(statement)
                except sqlite3.Error as problem:
                    raise ScratchError(f"{statement.strip().partition(chr(10))[0]}: {problem}") from None
        finally:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for path in self.path.parent.glob(self.path.name + "*"):  # the journal and the write-ahead log, too
            path.unlink(missing_ok=True)


class SqliteScratch:
    """A private directory for throw-away files; leaving its `with` block removes it."""

    def __init__(self) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="drifttools-sqlite-"))
        self._made = 0

    def database(self, hint: str) -> SqliteScratchDatabase:
        """Give an empty database."""
        self._made += 1
        path = self._directory / f"scratch{self._made}.db"
        # an empty file is an empty database: whoever reads before anything is made finds it
        path.touch(mode=0o600)
        return SqliteScratchDatabase(path, hint)

    def copy_of(self, live: Target) -> SqliteScratchDatabase:
        """Give a copy of a file, with all its rows.

        Raises:
            ScratchError: There is no room for it.
            ConnectionFailed: The file cannot be opened.
        """
        size, free = path_of(live).stat().st_size, shutil.disk_usage(self._directory).free
        if size * _COPIES > free:
            raise ScratchError(
                f"a copy of the file has {size:,} bytes, and {self._directory.parent} has {free:,} bytes free",
                hint="set TMPDIR to a folder with room for three copies of it",
            )
        made = self.database("a copy of the file")
        with closing(connect_sqlite(live)) as source, closing(sqlite3.connect(made.path)) as goal:
            source.backup(goal)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        shutil.rmtree(self._directory, ignore_errors=True)


def _within(action: int, *_about: str | None) -> int:
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) else sqlite3.SQLITE_OK
