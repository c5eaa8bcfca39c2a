"""`drift diff`: the raw engine on the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]

SCHEMA = """
    create type mood as enum ('sad', 'ok');
    create table users (id bigint generated always as identity primary key, name text not null, m mood);
    create table posts (id int primary key, user_id bigint references users (id));
    create function total(a int) returns int language sql as 'select a + missing_at_creation(a)';
"""


def make(database: MakeDatabase, sql: str) -> str:
    """A database of this SQL; bodies of functions are not checked, as in a dump."""
    return database("set check_function_bodies = off;" + sql)


def test_equal_databases_give_nothing_and_exit_0(drift: Run, database: MakeDatabase) -> None:
    """Two equal databases: exit code 0, an empty JSON list, an empty script."""
    one, other = make(database, SCHEMA), make(database, SCHEMA)
    assert drift("diff", one, f"database:{other}").returncode == 0
    found = drift("diff", one, f"database:{other}", "--format", "json")
    assert (found.returncode, json.loads(found.stdout)) == (0, [])
    script = drift("diff", one, f"database:{other}", "--format", "sql")
    assert (script.returncode, script.stdout.strip()) == (0, "")


def test_json_is_a_list_of_findings_and_nothing_else(drift: Run, database: MakeDatabase) -> None:
    """Standard output is one JSON list whose members name kind, object, change and both values; exit code 1."""
    expected = make(database, SCHEMA)
    actual = make(database, SCHEMA + "alter table posts alter user_id set not null; drop function total;")
    found = drift("diff", actual, f"database:{expected}", "--format", "json")
    assert found.returncode == 1, found.stderr
    named = {(f["kind"], f["name"], f["change"], f["attribute"]) for f in json.loads(found.stdout)}
    assert named == {("routine", "total(integer)", "missing", ""), ("column", "user_id", "changed", "not_null")}


def test_the_sql_makes_actual_equal_expected(drift: Run, database: MakeDatabase) -> None:
    """The script alone, run by a plain session, ends every difference: creations, changes and drops."""
    expected = make(database, SCHEMA)
    actual = make(database, "create table leftover (id int); create table posts (id int primary key, user_id int);")
    script = drift("diff", actual, f"database:{expected}", "--format", "sql")
    assert script.returncode == 1, script.stderr
    with psycopg.connect(actual, autocommit=True) as connection:
        connection.execute(script.stdout.encode())
    assert drift("diff", actual, f"database:{expected}").returncode == 0


def test_a_saved_snapshot_is_an_expected_state(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """`drift snapshot` then `drift diff … snapshot:PATH`: equal until the database changes."""
    dsn = make(database, SCHEMA)
    assert drift("snapshot", dsn, "--output", "before").returncode == 0
    assert drift("diff", dsn, "snapshot:before").returncode == 0
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("create index on posts (user_id)")
    found = drift("diff", dsn, "snapshot:before", "--format", "json")
    assert [f["change"] for f in json.loads(found.stdout)] == ["unexpected"]
    assert (tmp_path / "before" / "manifest.json").is_file()


def test_names_survive_every_format(drift: Run, database: MakeDatabase) -> None:
    """Quotes, newlines, upper case, unicode and 63 bytes come through JSON, SQL and text."""
    hostile = ['we"ird', "new\nline", "Upper", "ünïcödé", "x" * 63, "select", "semi;colon--", "tab\there"]
    quoted = ['"' + name.replace('"', '""') + '"' for name in hostile]
    expected = database("".join(f"create table {name} (id int, {name} text);" for name in quoted))
    actual = database("")
    found = json.loads(drift("diff", actual, f"database:{expected}", "--format", "json").stdout)
    assert sorted(f["name"] for f in found) == sorted(hostile)
    script = drift("diff", actual, f"database:{expected}", "--format", "sql").stdout
    with psycopg.connect(actual, autocommit=True) as connection:
        connection.execute(script.encode())
    assert drift("diff", actual, f"database:{expected}").returncode == 0
    assert "new\\nline" in drift("diff", database(""), f"database:{expected}").stdout
