"""`drift migrations status` and `ledgers` as a user calls them."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeDatabase = Callable[..., str]

LEDGER = "create table schema_migrations (version varchar(128) primary key);"


def write(root: Path, **files: str) -> None:
    """Write the migrations of dbmate."""
    (root / "db").mkdir()
    for name, statement in files.items():
        (root / f"db/{name[1:]}.sql").write_text(f"-- migrate:up\n{statement};\n-- migrate:down\n", encoding="utf-8")


def test_status_says_how_each_migration_stands(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """One is applied, one was skipped, one ran from another branch: exit code 1, and 0 when all is right."""
    write(tmp_path, _1_a="create table a (id int)", _2_b="create table b (id int)", _3_c="create table c (id int)")
    dsn = database(LEDGER + "insert into schema_migrations values ('1'), ('3'), ('7');")
    told = drift("migrations", "status", dsn, "sql:db", "--format", "csv")
    assert told.returncode == 1, told.stderr
    states = [line[1:3] for line in csv.reader(told.stdout.splitlines()[1:])]
    assert states == [["1", "applied"], ["2", "skipped"], ["3", "applied"], ["7", "applied but not on disk"]]
    right = database(LEDGER + "insert into schema_migrations values ('1'), ('2'), ('3');")
    found = drift("migrations", "status", right, "sql:db")
    assert found.returncode == 0, found.stdout
    assert "public.schema_migrations: 3 applied" in found.stdout


def test_an_order_that_cannot_be_run_is_told(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """A migration that alters what only a later one creates: named with both places, though nothing can be replayed."""
    write(tmp_path, _1_a="alter table late add column x int", _2_b="create table late (id int)")
    told = drift("migrations", "status", database(), "sql:db")
    assert told.returncode == 1, told.stderr
    text = " ".join(told.stdout.split())
    assert "1 has ALTER TABLE for late (db/1_a.sql:2), which only 2 creates (db/2_b.sql:2)" in text
    assert "The database has no ledger of dbmate" in text


def test_ledgers_are_shown_without_an_expected_state(drift: Run, database: MakeDatabase) -> None:
    """Every tool's, in every schema; one that cannot be read is said and is exit code 3."""
    dsn = database(LEDGER + "insert into schema_migrations values ('1'); create schema a;")
    told = drift("migrations", "ledgers", dsn, "--format", "csv")
    assert (told.returncode, "dbmate,public.schema_migrations,,1,,applied" in told.stdout) == (0, True), told.stdout
    broken = drift("migrations", "ledgers", database("create table django_migrations (other int);"), "--format", "csv")
    assert broken.returncode == 3
    assert "it has no column app" in broken.stdout
    text = drift("migrations", "ledgers", dsn).stdout
    assert "schema_migrations" in text
    assert "checksum" not in text


def test_a_ledger_of_a_sqlite_file_and_a_row_without_a_file_are_shown(drift: Run, tmp_path: Path) -> None:
    """SQLite notes no transaction, and what is not on disk has no operations: both commands show the rest."""
    write(tmp_path, _1_a="create table a (id int)")
    with closing(sqlite3.connect(tmp_path / "app.db")) as connection:
        connection.executescript(LEDGER + "insert into schema_migrations values ('1'), ('7');")
    told = drift("migrations", "ledgers", "app.db")
    assert (told.returncode, told.stdout.count("main.schema_migrations")) == (0, 2), told.stderr
    status = drift("migrations", "status", "app.db", "sql:db")
    assert (status.returncode, "applied but not on disk" in status.stdout) == (1, True), status.stderr


def test_status_without_migrations_says_what_has_some(drift: Run, database: MakeDatabase) -> None:
    """A database as the expected state has no migrations: exit code 2, and the sources that do are named."""
    told = drift("migrations", "status", database(), f"database:{database()}")
    assert told.returncode == 2
    assert "alembic:" in told.stderr
