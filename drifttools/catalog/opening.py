"""Two connections to one database that are opened in the background, while what needs them is still being imported."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Self

from drifttools.catalog.connect import Connection, connect_readonly
from drifttools.config.target import Target
from drifttools.errors import ConnectionFailed


class Opening:
    """Opens a read-only connection, and then a second one to read with; both are closed when it is left.

    A SQLite file is opened by who reads it: that takes no time, and a second connection would gain nothing.

    Args:
        target: The database.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self._pool = ThreadPoolExecutor(1, "connect")
        self._first: Future[Connection] | None = None
        self._second: Future[Connection | None] | None = None
        if target.dialect == "postgresql":
            self._first = self._pool.submit(connect_readonly, target)
            # after the first: who is refused is refused once
            self._second = self._pool.submit(self._another, self._first)

    def _another(self, first: Future[Connection]) -> Connection | None:
        if first.exception() is not None:
            return None
        with suppress(ConnectionFailed):  # the server may have no second one to give: one can read everything too
            return connect_readonly(self.target)
        return None

    def first(self) -> Connection:
        """Wait for the connection.

        Raises:
            ConnectionFailed: The database does not answer or refuses.
            UsageError: The target is no PostgreSQL database.
        """
        return connect_readonly(self.target) if self._first is None else self._first.result()

    def second(self) -> Connection | None:
        """Wait for the second one; None where there is none to be had."""
        return None if self._second is None else self._second.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._pool.shutdown()
        for opened in (self._first, self._second):
            if opened is not None and opened.exception() is None and (connection := opened.result()) is not None:
                connection.close()
