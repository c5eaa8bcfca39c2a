"""Makes the incident: production on PostgreSQL, made by the models, and a `test.db` from when they were younger.

Nothing is faked. The project's own interpreter makes production by `create_all`; `test.db` is made by `stale.sql`, which is
what the models made then. The tests are the project's own, run by pytest as a process of its own, in the project's
directory, with an environment that names one database and no other.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from drifttools.config import parse_target
from drifttools.demos.project import INHERITED, copy_of, toml
from drifttools.errors import SourceError

HERE = Path(__file__).parent
PROJECT = HERE / "project"
TEST, PRODUCTION = "test", "production"
_MAKE = "from app.core.database import engine; from app.models import Base; Base.metadata.create_all(engine)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run of the project's tests.

    Args:
        junit: What pytest wrote.
        tests: How many there are.
        passed: How many of them passed.
        reasons: The first line of each failure, the most frequent first.
    """

    junit: Path
    tests: int
    passed: int
    reasons: tuple[str, ...]


def take(directory: Path) -> Path:
    """Put a copy of the project into a directory, as a developer has it; returns its path."""
    return copy_of(PROJECT, directory)


def build(dsn: str, project: Path, python: str | Path = sys.executable) -> None:
    """Make production and the stale test database.

    Args:
        dsn: An empty PostgreSQL database, as libpq keywords.
        project: A copy of the project.
        python: The interpreter that has SQLAlchemy, psycopg, pydantic, pytest and drifttools.

    Raises:
        SourceError: The models could not make production.
    """
    done = _run(project, url_of(dsn), str(python), "-c", _MAKE)
    if done.returncode:
        raise SourceError(f"production could not be made\n{done.stderr[-800:]}", hint="pip install 'drifttools[demo]'")
    with closing(sqlite3.connect(project / "test.db", isolation_level=None)) as connection:
        connection.executescript((HERE / "stale.sql").read_text(encoding="utf-8"))


def configure(project: Path, dsn: str, python: str | Path = sys.executable, scratch: str = "") -> Path:
    """Put a `drift.toml` into a copy of the project, as its developers have one; returns the file."""
    lines = [
        *([f"scratch = {toml(scratch)}", ""] if scratch else []),
        f"[targets.{TEST}]",
        f"dsn = {toml('sqlite:///' + str(project / 'test.db'))}",
        'expected = "models:app.models"',
        "",
        f"[targets.{PRODUCTION}]",
        f"dsn = {toml(dsn)}",
        'expected = "models:app.models"',
        "",
        "[code]",
        'paths = ["app", "tests"]',
        "",
        "[contracts]",
        'schemas = ["app.schemas"]',
        'models = ["app.models"]',
        "",
        "[project]",
        f"python = {toml(str(python))}",
        "# the models import drifttools.types once they are portable: of the drifttools which made this file",
        f"env = {{ PYTHONPATH = {toml(str(HERE.parents[2]))} }}",
    ]
    file = project / "drift.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def run_tests(project: Path, junit: Path, *, url: str = "", python: str | Path = sys.executable) -> Outcome:
    """Run the project's own tests as its developers do.

    Args:
        project: The directory.
        junit: Where pytest writes its results.
        url: Of the database; else `test.db`.
        python: The interpreter.

    Raises:
        SourceError: pytest did not run.
    """
    done = _run(project, url, str(python), "-m", "pytest", "-q", "--tb=line", f"--junitxml={junit}")
    try:
        cases = list(ET.parse(junit).getroot().iter("testcase"))  # noqa: S314 - written by the pytest that was just run
    except (OSError, ET.ParseError) as problem:
        raise SourceError(f"pytest did not run: {(done.stdout + done.stderr)[-800:]}") from problem
    failures = [[one for one in case if one.tag in ("error", "failure")] for case in cases]
    reasons = [str(one.get("message", "")).partition("\n")[0] for failed in failures for one in failed]
    ordered = sorted(set(reasons), key=lambda one: -reasons.count(one))
    return Outcome(junit, len(cases), sum(not failed for failed in failures), tuple(ordered))


def url_of(dsn: str) -> str:
    """The URL of SQLAlchemy for libpq keywords."""
    known = parse_target(dsn).parameters
    others = {key: value for key, value in known.items() if key in ("host", "port", "user", "password")}
    return f"postgresql+psycopg:///{quote(known.get('dbname', ''), safe='')}?{urlencode(others)}"


def _run(project: Path, url: str, *command: str) -> subprocess.CompletedProcess[str]:
    env = {
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
        **({"DATABASE_URL": url} if url else {}),
        "PYTHONPATH": os.pathsep.join((str(project), str(HERE.parents[2]))),
        "PYTHONDONTWRITEBYTECODE": "1",
        # the plugins of pytest that happen to be installed beside it are not the project's
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
