"""Small things that tests of whole databases need."""

from __future__ import annotations

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import read
from drifttools.config import parse_target
from drifttools.model.snapshot import Snapshot


def quoted(name: str) -> str:
    """Quote a name as PostgreSQL does, whether it needs it or not: not by the code that is tested."""
    return '"' + name.replace('"', '""') + '"'


def snapshot(dsn: str) -> Snapshot:
    """Read a database, without its dependencies."""
    with connect_readonly(parse_target(dsn)) as connection:
        return read(connection)
