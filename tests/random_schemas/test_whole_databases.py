"""`drift diff --format sql` against nothing rebuilds a large database, and the other way round removes all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from bench import generate
from drifttools.catalog.server import PrivateServer
from tests.conftest import MakeDatabase
from tests.loop import dump, make_roles
from tests.random_schemas.pairs import assert_same
from tests.random_schemas.schema import script

SIZE = 300


def run(server: PrivateServer, dsn: str, sql: str) -> None:
    """Run a script in one go, as psql runs a file."""
    command = [str(server.bindir / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", dsn, "-f", "-"]
    done = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def repair(folder: Path, actual: str, expected: str) -> str:
    """The script that makes one database the other; nothing is left out of it."""
    command = [sys.executable, "-m", "drifttools", "-q", "diff", actual, f"database:{expected}", "--format", "sql"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "not in the script" not in done.stderr, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["of an application", "at random"])
def test_a_large_database_is_made_of_nothing_and_removed_again(
    sort: str, database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path
) -> None:
    """Three hundred tables with views in chains, functions, policies, partitions: an equal dump, then an empty one."""
    make_roles(pg_server)
    wanted, made, empty = database(), database(), database()
    if sort == "at random":
        with psycopg.connect(wanted, autocommit=True) as connection:
            for statement in script(300, tables=SIZE).split(";\n"):
                connection.execute(statement.encode())
    else:
        generate.load(wanted, SIZE)
    first = repair(tmp_path, made, wanted)
    assert first == repair(tmp_path, made, wanted), "the same difference gives another script"
    run(pg_server, made, first)
    assert_same(dump(pg_server, wanted), dump(pg_server, made), "the dump of what was made")
    run(pg_server, made, repair(tmp_path, made, empty))
    assert_same(dump(pg_server, empty), dump(pg_server, made), "the dump of what was emptied")
