"""Makes the incident: a database of Supabase, the project's migrations beside it, and what was done by hand.

Nothing is faked. The platform's own schemas, roles and search path are declared first, as the scratch database gets them.
The project's migrations run by its own `alembic` up to the last that ever ran here; `alembic stamp head` then says that
the newest one did too, which is how such a database comes about when an upgrade fails and somebody is in a hurry. What
was done in the dashboard is `by_hand.sql`.

`alembic` is run as its own process, in the project's directory, with an environment that names this database and no other.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from drifttools.config import parse_target
from drifttools.demos.project import INHERITED, copy_of, provide_supabase, rows_of, toml
from drifttools.errors import SourceError, UsageError

HERE = Path(__file__).parent
PROJECT = HERE / "project"
"""The project: `PROJECT / "alembic.ini"` and the package `app` beside it."""

TARGET = "askdocs"
LAST_RUN = "20250918"
_TABLES = (
    *("users", "organizations", "organization_members", "documents", "document_chunks", "queries", "query_documents"),
    "user_preferences",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was made.

    Attributes:
        rows: How many rows each table has.
        current: What `alembic current` says.
    """

    rows: Mapping[str, int]
    current: str


def take(directory: Path) -> Path:
    """Put a copy of the project into a directory, as a user has it; returns its path."""
    return copy_of(PROJECT, directory)


def build(dsn: str, project: Path = PROJECT, python: str | Path = sys.executable) -> Facts:
    """Make the drifted database.

    Args:
        dsn: An empty database on a server where roles may be made, as libpq keywords.
        project: The project, or a copy of it.
        python: The interpreter that has Alembic, SQLAlchemy, psycopg and drifttools.

    Raises:
        UsageError: The DSN names a database that is not empty.
        SourceError: Alembic is missing, or a migration failed.
    """
    with psycopg.connect(dsn) as connection:
        there = connection.execute("select 1 from pg_class where relnamespace = 'public'::regnamespace limit 1").fetchone()
    if there:
        raise UsageError("the database is not empty", hint="name a database that has just been created")
    provide_supabase(dsn)
    alembic(dsn, project, "upgrade", LAST_RUN, python=python)
    alembic(dsn, project, "stamp", "head", python=python)
    with psycopg.connect(dsn) as connection:
        for script in ("by_hand.sql", "rows.sql"):
            connection.execute((HERE / script).read_bytes())
    return Facts(counts(dsn), alembic(dsn, project, "current", python=python))


def configure(project: Path, dsn: str, python: str | Path = sys.executable, scratch: str = "") -> Path:
    """Put a `drift.toml` into a copy of the project, as its developers have one; returns the file."""
    lines = [
        *([f"scratch = {toml(scratch)}", ""] if scratch else []),
        f"[targets.{TARGET}]",
        f"dsn = {toml(dsn)}",
        'expected = "models:app.models:Base"',
        "",
        "[project]",
        f"python = {toml(str(python))}",
        'migrations = "alembic:alembic.ini"',
        'platform = "supabase"',
        "# env.py imports drifttools.alembic: that of the drifttools which made this file",
        f"env = {{ PYTHONPATH = {toml(str(drifttools_directory()))} }}",
    ]
    file = project / "drift.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def counts(dsn: str) -> dict[str, int]:
    """How many rows each table of the project has."""
    return rows_of(dsn, _TABLES)


def alembic(dsn: str, project: Path, *arguments: str, python: str | Path = sys.executable, fails: bool = False) -> str:
    """Run `alembic` as somebody in the project's directory would; returns what it printed.

    Args:
        dsn: The database.
        project: The directory.
        arguments: Of the command line.
        python: The interpreter.
        fails: Whether an exit code other than 0 is an answer too: `alembic check` has one where something differs.

    Raises:
        SourceError: It failed; the message ends with what it said.
    """
    try:
        done = subprocess.run(
            [str(python), "-m", "alembic", *arguments],
            cwd=project,
            env=environment(dsn),
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SourceError(f"{python} cannot be started: {error}", hint="name an interpreter that has Alembic") from error
    if done.returncode and not fails:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
        raise SourceError(f"alembic {' '.join(arguments)} failed\n{said}", hint="pip install 'drifttools[demo]'")
    return (done.stdout + (done.stderr if done.returncode else "")).strip()


def environment(dsn: str) -> dict[str, str]:
    """The whole environment of a process of the project: what starts it, and this one database."""
    known = parse_target(dsn).parameters
    # a host that is a directory can only stand behind the question mark
    others = {key: value for key, value in known.items() if key in ("host", "port", "user", "password")}
    return {
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
        "DATABASE_URL": f"postgresql:///{quote(known.get('dbname', ''), safe='')}?{urlencode(others)}",
        # its env.py imports drifttools.alembic: that of the drifttools which runs this
        "PYTHONPATH": str(drifttools_directory()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def drifttools_directory() -> Path:
    """Where this drifttools is imported from."""
    return HERE.parents[2]
