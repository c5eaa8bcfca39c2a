"""A plan for a SQLite file becomes a migration of the project: run by the tool itself, taken back, run again, rows kept."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig

from drifttools.catalog.opening import Opening
from drifttools.config import load_config, parse_target
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.diffing import difference
from drifttools.investigation.migrations_write import WrittenMigration
from drifttools.repair.render.sqlite_running import meant

ENV = """
import os
from alembic import context
from sqlalchemy import create_engine, event
engine = create_engine(os.environ["DATABASE_URL"])

@event.listens_for(engine, "connect")
def enforce(connection, _):
    connection.execute("PRAGMA foreign_keys = ON")

with engine.connect() as connection:
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
"""
FIRST = '''
from alembic import op
revision = "a1"
down_revision = None

def upgrade():
    op.execute("""CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE, age INTEGER
        NOT NULL DEFAULT 0 CHECK (age >= 0), phone TEXT)""")
    op.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)")
    op.execute("CREATE INDEX users_lower ON users (lower(name) DESC) WHERE age > 0")
    op.execute("CREATE TRIGGER users_older AFTER UPDATE ON users BEGIN UPDATE posts SET user_id = new.id WHERE 0; END")
    op.execute("CREATE VIEW grown AS SELECT id, name FROM users WHERE age > 17")

def downgrade():
    op.execute("DROP TABLE posts")
    op.execute("DROP TABLE users")
'''
# what a hand has made of it: a column that is gone, another type, a lost index and a changed view
DRIFT = """
PRAGMA foreign_keys = OFF;
DROP VIEW grown; DROP INDEX users_lower; DROP TRIGGER users_older;
ALTER TABLE users RENAME TO old;
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE, age TEXT NOT NULL DEFAULT 0);
DROP TABLE old;
CREATE TRIGGER users_older AFTER UPDATE ON users BEGIN UPDATE posts SET user_id = new.id WHERE 0; END;
CREATE VIEW grown AS SELECT id FROM users;
INSERT INTO users VALUES (1, 'Ann', '30'), (7, 'Ben', '18');
DELETE FROM posts; DROP TABLE posts;
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO posts VALUES (1, 1), (2, 7), (3, 7);
"""
ROWS = "SELECT u.id, u.name, CAST(u.age AS TEXT), p.id FROM users u JOIN posts p ON p.user_id = u.id ORDER BY p.id"
KEPT = [(1, "Ann", "30", 1), (7, "Ben", "18", 2), (7, "Ben", "18", 3)]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep replayed states of one test from the next."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def sent(path: Path, script: str) -> None:
    """Run a script on a file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def shape(path: Path) -> set[tuple[str, str, str]]:
    """Return what the definitions of a file mean, without ledgers and our journal."""
    query = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT IN ({})".format(
        "'drifttools_journal', 'alembic_version', 'django_migrations', 'sqlite_sequence'"
    )
    return {(kind, name, meant(sql)) for kind, name, sql in asked(path, query)}


def opened(root: Path, file: Path, expected: str) -> Investigation:
    """Open an investigation of a file of a project at `root`."""
    text = f'[targets.app]\ndsn = "sqlite:///{file}"\nexpected = "{expected}"\n'
    (root / "drift.toml").write_text(text, encoding="utf-8")
    return investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")


def findings(inv: Investigation) -> set[str]:
    """Audit again, and return the ids of what is found."""
    audit = investigate("app", config=inv.config, reports=inv.reports).audit()
    return {finding.id for finding in audit.findings.records}


