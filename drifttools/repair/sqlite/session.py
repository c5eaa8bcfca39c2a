"""The connection through which everything is sent to a SQLite file, one statement at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drifttools.repair.sqlite.file import BUSY, PRIMARY, uri

WAIT_S = 5.0
"""How long to wait for a lock."""


class File:
    """One connection to a database file, through which everything is sent, one statement at a time.

    `isolation_level=None`: the module of Python would begin and commit transactions of its own, `executescript` above all.

    Args:
        path: The file.
        mode: `rw` or `ro`; neither makes a file.
        wait_s: How long to wait while somebody else holds a lock.
    """

    def __init__(self, path: Path, mode: str, wait_s: float = WAIT_S) -> None:
        self._connection = sqlite3.connect(uri(path, mode), uri=True, isolation_level=None, timeout=wait_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # closing rolls back what was not committed
        self._connection.close()

    def ask(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Send a SELECT or a PRAGMA and give its rows."""
        return self._connection.execute(query, parameters).fetchall()

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Send a statement to its end."""
        self._connection.execute(statement, parameters).fetchall()

    def broken(self, statement: str) -> str:
        """What SQLite says against a statement that is only compiled.

        The rows of an EXPLAIN are not read: of a trigger they point into memory that SQLite has freed (seen with 3.40),
        and reading them ended the process.
        """
        try:
            self._connection.execute(statement).close()
        except sqlite3.Error as problem:
            return str(problem)
        return ""


def is_written_to(path: Path) -> bool:
    """Whether somebody holds the write lock of a file now; it is taken and let go."""
    with File(path, "rw", wait_s=0) as file:
        try:
            file.run("begin immediate")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & PRIMARY == BUSY:
                return True
            raise
        file.run("rollback")
        return False


@contextlib.contextmanager
def asking(path: Path) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """Open a file only to ask it."""
    with File(path, "ro") as file:
        yield file.ask
