"""Bad input: a clear message, no traceback, exit code 2 or 3, nothing written half."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]


def said(outcome: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command ended with this code and said these words, without a traceback."""
    assert outcome.returncode == code, outcome.stderr
    assert "Traceback" not in outcome.stderr + outcome.stdout
    for word in words:
        assert word in outcome.stderr, outcome.stderr


def test_unreachable_database(drift: Run) -> None:
    """A port nobody listens on: exit code 3, the address is named and the password is not."""
    outcome = drift("diff", "postgresql://me:s3cret-canary@127.0.0.1:1/app", "snapshot:x")
    said(outcome, 3, "127.0.0.1")
    assert "s3cret-canary" not in outcome.stderr


def test_wrong_password(drift: Run) -> None:
    """A server that refuses the password: exit code 3, said as such."""
    with PrivateServer(listen_tcp=True) as server:
        server.create_role("web", "right")
        outcome = drift("diff", server.tcp_dsn("postgres", user="web", password="wr0ng-canary"), "snapshot:x")
    said(outcome, 3, "password")
    assert "wr0ng-canary" not in outcome.stderr + outcome.stdout


def test_unknown_target(drift: Run) -> None:
    """A target that is in no file: exit code 2, and those that exist are listed."""
    said(drift("audit", "nowhere"), 2, "nowhere")


def test_unknown_command_names_a_near_one(drift: Run) -> None:
    """A misspelt command: exit code 2, and the right one is named."""
    said(drift("adit"), 2, "audit")


def test_missing_privilege(drift: Run, database: MakeDatabase, pg_server: PrivateServer) -> None:
    """A role without any grant can still compare the whole catalog: what it sees is what a superuser sees."""
    dsn = database("create table t (id int primary key); create view v as select id from t; revoke all on t from public;")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("drop role if exists cli_plain")
        connection.execute("create role cli_plain login")
    plain = dsn.replace("user=postgres", "user=cli_plain").replace("postgres@", "cli_plain@")
    assert plain != dsn
    outcome = drift("diff", plain, f"database:{dsn}")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    del pg_server


@pytest.mark.parametrize("content", ["", "{", '{"format": 99}', "[]"])
def test_unreadable_snapshot(drift: Run, database: MakeDatabase, tmp_path: Path, content: str) -> None:
    """A damaged or foreign manifest: exit code 3, the folder is named."""
    (tmp_path / "snap").mkdir()
    (tmp_path / "snap" / "manifest.json").write_text(content, encoding="utf-8")
    said(drift("diff", database(""), "snapshot:snap"), 3, "snap")


def test_sql_with_a_syntax_error(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """A SQL file with a fault: exit code 3; file, line and the server's words are named."""
    (tmp_path / "schema.sql").write_text("create table a (id int);\n\ncreate tabel b (id int);\n", encoding="utf-8")
    said(drift("diff", database(""), "sql:schema.sql"), 3, "schema.sql", "3", 'syntax error at or near "tabel"')


def test_models_that_raise(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """A models module that raises: exit code 3; its last words are shown."""
    (tmp_path / "broken_models.py").write_text("raise RuntimeError('no settings here')\n", encoding="utf-8")
    said(drift("diff", database(""), "models:broken_models:Base"), 3, "broken_models", "no settings here")


def test_empty_metadata(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """Metadata without a table is no expected state: exit code 3, never a plan to drop everything."""
    (tmp_path / "empty_models.py").write_text(
        "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass\n", encoding="utf-8"
    )
    outcome = drift("diff", database("create table t (id int)"), "models:empty_models:Base", "--format", "sql")
    said(outcome, 3, "empty_models")
    assert "drop" not in outcome.stdout


def test_a_spec_that_means_nothing(drift: Run, database: MakeDatabase) -> None:
    """An expected state of an unknown kind: exit code 2, and the known ones are listed."""
    said(drift("diff", database(""), "excel:sheet.xlsx"), 2, "excel", "models")


def test_no_half_written_snapshot(drift: Run, tmp_path: Path) -> None:
    """A snapshot that cannot be taken leaves nothing behind."""
    outcome = drift("snapshot", "postgresql://me@127.0.0.1:1/app", "--output", "snap")
    assert outcome.returncode == 3
    assert not (tmp_path / "snap").exists()


def test_apply_without_a_token_changes_nothing(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """`drift apply` without --confirm is refused with exit code 2 and names the token to pass."""
    (tmp_path / "schema.sql").write_text("create table a (id int);", encoding="utf-8")
    dsn = database("")
    (tmp_path / "drift.toml").write_text(f'[targets.t]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")
    assert drift("audit", "t").returncode == 1
    assert drift("plan").returncode == 0
    outcome = drift("apply")
    said(outcome, 2, "--confirm apply-")
    assert drift("diff", "t", "sql:schema.sql").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("audit", "app", "--expected", "sql:empty.sql"), 3, "empty.sql holds no statement"),
        (("audit", "app", "--schema", "nowhere"), 2, "neither side has a schema 'nowhere'"),
        (("locate", "", "app"), 2, "there is no name to look for"),
        (("--reports", "/proc/nowhere", "audit", "app"), 3, "--reports DIRECTORY"),
    ],
    ids=["an empty file", "an unknown schema", "no name", "no place for reports"],
)
def test_what_cannot_be_meant_is_refused(
    drift: Run, database: MakeDatabase, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """What would make everything unexpected, or nothing different, is a question back and not an answer."""
    dsn = database("create table t (i int); create schema other; create table other.t (i int)")
    (tmp_path / "empty.sql").write_text("-- to be written\n", encoding="utf-8")
    (tmp_path / "schema.sql").write_text("create table t (i int);", encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")
    said(drift(*arguments), code, words)


def test_only_the_chosen_schema_is_compared(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """With `--schema public` another schema is no finding, neither its tables nor itself."""
    dsn = database("create table t (i int); create schema other; create table other.t (i int)")
    (tmp_path / "schema.sql").write_text("create table t (i int);", encoding="utf-8")
    done = drift("diff", dsn, "sql:schema.sql", "--schema", "public", "--format", "json")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stdout + done.stderr


def test_doctor_keeps_to_its_lines(drift: Run) -> None:
    """A target that is unknown is one line with the next step, without an escaped line end."""
    done = drift("doctor", "nowhere")
    assert done.returncode == 3
    assert "there is no target 'nowhere'" in done.stdout
    assert "\\n" not in done.stdout