@dataclass(frozen=True)
class Revised:
    """An Alembic project whose second revision is a repair.

    Args:
        root: Its folder; `inv`: the investigation; `written`: what was written.
        file: A file that drifted; `right`: what the definitions of one that did not mean.
    """

    root: Path
    inv: Investigation
    written: WrittenMigration
    file: Path
    right: set[tuple[str, str, str]]

    def copy(self, name: str, script: str = "") -> Path:
        """Give a file that drifted in the same way, and then some."""
        shutil.copy(self.file, self.root / name)
        sent(self.root / name, script)
        return self.root / name

    def run(self, file: Path, name: str, to: str) -> None:
        """Run a command of Alembic itself, on a connection that enforces foreign keys."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DATABASE_URL", f"sqlite:///{file}")
            getattr(command, name)(AlembicConfig(self.root / "alembic.ini"), to)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Revised]:
    """Give a project with one revision, a file that drifted, and its repair as the second."""
    root = tmp_path_factory.mktemp("revised")
    (root / "migrations/versions").mkdir(parents=True)
    (root / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/migrations\n", encoding="utf-8")
    (root / "migrations/env.py").write_text(ENV, encoding="utf-8")
    (root / "migrations/versions/a1.py").write_text(FIRST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        patch.setenv("DATABASE_URL", f"sqlite:///{root / 'first.db'}")
        command.upgrade(AlembicConfig(root / "alembic.ini"), "head")
        right = shape(root / "first.db")
        file = Path(shutil.copy(root / "first.db", root / "app.db"))
        sent(file, DRIFT)
        inv = opened(root, file, "alembic:alembic.ini")
        inv.audit()
        assert not inv.plan().unplanned
        yield Revised(root, inv, inv.migrations.write(), file, right)


def test_a_repair_as_a_revision(revised: Revised) -> None:
    """Alembic repairs the file with foreign keys enforced, takes it back and repairs it again, rows and ids kept."""
    assert "taken back, and run again" in revised.written.tried
    assert "every row is kept" in revised.written.tried
    file = revised.copy("again.db")
    wrong = shape(file)
    for name, to, there in (
        ("upgrade", "head", revised.right),
        ("downgrade", "-1", wrong),
        ("upgrade", "head", revised.right),
    ):
        revised.run(file, name, to)
        assert (shape(file), asked(file, ROWS)) == (there, KEPT)
    # the ids that were given once are not given again
    assert asked(file, "SELECT seq FROM sqlite_sequence WHERE name = 'users'") == [(7,)]
    assert not difference(Opening(parse_target(str(file))), "alembic:alembic.ini", revised.inv.config).comparison.findings


def test_a_file_that_never_drifted_is_left_alone(revised: Revised) -> None:
    """There the upgrade does nothing, and the downgrade nothing either: it takes back what it did."""
    healthy = revised.root / "first.db"
    sent(healthy, "INSERT INTO users (name) VALUES ('Eve')")
    for name, to in (("upgrade", "head"), ("downgrade", "-1")):
        revised.run(healthy, name, to)
        assert (shape(healthy), asked(healthy, "SELECT name FROM users")) == (revised.right, [("Eve",)])


OTHERS = {
    "users is neither as it was": "ALTER TABLE users ADD COLUMN mood TEXT",
    "NOT NULL constraint failed": "INSERT INTO users (name, age) VALUES (NULL, 3)",
}


@pytest.mark.parametrize("said", OTHERS)
def test_a_file_that_nobody_planned_for_is_refused_whole(revised: Revised, said: str) -> None:
    """A third state, or a row that the repair does not allow, ends the upgrade, and nothing of it is left."""
    file = revised.copy(f"{len(said)}.db", OTHERS[said])
    before, rows = shape(file), asked(file, "SELECT * FROM users")
    with pytest.raises(Exception, match=said):
        revised.run(file, "upgrade", "head")
    assert (shape(file), asked(file, "SELECT * FROM users")) == (before, rows)
    assert asked(file, "SELECT version_num FROM alembic_version") == [("a1",)]


def test_what_is_of_postgresql_alone_is_refused_with_the_way_out(revised: Revised) -> None:
    """Nothing is noted as applied in a file, and it has no enum types: both say so instead of giving an answer."""
    with pytest.raises(UsageError, match=r"in PostgreSQL alone\n.*drift migrations where.*alembic stamp"):
        revised.inv.migrations.stamp("a1")
    with pytest.raises(UsageError, match=r"no enum types\n.*its CHECK"):
        revised.inv.migrations.enums()


SETTINGS = """
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "FILE"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "of a test"
"""
MANAGE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
SHOP = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Tag", [
            ("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9)),
        ]),
        migrations.CreateModel("Item", [
            ("id", models.BigAutoField(primary_key=True)), ("price", models.PositiveIntegerField(default=1)),
            ("tag", models.ForeignKey("shop.Tag", models.CASCADE)),
        ]),
    ]
"""
OF_DJANGO = """
ALTER TABLE shop_item RENAME TO old;
CREATE TABLE shop_item (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, price TEXT, tag_id BIGINT NOT NULL);
DROP TABLE old;
ALTER TABLE shop_tag ADD COLUMN mood TEXT;
INSERT INTO shop_tag VALUES (1, 'a', 'ok'), (2, 'b', NULL);
INSERT INTO shop_item VALUES (3, 5, 1), (4, 6, 2);
"""


