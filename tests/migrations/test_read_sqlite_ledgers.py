"""The ledgers of all tools in SQLite files, made by the statements that the tools send there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drifttools.config import parse_target
from drifttools.expected.base import Context
from drifttools.expected.resolve import resolve
from drifttools.migrations.ledger import RowState
from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers
from drifttools.migrations.states import MigrationState, standings
from drifttools.sql.dialect import Dialect

FIRST = "CREATE TABLE t (id INTEGER PRIMARY KEY);\n"
SHA256, SHA384 = hashlib.sha256(FIRST.encode()).hexdigest(), hashlib.sha384(FIRST.encode()).hexdigest()
NOON = datetime(2024, 1, 2, 12, tzinfo=UTC)
# per tool what it sends, and what its one row is called
MADE = {
    # alembic/runtime/migration.py
    "alembic": (
        """
        CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY
        (version_num)); INSERT INTO alembic_version VALUES ('a1')
        """,
        "a1",
    ),
    # django/db/migrations/recorder.py
    "django": (
        """
        CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT
        NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL); INSERT INTO django_migrations VALUES (1,
        'shop', '0001_initial', '2024-01-02 12:00:00.000000')
        """,
        "shop.0001_initial",
    ),
    # prisma-engines, create_migrations_table of the SQLite flavour; a DateTime is kept as milliseconds
    "prisma": (
        f"""
        CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at"
        DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT
        NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0); INSERT INTO
        _prisma_migrations VALUES ('x', '{SHA256}', 1704196800000, '1_first', NULL, NULL, 1704196800000, 1)
        """,
        "1_first",
    ),
    # amacneil/dbmate, pkg/driver/sqlite/sqlite.go
    "dbmate": (
        """
        CREATE TABLE "schema_migrations" (version varchar(128) primary key); INSERT INTO schema_migrations VALUES
        ('1')
        """,
        "1",
    ),
    # golang-migrate/migrate, database/sqlite3/sqlite3.go
    "golang-migrate": (
        """
        CREATE TABLE schema_migrations (version uint64,dirty bool); CREATE UNIQUE INDEX version_unique ON
        schema_migrations (version); INSERT INTO schema_migrations VALUES (1, 0)
        """,
        "1",
    ),
    # rails/rails, activerecord/lib/active_record/schema_migration.rb
    "rails": (
        """
        CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY); CREATE TABLE
        "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT
        NULL, "updated_at" datetime(6) NOT NULL); INSERT INTO schema_migrations VALUES ('1')
        """,
        "1",
    ),
    # pressly/goose, internal/dialects/sqlite3.go
    "goose": (
        """
        CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied
        INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now'))); INSERT INTO goose_db_version (version_id,
        is_applied, tstamp) VALUES (0, 1, '2024-01-02 12:00:00'), (1, 1, '2024-01-02 12:00:00')
        """,
        "1",
    ),
    # launchbadge/sqlx, sqlx-sqlite/src/migrate.rs
    "sqlx": (
        f"""
        CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP
        NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT
        NOT NULL); INSERT INTO _sqlx_migrations VALUES (1, 'first', '2024-01-02 12:00:00', 1, x'{SHA384}', 9)
        """,
        "1",
    ),
    # drizzle-team/drizzle-orm, drizzle-orm/src/sqlite-core/dialect.ts
    "drizzle": (
        f"""
        CREATE TABLE `__drizzle_migrations` (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric); INSERT
        INTO __drizzle_migrations VALUES (1, '{SHA256}', 1704196800000)
        """,
        "1704196800000",
    ),
}
# where the tool notes when a migration was run
TIMED = ("django", "prisma", "goose", "sqlx")
FILES = {
    "prisma": {"1_first/migration.sql": FIRST, "2_second/migration.sql": "SELECT 1;"},
    "dbmate": {"1_first.sql": f"-- migrate:up\n{FIRST}", "2_second.sql": "-- migrate:up\n"},
    "golang-migrate": {"1_first.up.sql": FIRST, "2_second.up.sql": "SELECT 1;"},
    "goose": {"1_first.sql": f"-- +goose Up\n{FIRST}", "2_second.sql": "-- +goose Up\nSELECT 1;"},
    "sqlx": {"1_first.sql": FIRST, "2_second.sql": "SELECT 1;"},
    "drizzle": {
        "0000_first.sql": FIRST,
        "0001_second.sql": "SELECT 1;",
        "meta/_journal.json": json.dumps(
            {
                "entries": [
                    {"idx": 0, "when": 1704196800000, "tag": "0000_first"},
                    {"idx": 1, "when": 1704196900000, "tag": "0001_second"},
                ]
            }
        ),
    },
}


def made(path: Path, script: str) -> Path:
    """Run a script on a new file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


@pytest.mark.parametrize("tool", MADE)
def test_each_ledger_is_known_and_its_row_read(tool: str, tmp_path: Path) -> None:
    """The table is known by its columns, and its row has name, state and, where the tool notes it, the time."""
    script, name = MADE[tool]
    (ledger,) = read_sqlite_ledgers(parse_target(str(made(tmp_path / "app.db", script))))
    (row,) = ledger.rows
    assert (ledger.tool, row.label, row.state) == (tool, name, RowState.APPLIED)
    assert row.applied_at == (NOON if tool in TIMED else None)


@pytest.mark.parametrize("tool", FILES)
def test_files_beside_their_ledger(tool: str, tmp_path: Path) -> None:
    """The first is applied, the second not; where the tool notes a checksum an edit shows."""
    for name, text in FILES[tool].items():
        (tmp_path / "db" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "db" / name).write_text(text, encoding="utf-8")
    (ledger,) = read_sqlite_ledgers(parse_target(str(made(tmp_path / "app.db", MADE[tool][0]))))
    history = resolve("sql:db", Context(root=tmp_path, dialect=Dialect.SQLITE)).history
    assert history is not None

    def states(edited: bytes) -> list[str]:
        found = standings(history, ledger, lambda one: (tmp_path / one.file).read_bytes() + edited)
        return [one.state.value for one in found]

    assert states(b"") == ["applied", "not applied"]
    noted = tool in ("prisma", "sqlx", "drizzle")
    assert states(b"-- more") == [(MigrationState.EDITED if noted else MigrationState.APPLIED).value, "not applied"]
