"""Reads a target of either dialect, whichever reader that takes."""

from __future__ import annotations

from drifttools.catalog.reader import Extent, Taken, read
from drifttools.config import Target
from drifttools.model.snapshot import Snapshot


def read_target(target: Target, extent: Extent | None = None, *, origin: str = "", taken: Taken | None = None) -> Snapshot:
    """Connect read-only, read, and let go.

    Args:
        target: The database.
        extent: What to read.
        origin: The spec or target, for reports; else the target's name.
        taken: Called with the name of a kind and its rows as soon as they are there.

    Raises:
        ConnectionFailed: It does not answer, refuses, or is no database.
        CatalogError: It could not be read to its end.
    """
    if target.dialect == "sqlite":
        return read_sqlite_target(target, extent, origin=origin or target.name, taken=taken)
    from drifttools.catalog.connect import connect_readonly

    with connect_readonly(target) as connection:
        return read(connection, extent, origin=origin or target.name, taken=taken)


def read_sqlite_target(
    target: Target, extent: Extent | None = None, *, origin: str = "", taken: Taken | None = None
) -> Snapshot:
    """The same of a SQLite file."""
    from drifttools.catalog.sqlite_connect import connect_sqlite
    from drifttools.catalog.sqlite_reader import read_sqlite

    connection = connect_sqlite(target)
    try:
        return read_sqlite(connection, target, extent, origin=origin, taken=taken)
    finally:
        connection.close()
