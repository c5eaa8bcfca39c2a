"""Sends one statement that a person typed to a SQLite file, which is opened for reading alone, and gives its rows."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from drifttools.catalog.sqlite_connect import connect_sqlite, refused
from drifttools.config import Target
from drifttools.errors import CatalogError, UsageError

if TYPE_CHECKING:
    import pandas as pd

_INSTRUCTIONS = 100_000  # of SQLite's machine between two looks at the clock
_FIRST = ("select", "with", "values", "explain", "pragma")
_DENIED = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})


def run_sqlite_sql(target: Target, text: str, *, limit: int = 10_000, timeout_ms: int = 60_000) -> pd.DataFrame:
    """The rows of one statement; see `query.run_sql`.

    Raises:
        UsageError: It is not one statement that reads, or SQLite refused it.
        CatalogError: It took too long, or the file cannot be read.
    """
    import pandas as pd

    words = text.split(None, 1)
    if not words or words[0].lower() not in _FIRST:
        raise UsageError("sql() only reads: one statement that starts with SELECT, WITH, VALUES, EXPLAIN or PRAGMA")
    if limit < 0:
        raise UsageError("limit is the largest number of rows, and cannot be negative")
    with closing(connect_sqlite(target)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in _DENIED else sqlite3.SQLITE_OK)
        until = time.monotonic() + timeout_ms / 1000
        connection.set_progress_handler(lambda: time.monotonic() > until, _INSTRUCTIONS)
        try:
            cursor = connection.execute(text)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchmany(limit + 1)
        except sqlite3.Warning as problem:
            raise UsageError(f"sql() takes one statement: {problem}") from None
        except sqlite3.OperationalError as problem:
            if "interrupted" in str(problem):
                raise CatalogError(
                    "the statement took longer than its time limit",
                    hint="give it more time, sql(..., timeout_ms=600_000), or ask for less",
                ) from None
            if "locked" in str(problem):
                raise refused(target, problem) from None
            raise UsageError(f"SQLite refused it: {problem}") from None
        except sqlite3.Error as problem:
            raise UsageError(f"SQLite refused it: {problem}") from None
    frame = pd.DataFrame.from_records(rows[:limit], columns=columns)
    frame.attrs["truncated"] = len(rows) > limit
    return frame
