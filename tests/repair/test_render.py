"""Rendered plans run where they are meant to run: in psql and in Django, with hostile names too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from drifttools.catalog.server import PrivateServer
from drifttools.errors import UsageError
from drifttools.model.plan import Lock, Plan, Probe, Step
from drifttools.repair.render import bare_sql, django_migration, django_migration_name, repair_sql, rollback_sql
from drifttools.repair.render.sql import printable
from drifttools.sql.compose import compose, name, value
from tests.repair.plans import ADD, CONCURRENT, FOCUS, MIXED, MOVE, SETUP, ask, plan_for, run, shape

HOSTILE = (
    'a"b',
    "it's",
    "x\n\\! touch /tmp/dt-h5-owned\n--",
    "x\r\\q",
    "back\\slash",
    "'''\"\"\"",
    "${brace} {0} %s %(x)s :USER :'HOST'",
    "$$do$$",
    "\u202egnp.exe",
    "\u2028\\! touch /tmp/dt-h5-owned",
    "ünïcødé",
    "select",
)


def move(relation: str, number: int) -> Step:
    """Plan the move of a table with any name, as the planner writes it."""
    before, after = name("legacy", relation), name("public", relation)

    def there(place: object) -> str:
        return str(compose("select pg_catalog.to_regclass({}) is not null", value(str(place))))

    return Step(
        id=f"s{number:02}",
        title=f"move legacy.{relation} to public",
        kind="table",
        key=("legacy", relation),
        findings=(),
        statements=(str(compose("alter table {} set schema public", before)),),
        inverse=(str(compose("alter table {} set schema legacy", after)),),
        lock=Lock.ACCESS_EXCLUSIVE,
        locked=(str(before),),
        preconditions=(
            Probe(f"{relation} is in legacy", there(before), "true"),
            Probe(f"{relation} is not in public", there(after), "false"),
        ),
        postconditions=(
            Probe(f"{relation} is in public", there(after), "true"),
            Probe(f"{relation} is not in legacy", there(before), "false"),
        ),
    )


@pytest.fixture
def hostile(database: Callable[[str], str]) -> tuple[str, Plan]:
    """Make a database of tables with hostile names in the wrong schema, and the plan that moves them."""
    dsn = database(SETUP)
    with psycopg.connect(dsn) as connection:
        for table in HOSTILE:
            connection.execute(sql.SQL("create table {} (id int)").format(sql.Identifier("legacy", table)))
    steps = tuple(move(table, number) for number, table in enumerate(HOSTILE, start=1))
    return dsn, replace(plan_for(dsn, steps), focus=FOCUS)


def psql(server: PrivateServer, dsn: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script as people do."""
    return subprocess.run(
        [str(server.bindir / "psql"), "-X", "-q", "-d", dsn, "-f", "-"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )


@pytest.mark.usefixtures("major")
def test_repair_sql_repairs_and_rollback_sql_takes_it_back(server: PrivateServer, database: Callable[[str], str]) -> None:
    """Both scripts run in psql from start to end, and together lead back to the start."""
    dsn = database(SETUP)
    plan, before = plan_for(dsn), shape(dsn)
    done = psql(server, dsn, repair_sql(plan))
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert ask(dsn, "select count(*) from public.orders") == 100
    assert ask(dsn, "select count(*) from public.clients where city = '50%'") == 10
    done = psql(server, dsn, rollback_sql(plan))
    assert (done.returncode, done.stderr) == (0, "")
    assert shape(dsn) == before


def test_repair_sql_stops_where_a_check_does_not_hold(server: PrivateServer, database: Callable[[str], str]) -> None:
    """A failed check ends the script, and its transaction changes nothing."""
    dsn = database(SETUP)
    wrong = replace(ADD, postconditions=(Probe("nobody is there", "select count(*) from public.clients", "0"),))
    plan, before = plan_for(dsn, (MOVE, wrong)), shape(dsn)
    done = psql(server, dsn, repair_sql(plan))
    assert done.returncode != 0
    assert "s02, after: nobody is there: not 0" in done.stderr
    assert shape(dsn) == before


def test_repair_sql_refuses_another_database(server: PrivateServer, database: Callable[[str], str]) -> None:
    """The script knows which database it is for."""
    plan = plan_for(database(SETUP))
    other = database(SETUP)
    before = shape(other)
    assert "was made for the database" in psql(server, other, repair_sql(plan)).stderr
    assert shape(other) == before


def test_steps_that_need_their_own_commit_have_it(server: PrivateServer, database: Callable[[str], str]) -> None:
    """Transactions end before such a step and begin again after it."""
    dsn = database(SETUP)
    run(dsn, "update public.clients set mood = null")
    plan = plan_for(dsn, (*MIXED, replace(CONCURRENT, id="s04")))
    script = repair_sql(plan)
    assert psql(server, dsn, script).returncode == 0
    assert script.count("BEGIN;") == script.count("COMMIT;") == 2
    assert ask(dsn, "select indisvalid from pg_index where indexrelid = 'public.clients_mood'::regclass")


def test_hostile_names_stay_names_in_psql(server: PrivateServer, hostile: tuple[str, Plan]) -> None:
    """No name ends a comment, a literal or a statement; every table is where it should be."""
    dsn, plan = hostile
    marker = Path("/tmp/dt-h5-owned")  # noqa: S108 - what the hostile names would make
    for script in (repair_sql(plan), rollback_sql(plan), repair_sql(plan)):
        done = psql(server, dsn, script)
        assert (done.returncode, done.stderr) == (0, "")
        for line in script.splitlines():
            assert not line.startswith("-- ") or line.isprintable()
    assert not marker.exists()
    with psycopg.connect(dsn) as connection:
        found = connection.execute(
            "select array_agg(relname::text) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
        ).fetchone()
    assert found is not None
    assert set(HOSTILE) < set(found[0])


def test_bare_sql_is_the_statements_and_nothing_else(server: PrivateServer, database: Callable[[str], str]) -> None:
    """`drift diff --format sql` prints one setting and statements with semicolons, which psql runs as they are."""
    dsn = database(SETUP)
    plan = plan_for(dsn)
    statements = "".join(f"{s};\n" for step in plan.steps for s in step.statements)
    assert bare_sql(plan) == "set check_function_bodies = off;\n" + statements
    assert psql(server, dsn, bare_sql(plan)).returncode == 0


def test_printable_spells_out_what_does_not_print() -> None:
    """Line breaks, control characters and direction marks become visible."""
    assert printable("a\nb\u202e\x07") == "a\\u{a}b\\u{202e}\\u{7}"
    assert printable("ünïcødé 'x'") == "ünïcødé 'x'"


# ------------------------------------------------------------------------------------------------ Django

DRIVER = """
import sys
import django
from django.conf import settings
from django.core.management import call_command
host, port, user, dbname, *command = sys.argv[1:]
settings.configure(
    INSTALLED_APPS=["shop"],
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "HOST": host, "PORT": port, "USER": user,
                           "NAME": dbname}},
    USE_TZ=True,
)
django.setup()
call_command(*command, verbosity=0)
"""
LEAF = """
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = []
"""


class Project:
    """A Django project with one app, and the migration that a plan became."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        package = folder / "shop" / "migrations"
        package.mkdir(parents=True)
        for file in (package.parent / "__init__.py", package / "__init__.py"):
            file.write_text("")
        (package / "0059_add_stream_config.py").write_text(LEAF)
        self.name = django_migration_name(plan, ("shop", "0059_add_stream_config"))
        self.text = django_migration(plan, ("shop", "0059_add_stream_config"))
        (package / f"{self.name}.py").write_text(self.text, encoding="utf-8")

    def manage(self, dsn: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a management command against a database."""
        from psycopg.conninfo import conninfo_to_dict

        at = conninfo_to_dict(dsn)
        return subprocess.run(
            [sys.executable, "-c", DRIVER, *(str(at[k]) for k in ("host", "port", "user", "dbname")), *command],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )


def test_the_migration_repairs_once_and_is_then_a_no_op(database: Callable[[str], str], tmp_path: Path) -> None:
    """Run again after its row was forgotten it changes nothing; backwards it takes the repair back."""
    dsn = database(SETUP)
    project = Project(tmp_path, plan_for(dsn))
    assert project.name.startswith("0060_repair_")
    for _ in range(2):
        done = project.manage(dsn, "migrate")
        assert done.returncode == 0, done.stderr
        assert ask(dsn, "select count(*) from public.orders") == 100
        assert ask(dsn, "select count(*) from public.clients where city = '50%'") == 10
        run(dsn, "delete from public.django_migrations where name like '0060%'")
    assert project.manage(dsn, "migrate").returncode == 0
    assert project.manage(dsn, "migrate", "shop", "0059").returncode == 0
    assert ask(dsn, "select count(*) from legacy.orders") == 100


@pytest.mark.parametrize("with_schema", [False, True], ids=["without the schema", "with the schema"])
def test_the_migration_does_nothing_in_a_database_that_never_drifted(
    hostile: tuple[str, Plan], database: Callable[[str], str], tmp_path: Path, *, with_schema: bool
) -> None:
    """Forwards and backwards a healthy database stays as it is, whether the schema of the drift exists there or not."""
    _, plan = hostile
    healthy = database()
    with psycopg.connect(healthy) as connection:
        if with_schema:
            for schema in {step.key[0] for step in plan.steps} - {"public"}:
                connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
        for table in HOSTILE:
            connection.execute(sql.SQL("create table {} (id int)").format(sql.Identifier("public", table)))
    project = Project(tmp_path, plan)
    assert project.manage(healthy, "migrate", "shop", "0059").returncode == 0
    before = shape(healthy)
    for state in ("0060", "0059"):
        done = project.manage(healthy, "migrate", "shop", state)
        assert done.returncode == 0, done.stderr
        assert shape(healthy) == before


def test_hostile_names_stay_names_in_django(hostile: tuple[str, Plan], tmp_path: Path) -> None:
    """The module compiles, does what the plan does, twice, and takes it back."""
    dsn, plan = hostile
    project = Project(tmp_path, plan)
    compile(project.text, "migration", "exec")
    for state, schema in (("0060", "public"), ("0060", "public"), ("0059", "legacy")):
        forget = (
            "do 'begin if to_regclass(''public.django_migrations'') is not null then"
            " delete from public.django_migrations where name like ''0060%''; end if; end'"
        )
        if state == "0060":
            run(dsn, forget)
        done = project.manage(dsn, "migrate", "shop", state)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(dsn) as connection:
            found = connection.execute(
                "select array_agg(relname::text) from pg_class where relnamespace = %s::regnamespace", [schema]
            ).fetchone()
        assert found is not None
        assert set(HOSTILE) < set(found[0])


def test_a_migration_with_a_step_of_its_own_commit_is_not_atomic(database: Callable[[str], str], tmp_path: Path) -> None:
    """CREATE INDEX CONCURRENTLY and a new enum value go through, and the module says that there is no way back."""
    dsn = database(SETUP)
    run(dsn, "update public.clients set mood = null")
    project = Project(tmp_path, plan_for(dsn, (*MIXED, replace(CONCURRENT, id="s04"))))
    assert "atomic = False" in project.text
    assert "There is no way back" in project.text
    done = project.manage(dsn, "migrate")
    assert done.returncode == 0, done.stderr
    assert ask(dsn, "select count(*) from pg_enum where enumlabel = 'so so'") == 1
    assert project.manage(dsn, "migrate", "shop", "0059").returncode != 0


def test_a_step_that_can_neither_be_done_nor_is_done_fails(database: Callable[[str], str], tmp_path: Path) -> None:
    """Where the table is in both schemas, or in none, the migration fails and changes nothing."""
    dsn = database(SETUP)
    project = Project(tmp_path, plan_for(dsn, (replace(move("orders", 1)),)))
    run(dsn, "alter table legacy.orders rename to lost")
    done = project.manage(dsn, "migrate")
    assert "neither to do nor done" in done.stderr
    assert ask(dsn, "select to_regclass('legacy.lost') is not null")


def test_a_leaf_that_is_no_migration_is_refused(database: Callable[[str], str]) -> None:
    """What could not be a module's name does not get into the module."""
    plan = plan_for(database(SETUP))
    with pytest.raises(UsageError):
        django_migration(plan, ("shop", "0059')] + evil(); x = [('"))
