"""What the rules of `diagnose` may ask of a SQLite file: how many rows its tables have. It has no roles, no search_path."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection
from contextlib import closing
from typing import TYPE_CHECKING

from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.config import Target
from drifttools.sql.compose import compose
from drifttools.sql.sqlite_ddl import quoted

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.catalog.evidence import Gathered

Relation = tuple[str, str]
_TRUTHS = frozenset({"exists", "usable"})
_INSTRUCTIONS = 100_000  # of SQLite's machine between two looks at the clock


def gather_sqlite(target: Target, counted: Collection[Relation], *, timeout_ms: int = 5_000) -> Gathered:
    """The facts of a file in the form of those of a server.

    Raises:
        ConnectionFailed, CatalogError: It cannot be opened.
    """
    from drifttools.catalog.evidence import Gathered

    return Gathered(
        role="",
        search_path=_empty("position", "schema", "exists", "usable", "origin"),
        settings=_empty("scope", "role", "database", "value"),
        counts=count_sqlite_rows(target, counted, timeout_ms=timeout_ms),
        text_references=_empty("schema", "routine", "language", "mentions"),
        lacking_usage=_empty("schema", "grantee", "relations", "named"),
        stays=_empty("schema", "table", "kind", "object", "reason"),
        collisions=_empty("schema", "table", "goal", "object"),
    )


def count_sqlite_rows(target: Target, relations: Collection[Relation], *, timeout_ms: int = 5_000) -> pd.DataFrame:
    """Count the rows of tables, as `counts.count_rows`; what is not counted in time has the reason."""
    import pandas as pd

    found: list[tuple[str, str, int | None, bool, str]] = []
    with closing(connect_sqlite(target)) as connection:
        until = time.monotonic() + timeout_ms / 1000
        connection.set_progress_handler(lambda: time.monotonic() > until, _INSTRUCTIONS)
        for schema, table in dict.fromkeys(relations):
            count, reason = _count(connection, schema, table, timeout_ms)
            found.append((schema, table, count, not reason, f"could not count: {reason}" if reason else ""))
    frame = pd.DataFrame.from_records(found, columns=["schema", "table", "rows", "exact", "reason"])
    return frame.astype({"schema": "string", "table": "string", "rows": "Int64", "exact": "boolean", "reason": "string"})


def _count(connection: sqlite3.Connection, schema: str, table: str, timeout_ms: int) -> tuple[int | None, str]:
    try:
        row = connection.execute(str(compose("select count(*) from {}", quoted(schema, table)))).fetchone()
    except sqlite3.Error as problem:
        return None, f"it takes longer than {timeout_ms} ms" if "interrupted" in str(problem) else str(problem)
    return int(row[0]), ""


def _empty(*columns: str) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({one: pd.Series(dtype="boolean" if one in _TRUTHS else "string") for one in columns})
