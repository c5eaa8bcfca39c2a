"""The functions that a SQLite has, by name: what code may call beside what the schema has."""

from __future__ import annotations

from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.config import Target

_FUNCTIONS = "SELECT DISTINCT name FROM pragma_function_list ORDER BY name"


def functions_of(target: Target) -> tuple[str, ...]:
    """Every function of the library that reads the file.

    Raises:
        ConnectionFailed: It is no SQLite database, or cannot be opened.
    """
    connection = connect_sqlite(target)
    try:
        return tuple(str(row[0]) for row in connection.execute(_FUNCTIONS))
    finally:
        connection.close()
