"""What the demos have in common: a copy of a project, its `drift.toml`, the platform beneath it, its rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql

from drifttools.catalog.scratch import Scratch, ScratchDatabase
from drifttools.config import parse_target
from drifttools.expected.platforms import PLATFORMS

INHERITED = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
)
"""What a child process needs to start. PG*, ALEMBIC* and PYTHON* would name other databases or code."""


def copy_of(project: Path, directory: Path) -> Path:
    """Put a copy of a project into a directory, as a user has it; returns its path."""
    return Path(shutil.copytree(project, directory, ignore=shutil.ignore_patterns("__pycache__")))


def toml(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def provide_supabase(dsn: str) -> None:
    """Declare what Supabase's own databases have: roles, `auth` and the other schemas, the search path.

    Raises:
        ScratchError: The server refused.
    """
    target = parse_target(dsn)
    scratch = Scratch(target, "configured")
    PLATFORMS["supabase"].provide(scratch, ScratchDatabase(scratch, target.parameters["dbname"], "the demo"))


def rows_of(dsn: str, tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of some tables of `public` has."""
    found = {}
    with psycopg.connect(dsn) as connection:
        for table in tables:
            row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier("public", table))).fetchone()
            found[table] = int(row[0]) if row else 0
    return found
