"""One small project in three tools, and a way to bring a database into any state of its history by the tool itself.

Four migrations: 0001 makes customer, 0002 makes orders and order_line, 0003 adds customer.email and makes invoice,
0004 makes payment and, as 0003 does, sets the default of customer.status.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import alembic.command
import alembic.config
import psycopg

from drifttools.config import parse_target

NAMES = ("0001_customer", "0002_orders", "0003_invoice", "0004_payment")
AFTERWARDS = "phone"
"""A column of invoice that is in the file of 0003 only after it was edited."""

SQL: Mapping[str, tuple[str, ...]] = {
    "0001_customer": ("create table shop_customer (id bigint primary key, status text)",),
    "0002_orders": (
        "create table shop_orders (id bigint primary key)",
        "create table shop_order_line (id bigint primary key)",
    ),
    "0003_invoice": (
        "alter table shop_customer add column email text",
        "create table shop_invoice (id bigint primary key{edited})",
        "alter table shop_customer alter column status set default 'fresh'",
    ),
    "0004_payment": (
        "create table shop_payment (id bigint primary key)",
        "alter table shop_customer alter column status set default 'open'",
    ),
}


def statements(name: str, *, edited: bool = False) -> tuple[str, ...]:
    """Return the statements of a migration."""
    return tuple(one.format(edited=f", {AFTERWARDS} text" if edited else "") for one in SQL[name])


def execute(dsn: str, *scripts: str) -> None:
    """Run statements as somebody would by hand."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        for one in scripts:
            connection.execute(one.encode())


class Tool(ABC):
    """A tool with the project written for it.

    Args:
        root: Where the project is written.
    """

    name: ClassVar[str]
    spec: ClassVar[str]

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write(edited=False)

    def commit(self, message: str, at: str) -> None:
        """Commit the project as it is at that time; before the first time it becomes a repository."""
        author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
        if not (self.root / ".git").exists():
            self._git("init", "-q")
        self._git("add", ".")
        self._git(*author, "commit", "-q", "-m", message, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)

    def _git(self, *arguments: str, **variables: str) -> None:
        subprocess.run(
            [shutil.which("git") or "git", "-C", str(self.root), *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, **variables},
        )

    @abstractmethod
    def write(self, *, edited: bool) -> None:
        """Write the project."""

    @abstractmethod
    def run(self, dsn: str, to: str = NAMES[-1], schema: str = "public") -> None:
        """Migrate a database to this migration, with a search_path of this schema alone."""

    @abstractmethod
    def mark(self, dsn: str, *names: str) -> None:
        """Note migrations, one after the other, without running them."""

    @abstractmethod
    def take_over(self, dsn: str, name: str) -> None:
        """Note a migration that is not on disk, as somebody's other branch would."""

    @abstractmethod
    def run_late(self, dsn: str) -> None:
        """Run the two that write the same default in the wrong order."""


