"""Expected states on SQLite: each source makes a file of its own, and a target is compared with that."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import drifttools as dt
from drifttools.catalog.reading import read_target
from drifttools.compare.engine import compare
from drifttools.config import parse_target
from drifttools.errors import SourceError, UsageError
from drifttools.expected.base import Context, Expected
from drifttools.expected.resolve import resolve
from drifttools.sql.dialect import Dialect
from tests.loop import findings_text

MODELS = """
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"
    __table_args__ = (CheckConstraint("length(name) > 1", name="name_long"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), index=True)
    phone_number: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("1"))

class Booking(Base):
    __tablename__ = "bookings"
    __table_args__ = {"schema": "shop"}
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    nights = mapped_column(INT4RANGE)
    tags = mapped_column(ARRAY(Text), index=True)
    note: Mapped[str] = mapped_column(Text)
"""
# what create_all makes on SQLite, but for what SQLite cannot have
MADE = """
CREATE TABLE users (id INTEGER NOT NULL, name VARCHAR(50) NOT NULL, phone_number VARCHAR, is_active BOOLEAN DEFAULT 1
    NOT NULL, PRIMARY KEY (id), CONSTRAINT name_long CHECK (length(name) > 1));
CREATE INDEX ix_users_name ON users (name);
CREATE TABLE bookings (id INTEGER NOT NULL, user_id INTEGER NOT NULL, nights TEXT, tags TEXT, note TEXT NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX ix_shop_bookings_tags ON bookings (tags);
"""


def context(root: Path) -> Context:
    """Give a context for SQLite, without a cache."""
    return Context(root=root, dialect=Dialect.SQLITE)


def against(expected: Expected, script: str, path: Path) -> str:
    """Compare a file that a script makes with an expected state."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        connection.commit()
    return findings_text(compare(expected.snapshot, read_target(parse_target(f"sqlite:///{path}"))))


def test_models_are_made_on_sqlite_and_what_it_cannot_have_could_not_be_checked(tmp_path: Path) -> None:
    """The DDL of `create_all` without schemas; a column whose type SQLite has no word for is unknown, all else is read."""
    (tmp_path / "shop.py").write_text(MODELS, encoding="utf-8")
    expected = resolve("models:shop:Base", context(tmp_path))
    told = against(expected, MADE, tmp_path / "app.db").splitlines()
    unknown = [line for line in told if "unknown" in line]
    assert len(unknown) == 3, told
    assert "main.bookings.nights" in unknown[0]
    assert "main.bookings.tags" in unknown[1]
    assert "ix_shop_bookings_tags" in unknown[2]
    assert any("render element of type" in line for line in told)
    assert not [line for line in told if line.startswith(("error: missing", "error: changed", "warning", "note"))], told
    drifted = MADE.replace("phone_number VARCHAR, ", "").replace("ON DELETE CASCADE", "")
    found = against(expected, drifted, tmp_path / "drifted.db")
    assert "missing column main.users.phone_number" in found
    assert "changed constraint main.bookings.foreign key (user_id) on_delete" in found
    assert [(one.table, one.first_line) for one in expected.models if one.table == "users"] == [("users", 9)]


def test_models_that_sqlite_takes_nothing_of_are_an_error(tmp_path: Path) -> None:
    """Where not one table can be made, that is said instead of calling all of them missing."""
    (tmp_path / "odd.py").write_text(
        "from sqlalchemy import *\nm = MetaData()\nt = Table('t', m, Column('a', Integer, server_default=text('(')))\n",
        encoding="utf-8",
    )
    with pytest.raises(SourceError, match="SQLite took none of the tables"):
        resolve("models:odd:m", context(tmp_path))


def test_sql_files_are_run_statement_by_statement(tmp_path: Path) -> None:
    """A trigger with semicolons is one statement, a failing one is named by its line, and no other file is reached."""
    good = "create table t (a);\ncreate trigger g after insert on t begin\n  select 1; select ';';\nend;\nselect 1;"
    (tmp_path / "s.sql").write_text(good, encoding="utf-8")
    expected = resolve("sql:s.sql", context(tmp_path))
    assert against(expected, good, tmp_path / "same.db") == "no findings"
    (tmp_path / "bad.sql").write_text("create table t (a);\n-- a comment\n\ncreate index i on t (b);", encoding="utf-8")
    with pytest.raises(SourceError, match=r"bad.sql:4: statement 2 failed: .*no such column|bad.sql:4: statement 2 failed"):
        resolve("sql:bad.sql", context(tmp_path))
    (tmp_path / "far.sql").write_text(f"attach '{tmp_path}/other.db' as o; create table o.t (a);", encoding="utf-8")
    with pytest.raises(SourceError, match="not authorized"):
        resolve("sql:far.sql", context(tmp_path))
    assert not (tmp_path / "other.db").exists()


# what `db/structure.sql` of Rails has, and `.schema` of the shell: SQLite's own tables, and its rows of the ledger
STRUCTURE = """
CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE sqlite_stat1(tbl,idx,stat);
CREATE TABLE IF NOT EXISTS "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "email" varchar DEFAULT '' NOT NULL);
INSERT INTO "schema_migrations" (version) VALUES ('20240102000000'), ('20240101000000');
"""


def test_tables_of_sqlite_itself_are_passed_over(tmp_path: Path) -> None:
    """A dump lists them, nobody else can make them, and nothing of a schema is in them."""
    (tmp_path / "structure.sql").write_text(STRUCTURE, encoding="utf-8")
    made = "\n".join(line for line in STRUCTURE.splitlines() if "TABLE sqlite_" not in line)
    assert against(resolve("sql:structure.sql", context(tmp_path)), made, tmp_path / "app.db") == "no findings"


def test_a_file_given_as_the_expected_state_is_told_how(tmp_path: Path) -> None:
    """A path alone is no spec: the error has the one that was meant."""
    for text in ("sqlite:///app.db", "app.db", "file:app.db"):
        with pytest.raises(UsageError, match="is a SQLite file") as error:
            resolve(text, context(tmp_path))
        assert error.value.hint == f"write database:{text}"


ENV = """
from alembic import context
from sqlalchemy import create_engine
engine = create_engine("postgresql://nobody@nowhere.invalid/production")
with engine.connect() as connection:
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
"""
FIRST = 'op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("age", sa.String))'
SECOND = """with op.batch_alter_table("users") as batch:
        batch.alter_column("age", type_=sa.Integer, nullable=False, server_default="0")
        batch.add_column(sa.Column("phone_number", sa.String(20)))
        batch.create_unique_constraint("uq_phone", ["phone_number"])"""
REVISIONS = {"a1": ("None", FIRST), "b2": ('"a1"', SECOND)}


@pytest.fixture
def alembic(tmp_path: Path) -> Path:
    """Give a project whose env.py asks for a PostgreSQL database and migrates in batches."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = migrations\n", encoding="utf-8")
    (tmp_path / "migrations" / "env.py").write_text(ENV, encoding="utf-8")
    for revision, (down, body) in REVISIONS.items():
        (versions / f"{revision}.py").write_text(
            f'import sqlalchemy as sa\nfrom alembic import op\nrevision = "{revision}"\ndown_revision = {down}\n'
            f"def upgrade():\n    {body}\ndef downgrade():\n    pass\n",
            encoding="utf-8",
        )
    return tmp_path


def test_alembic_is_replayed_in_batches_and_a_revision_that_was_not_run_is_the_cause(alembic: Path) -> None:
    """Every connection of env.py is led to the scratch file; blame and ledger prove which revision is not there."""
    live = alembic / "prod.db"
    with closing(sqlite3.connect(live)) as connection:
        connection.executescript(
            "create table users (id integer not null, age varchar, primary key (id)); insert into users values (1, '7');"
            "create table alembic_version (version_num varchar(32) not null,"
            " constraint alembic_version_pkc primary key (version_num)); insert into alembic_version values ('a1');"
        )
    before = live.read_bytes()
    inv = dt.investigate(str(live), f"alembic:{alembic / 'alembic.ini'}", reports=alembic / "reports")
    audit = inv.audit(cache=False)
    (cause,) = audit.causes
    assert (cause.rule, cause.confidence.value) == ("not-applied", "proven")
    assert cause.sentence.startswith("b2 was not applied here: main.alembic_version does not note it")
    assert {finding.blame[-1].migration for finding in audit.findings if finding.blame} == {"b2"}
    assert live.read_bytes() == before
    assert not list(alembic.glob("*.db-*"))
    states = inv.migrations.status().frame()
    assert dict(zip(states["name"], states["state"], strict=True)) == {"a1": "applied", "b2": "not applied"}
    assert "a1" in str(inv.migrations.where())


def test_django_is_replayed_on_sqlite(tmp_path: Path) -> None:
    """A project is migrated by its own Django on SQLite, and a file that it has migrated itself differs in nothing."""
    subprocess.run([sys.executable, "-m", "django", "startproject", "shop", str(tmp_path)], check=True)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=tmp_path, check=True)
    live = parse_target(f"sqlite:///{tmp_path / 'db.sqlite3'}")
    shutil.copy(tmp_path / "db.sqlite3", tmp_path / "settings_own.db")
    expected = resolve("django:manage.py", context(tmp_path))
    assert findings_text(compare(expected.snapshot, read_target(live))) == "no findings"
    # the settings name db.sqlite3, and the replay has not touched it
    assert (tmp_path / "db.sqlite3").read_bytes() == (tmp_path / "settings_own.db").read_bytes()
    assert expected.history is not None
    with closing(sqlite3.connect(live.where)) as connection:
        connection.execute("alter table auth_user drop column last_name")
        connection.commit()
    assert findings_text(compare(expected.snapshot, read_target(live))) == "error: missing column main.auth_user.last_name"
