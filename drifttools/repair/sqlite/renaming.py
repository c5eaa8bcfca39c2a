"""What SQLite makes of a schema when something in it is renamed: it rewrites the name in texts of many sorts.

Only SQLite knows how, so it is asked, with the definitions alone in a database in memory that is thrown away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from drifttools.repair.sqlite.schema import ROWS, Schema

_ORDER = {"table": 0, "view": 1, "index": 2, "trigger": 3}


def renamed(schema: Schema, statements: Iterable[str]) -> Schema:
    """The schema after some ALTER TABLE ... RENAME.

    Raises:
        sqlite3.Error: SQLite refuses one of them.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        virtual = tuple(entry for entry in schema.entries if entry.virtual)
        for entry in sorted(schema.entries, key=lambda one: _ORDER[one.type]):
            if entry.sql and not entry.virtual:  # its module may not be there, and no rename reaches into one
                connection.execute(entry.sql)
        for statement in statements:
            connection.execute(statement)
        found = Schema.of_rows(connection.execute(ROWS).fetchall())
        return Schema((*found.entries, *virtual))
    finally:
        connection.close()