class AlembicTool(Tool):
    """Alembic, called as its command line calls itself."""

    name = "alembic"
    spec = "alembic:alembic.ini"
    ENV = """
import os
from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine(os.environ.get("SHOP_URL", "postgresql+psycopg://nowhere"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"""
    UPGRADE: ClassVar[Mapping[str, str]] = {
        "0001_customer": """
    op.create_table("shop_customer", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("status", sa.Text))
""",
        "0002_orders": """
    op.create_table("shop_orders", sa.Column("id", sa.BigInteger, primary_key=True))
    op.create_table("shop_order_line", sa.Column("id", sa.BigInteger, primary_key=True))
""",
        "0003_invoice": """
    op.add_column("shop_customer", sa.Column("email", sa.Text))
    op.create_table(
        "shop_invoice",
        sa.Column("id", sa.BigInteger, primary_key=True),
    )
    op.alter_column("shop_customer", "status", server_default="fresh")
""",
        "0004_payment": """
    op.create_table("shop_payment", sa.Column("id", sa.BigInteger, primary_key=True))
    op.alter_column("shop_customer", "status", server_default="open")
""",
    }

    def write(self, *, edited: bool) -> None:
        """Write alembic.ini, env.py and the revisions."""
        versions = self.root / "migrations/versions"
        versions.mkdir(parents=True, exist_ok=True)
        (self.root / "alembic.ini").write_text("[alembic]\nscript_location = migrations\npath_separator = os\n")
        (self.root / "migrations/env.py").write_text(self.ENV)
        before = None
        for name, body in self.UPGRADE.items():
            upgrade = body
            if edited:
                line = f'        sa.Column("{AFTERWARDS}", sa.Text),\n    )\n'
                upgrade = body.replace("    )\n    op.alter", f"{line}    op.alter")
            text = f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {name!r}\ndown_revision = {before!r}\n\n"
            (versions / f"{name}.py").write_text(f"{text}\ndef upgrade():{upgrade}\n\ndef downgrade():\n    pass\n")
            before = name

    def run(self, dsn: str, to: str = NAMES[-1], schema: str = "public") -> None:
        """Run `alembic upgrade`."""
        self._command(alembic.command.upgrade, dsn, to, schema)

    def mark(self, dsn: str, *names: str) -> None:
        """Run `alembic stamp`."""
        self._command(alembic.command.stamp, dsn, names[-1], "public")

    def take_over(self, dsn: str, name: str) -> None:
        """Move the one row on."""
        execute(dsn, f"update alembic_version set version_num = '{name}'")

    def run_late(self, dsn: str) -> None:
        """Make two branches of them, run them in another order than Alembic itself would, and merge them."""
        versions = self.root / "migrations/versions"
        later = versions / "0004_payment.py"
        later.write_text(later.read_text().replace("down_revision = '0003_invoice'", "down_revision = '0002_orders'"))
        merge = "revision = '0005_merge'\ndown_revision = ('0003_invoice', '0004_payment')\n\n\ndef upgrade():\n    pass\n"
        (versions / "0005_merge.py").write_text(merge)
        # `upgrade heads`, as a replay does it, goes the other way round
        for name in ("0003_invoice", "0004_payment", "0005_merge"):
            self.run(dsn, name)

    def _command(self, command: object, dsn: str, revision: str, schema: str) -> None:
        given = dict(parse_target(dsn).parameters)
        database, user = given.pop("dbname"), given.pop("user")
        rest = "&".join(f"{name}={value}" for name, value in given.items())
        url = f"postgresql+psycopg://{user}@/{database}?{rest}&options=-csearch_path%3D{schema}"
        before = os.environ.get("SHOP_URL")
        os.environ["SHOP_URL"] = url
        try:
            config = alembic.config.Config(str(self.root / "alembic.ini"))
            config.set_main_option("script_location", str(self.root / "migrations"))
            command(config, revision)  # type: ignore[operator] # a command of Alembic
        finally:
            os.environ.pop("SHOP_URL")
            if before is not None:
                os.environ["SHOP_URL"] = before