def test_a_repair_as_a_migration_of_django(tmp_path: Path) -> None:
    """`migrate` repairs the file that Django itself migrated, backwards and forwards again, with its rows."""
    file = tmp_path / "app.db"
    written = {"settings.py": SETTINGS.replace("FILE", str(file)), "manage.py": MANAGE, "shop/__init__.py": ""}
    written |= {"shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": SHOP}
    for path, text in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    def migrate(*to: str) -> None:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0", *to], cwd=tmp_path, check=True)

    migrate()
    right = shape(file)
    sent(file, OF_DJANGO)
    wrong = shape(file)
    inv = opened(tmp_path, file, "django:manage.py")
    inv.audit()
    inv.plan(drop=["main.shop_tag.mood"])
    made = inv.migrations.write()
    assert made.files[0].startswith("shop/migrations/0002_repair_")
    items = "SELECT id, CAST(price AS TEXT), tag_id FROM shop_item ORDER BY id"
    for to, there in (((), right), (("shop", "0001"), wrong), ((), right)):
        migrate(*to)
        assert (shape(file), asked(file, items)) == (there, [(3, "5", 1), (4, "6", 2)])
    assert not findings(inv)


CREATED = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 3);\nCREATE INDEX t_n ON t (n);\n"
FORMATS: dict[str, tuple[dict[str, str], str]] = {
    "golang-migrate": ({"db/1_first.up.sql": CREATED, "db/1_first.down.sql": "DROP TABLE t;"}, "sql:db"),
    "dbmate": ({"db/20260101_first.sql": f"-- migrate:up\n{CREATED}\n-- migrate:down\nDROP TABLE t;\n"}, "sql:db"),
    "prisma": ({"prisma/migrations/2026_first/migration.sql": CREATED}, "sql:prisma/migrations"),
}


@pytest.mark.parametrize("tool", FORMATS)
def test_files_of_sql_hold_what_can_be_said_without_looking(tool: str, tmp_path: Path) -> None:
    """What is made or dropped says IF; what cannot is refused with the way out, unless every database is as this one."""
    written, spec = FORMATS[tool]
    for path, text in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    lost, changed, behind = tmp_path / "lost.db", tmp_path / "changed.db", tmp_path / "behind.db"
    sent(lost, "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 3); CREATE INDEX t_n ON t (n DESC);")
    sent(changed, "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)")
    sent(behind, CREATED + "INSERT INTO t VALUES (1, 2)")
    inv = opened(tmp_path, lost, spec)
    inv.audit()
    inv.plan()
    made = inv.migrations.write()
    text = (tmp_path / made.files[0]).read_text(encoding="utf-8")
    assert "DROP INDEX IF EXISTS" in text
    assert "CREATE INDEX IF NOT EXISTS" in text
    forth = text.partition("-- migrate:down")[0]
    sent(lost, forth)
    sent(behind, forth)
    assert not findings(inv)
    for file in made.files:
        (tmp_path / file).unlink()
    inv = opened(tmp_path, changed, spec)
    inv.audit()
    inv.plan()
    with pytest.raises(UsageError, match=r"SQLite has no IF.*change table main\.t") as refused:
        inv.migrations.write()
    assert "drift apply" in (refused.value.hint or "")
    # the models went ahead: every database at this migration is as this one
    (tmp_path / "ahead.sql").write_text(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, n BIGINT, m TEXT); CREATE INDEX t_n ON t (n);", encoding="utf-8"
    )
    inv = opened(tmp_path, behind, "sql:ahead.sql")
    inv.audit()
    inv.plan()
    made = inv.migrations.write(spec)
    assert ("taken back" in made.tried) is (tool in ("golang-migrate", "dbmate"))
    text = (tmp_path / made.files[0]).read_text(encoding="utf-8").partition("-- migrate:down")[0]
    before = shape(behind)
    if tool != "prisma":  # whose file switches them off, because no transaction is around it
        with pytest.raises(sqlite3.IntegrityError, match="switch foreign keys off for this migration"):
            sent(behind, f"PRAGMA foreign_keys = ON; {text}")
        assert shape(behind) == before
    sent(behind, text)
    assert asked(behind, "SELECT * FROM t") == [(1, 2, None)]
    assert not findings(inv)