class DjangoTool(Tool):
    """Django, in a process of its own: its settings are for life."""

    name = "django"
    spec = "django:manage.py"
    SETTINGS = """
import json, os
names = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
given = json.loads(os.environ.get("SHOP_DATABASE", "{}"))
given = {names[name]: value for name, value in given.items() if name in names}
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", **given}}
if os.environ.get("SHOP_SCHEMA"):
    DATABASES["default"]["OPTIONS"] = {"options": "-c search_path=" + os.environ["SHOP_SCHEMA"]}
INSTALLED_APPS = ["shop"]
SECRET_KEY = "x"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
    MANAGE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
    MODEL = 'migrations.CreateModel("{}", [("id", models.BigIntegerField(primary_key=True)){}]),'
    OPERATIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "0001_customer": (MODEL.format("Customer", ', ("status", models.TextField(null=True))'),),
        "0002_orders": (MODEL.format("Orders", ""), MODEL.format("Order_Line", "")),
        "0003_invoice": (
            'migrations.AddField("customer", "email", models.TextField(null=True)),',
            MODEL.format("Invoice", "{edited}"),
            'migrations.AlterField("customer", "status", models.TextField(null=True, db_default="fresh")),',
        ),
        "0004_payment": (
            MODEL.format("Payment", ""),
            'migrations.AlterField("customer", "status", models.TextField(null=True, db_default="open")),',
        ),
    }

    def write(self, *, edited: bool) -> None:
        """Write manage.py, settings and the app with its migrations."""
        folder = self.root / "shop/migrations"
        folder.mkdir(parents=True, exist_ok=True)
        (self.root / "settings.py").write_text(self.SETTINGS)
        (self.root / "manage.py").write_text(self.MANAGE)
        for empty in ("shop/__init__.py", "shop/models.py", "shop/migrations/__init__.py"):
            (self.root / empty).write_text("")
        before = ""
        for name, operations in self.OPERATIONS.items():
            more = f', ("{AFTERWARDS}", models.TextField(null=True))' if edited else ""
            body = "\n        ".join(one.replace("{edited}", more) for one in operations)
            (folder / f"{name}.py").write_text(
                "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
                f"    dependencies = [{before}]\n    operations = [\n        {body}\n    ]\n"
            )
            before = f'("shop", "{name}")'

    def run(self, dsn: str, to: str = NAMES[-1], schema: str = "public") -> None:
        """Run `manage.py migrate`."""
        self._manage(dsn, schema, "migrate", "shop", to)

    def mark(self, dsn: str, *names: str) -> None:
        """Run `manage.py migrate --fake`."""
        self._manage(dsn, "public", "migrate", "shop", names[-1], "--fake")

    def take_over(self, dsn: str, name: str) -> None:
        """Add a row."""
        execute(dsn, f"insert into django_migrations (app, name, applied) values ('shop', '{name}', now())")

    def run_late(self, dsn: str) -> None:
        """Do what 0003 does last, and give its row the higher id: Django itself refuses to run it then."""
        self.run(dsn)
        execute(dsn, statements("0003_invoice")[2], "update django_migrations set id = 100 where name like '0003%'")

    def _manage(self, dsn: str, schema: str, *arguments: str) -> None:
        env = {"SHOP_DATABASE": json.dumps(dict(parse_target(dsn).parameters)), "SHOP_SCHEMA": schema}
        command = [sys.executable, "manage.py", *arguments, "--verbosity=0"]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


class FlywayTool(Tool):
    """SQL files as Flyway has them, run by us; the rows are those that Flyway writes."""

    name = "flyway"
    spec = "sql:migrations"
    # flyway/flyway, PostgreSQLDatabase.getRawCreateScript
    LEDGER = """
        create table if not exists {schema}.flyway_schema_history (
            "installed_rank" int not null primary key, "version" varchar(50), "description" varchar(200) not null,
            "type" varchar(20) not null, "script" varchar(1000) not null, "checksum" integer,
            "installed_by" varchar(100) not null, "installed_on" timestamp not null default now(),
            "execution_time" integer not null, "success" boolean not null
        )
    """

    def file(self, name: str) -> Path:
        """Return the file of a migration."""
        return self.root / f"migrations/V{int(name[:4])}__{name[5:]}.sql"

    def write(self, *, edited: bool) -> None:
        """Write the files."""
        (self.root / "migrations").mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            self.file(name).write_text("".join(f"{one};\n" for one in statements(name, edited=edited)))

    def run(self, dsn: str, to: str = NAMES[-1], schema: str = "public") -> None:
        """Run files as Flyway does."""
        execute(dsn, self.LEDGER.format(schema=schema))
        for name in NAMES[: NAMES.index(to) + 1]:
            with psycopg.connect(dsn, options=f"-c search_path={schema}") as connection:
                noted = f"select from flyway_schema_history where version = '{int(name[:4])}'"
                if connection.execute(noted.encode()).fetchone() is None:
                    connection.execute(self.file(name).read_bytes())
                    connection.execute(self._row(name).encode())

    def mark(self, dsn: str, *names: str) -> None:
        """Write rows by hand."""
        execute(dsn, *map(self._row, names))

    def _row(self, name: str, rank: str = "1 + coalesce(max(installed_rank), 0)") -> str:
        from drifttools.migrations.ledgers.flyway import FlywayLedger

        (checksum,) = FlywayLedger().checksums(self.file(name).read_bytes())
        script = self.file(name).name
        return (
            f"insert into flyway_schema_history select {rank}, '{int(name[:4])}', '{name[5:]}', 'SQL', '{script}',"
            f" {checksum}, 'ann', now(), 5, true from flyway_schema_history"
        )

    def take_over(self, dsn: str, name: str) -> None:
        """Write a row of a file that is not on disk."""
        execute(
            dsn,
            "insert into flyway_schema_history"
            f" values (90, '9', '{name}', 'SQL', 'V9__{name}.sql', 1, 'bob', now(), 5, true)",
        )

    def run_late(self, dsn: str) -> None:
        """Do what 0003 does last, and give its row the higher rank, as with `-outOfOrder=true`."""
        self.run(dsn)
        execute(
            dsn, statements("0003_invoice")[2], "update flyway_schema_history set installed_rank = 100 where version = '3'"
        )


TOOLS: tuple[type[Tool], ...] = (AlembicTool, DjangoTool, FlywayTool)
