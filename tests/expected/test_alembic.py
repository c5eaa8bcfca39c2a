"""`alembic:`: the project's own env.py, run in a process whose every connection is the scratch database's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.catalog.scratch import open_scratch
from drifttools.config import Project
from drifttools.errors import UsageError
from drifttools.expected.base import Context, Expected
from drifttools.expected.chronicles import chronicle_of
from drifttools.expected.resolve import resolve
from drifttools.expected.spec import parse_spec, source_of
from tests.expected.refusing import refused

MakeContext = Callable[..., Context]


@pytest.fixture
def project(sources: Path, tmp_path: Path) -> Path:
    """Copy the Alembic project, so that a test may change it."""
    return Path(shutil.copytree(sources / "alembic", tmp_path / "alembic"))


@pytest.fixture(scope="module")
def expected(servers: Callable[[int], object]) -> Expected:
    """Replay the Alembic project to its heads, once for all tests."""
    server = servers(18)
    root = Path(__file__).parent / "sources/alembic"
    scratch = lambda: open_scratch(configured=server.dsn())  # type: ignore[attr-defined] # noqa: E731 - as the fixture context
    return resolve("alembic:alembic.ini", Context(root=root, major=18, scratch=scratch))


def tables(expected: Expected) -> set[str]:
    """Return the tables of a snapshot as `schema.table`."""
    return {".".join(line.decode().split("\t")[:2]) for line in expected.snapshot.rows["table"].lines}


def env_py(project: Path, old: str, new: str) -> None:
    """Change env.py."""
    path = project / "migrations/env.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_all_heads_are_applied_to_the_scratch_database(expected: Expected) -> None:
    """Two version locations, a branch that depends on the other, the ledger's own schema, a role that is granted to."""
    assert tables(expected) == {"ledger.alembic_version", "public.item", "public.paint", "public.brush", "store.box"}
    assert {"owner", "privilege", "database setting"} <= expected.snapshot.silent
    assert expected.history is not None
    assert expected.history.tool == "alembic"
    assert {m.name: m.depends_on for m in expected.history.migrations} == {
        "1a2b": (),
        "2c3d": ("1a2b",),
        "9f01": ("1a2b",),
    }
    assert expected.history.migrations[0].message == "things"


def test_operations_have_their_lines_and_names_of_the_time(expected: Expected) -> None:
    """A later rename is known, tables made in a loop, in a function of the file and in a schema too."""
    history = expected.history
    assert history is not None
    made = {name: history.creating(name) for name in ("public.item", "public.brush", "store.box")}
    assert {name: step and step.place for name, step in made.items()} == {
        "public.item": "migrations/versions/1a2b_things.py:15",
        "public.brush": "migrations/versions/1a2b_things.py:21",
        "store.box": "stock/versions/9f01_stock.py:20",
    }
    told = [(s.operation.op, s.operation.column, s.operation.line) for s in history.touching("item")]
    assert told == [
        ("rename_table", None, 11),
        ("add_column", "cost", 13),
        ("alter_column", "price", 14),
        ("UPDATE", None, 17),
        ("GRANT", None, 18),
        ("create_index", None, 22),
    ]


@pytest.mark.parametrize(
    ("revision", "made"),
    [
        ("1a2b", {"public.thing", "public.paint", "public.brush"}),
        ("stock@head", {"public.thing", "public.paint", "public.brush", "store.box"}),
    ],
)
def test_a_revision_stops_there(revision: str, made: set[str], sources: Path, context: MakeContext) -> None:
    """After `@` stands what `alembic upgrade` takes; the history is whole all the same."""
    expected = resolve(f"alembic:.@{revision}", context(sources / "alembic"))
    assert tables(expected) == made | {"ledger.alembic_version"}
    assert expected.history is not None
    assert {m.name for m in expected.history.migrations} == {"1a2b", "2c3d", "9f01"}


def test_no_connection_but_the_scratch_database_is_made(
    project: Path, context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Engines for production, for SQLite, with a creator, and connections of drivers all lead to the scratch database."""
    monkeypatch.setenv("PGPASSWORD", "canary-1")
    env_py(
        project,
        "run_migrations_online()\n",
        "import os, psycopg\n"
        "from sqlalchemy import text\n"
        "from sqlalchemy.engine import engine_from_config\n"
        "assert 'canary-1' not in repr(dict(os.environ))\n"
        "def never(): raise AssertionError('a creator of the project was asked')\n"
        "engines = [\n"
        "    create_engine('sqlite:////srv/live.db'),\n"
        "    create_engine('mysql+pymysql://root@db.example.org/shop'),\n"
        "    create_engine('postgresql+psycopg://db.example.org/shop', creator=never),\n"
        "    engine_from_config(context.config.get_section('alembic'), prefix='sqlalchemy.'),\n"
        "]\n"
        "for engine in engines:\n"
        "    with engine.connect() as connection:\n"
        "        name = connection.execute(text('select current_database()')).scalar()\n"
        "        assert name == os.environ['PGDATABASE'], name\n"
        "for arguments in (['host=db.example.org dbname=shop'], [os.environ['DATABASE_URL']]):\n"
        "    with psycopg.connect(*arguments, connect_timeout=1) as connection:\n"
        "        assert connection.info.dbname == os.environ['PGDATABASE']\n"
        "run_migrations_online()\n",
    )
    assert "public.item" in tables(resolve("alembic:alembic.ini", context(project)))


def test_a_history_may_begin_with_tables_that_something_else_makes(project: Path, context: MakeContext) -> None:
    """Without them the error names the way; with them they are there before the first revision and none of its doing."""
    first = project / "migrations/versions/1a2b_things.py"
    first.write_text(
        first.read_text().replace("def upgrade():", "def upgrade():\n    op.execute('alter table old add n int')")
    )
    (project / "old.sql").write_text("create table old (id int primary key);")
    error = refused("alembic:alembic.ini", context(project))
    assert error.server == 'relation "old" does not exist'
    assert "?base=" in (error.hint or "")
    with_old = "alembic:alembic.ini?base=sql:old.sql"
    assert "public.old" in tables(resolve(with_old, context(project)))
    chronicle = chronicle_of(with_old, context(project))
    assert chronicle is not None
    made = [(step.label, line) for step in chronicle.steps for change in step.changes for line in change.made]
    of_old = {(label, line.split("\t")[2]) for label, line in made if line.startswith("public\told\t")}
    assert {("", "id"), ("1a2b", "n")} <= of_old
    listed = source_of(parse_spec("alembic:alembic.ini", project)).listed(context(project))
    assert listed is not None
    assert sorted(migration.name for migration in listed.migrations) == ["1a2b", "2c3d", "9f01"]
    with pytest.raises(UsageError, match="begin with"):
        resolve("alembic:alembic.ini?base=django:manage.py", context(project))


def test_an_env_py_that_wants_a_worker_thread_of_anyio_gets_one(project: Path, context: MakeContext) -> None:
    """A program that runs Alembic in such a thread may have an env.py that hands work to the loop, as Prefect's does."""
    env_py(
        project,
        "run_migrations_online()\n",
        "import anyio.from_thread\n"
        "async def work():\n"
        "    await anyio.to_thread.run_sync(run_migrations_online)\n"
        "anyio.from_thread.run(work)\n",
    )
    assert "public.item" in tables(resolve("alembic:alembic.ini", context(project)))


def test_x_arguments_and_the_section_reach_env_py(project: Path, context: MakeContext) -> None:
    """What follows `?` is what `alembic -n shop -x tenant=acme upgrade` hands on; the search_path is kept and made."""
    ini = project / "alembic.ini"
    ini.write_text(ini.read_text().replace("[alembic]", "[shop]"))
    env_py(
        project,
        'connect_args={"application_name": "shop"}',
        'connect_args={"options": "-csearch_path=" + context.get_x_argument(as_dictionary=True)["tenant"]}',
    )
    expected = resolve("alembic:alembic.ini?x=tenant=acme&name=shop@1a2b", context(project))
    assert tables(expected) == {"ledger.alembic_version", "acme.thing", "acme.paint", "acme.brush"}
    with pytest.raises(UsageError, match="no option"):
        resolve("alembic:alembic.ini?tenant=acme", context(project))


def test_a_migration_that_fails_is_named_with_file_and_line(project: Path, context: MakeContext) -> None:
    """The error names the revision, the line in its file and what the server said."""
    path = project / "migrations/versions/2c3d_items.py"
    path.write_text(
        path.read_text().replace('op.rename_table("thing", "item")', 'op.execute("alter table nowhere add a int")')
    )
    error = refused("alembic:alembic.ini", context(project))
    assert "while it ran upgrade() of 2c3d" in error.what
    assert (error.file, error.line) == ("migrations/versions/2c3d_items.py", 11)
    assert error.server == 'relation "nowhere" does not exist'
    assert "\n  alter table nowhere add a int" in error.what


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("import os\n", "import shop_of_nowhere\n", "No module named 'shop_of_nowhere'"),
        ('os.environ.get("SHOP_URL", "postgresql', 'os.environ["SHOP_URL"]; print("', "KeyError: 'SHOP_URL'"),
        ("    context.run_migrations()", "    pass", "without applying any of 3 revisions"),
        ("with context.begin_transaction():", "if connection.begin():", "did not commit them"),
    ],
)
def test_an_env_py_that_does_not_migrate_is_named(
    old: str, new: str, part: str, project: Path, context: MakeContext
) -> None:
    """An env.py that raises, that never comes to migrate, or that commits nothing is never an empty expected state."""
    env_py(project, old, new)
    error = refused("alembic:alembic.ini@1a2b", context(project))
    assert part in error.what
    assert error.hint


@pytest.mark.parametrize(
    ("file", "text", "part"),
    [
        ("3_twice.py", "revision = '2c3d'\ndown_revision = '1a2b'\n", "2c3d is present more than once"),
        ("3_lost.py", "revision = '3e'\ndown_revision = '777'\n", "777 referenced from"),
        ("3_broken.py", "revision = = '3e'\n", "SyntaxError"),
    ],
)
def test_a_history_that_contradicts_itself_is_an_error(
    file: str, text: str, part: str, project: Path, context: MakeContext
) -> None:
    """What Alembic only warns of is an error here: half of a history is no expected state."""
    (project / "migrations/versions" / file).write_text(text + "def upgrade(): pass\n")
    assert part in refused("alembic:alembic.ini", context(project)).what


def test_an_extension_that_cannot_be_had_names_both_remedies(project: Path, context: MakeContext) -> None:
    """The statement, its file and line, what the project printed, and what to do are in the message."""
    path = project / "migrations/versions/1a2b_things.py"
    wrong = "def upgrade():\n    print('now!')\n    op.execute('create extension h6')\n"
    path.write_text(path.read_text().replace("def upgrade():\n", wrong))
    error = refused("alembic:alembic.ini", context(project))
    assert 'extension "h6" is not available' in error.what
    assert error.line == 16
    assert "it printed:\n    now!" in error.what
    assert "install" in str(error.hint)
    assert "scratch" in str(error.hint)


def test_an_async_env_py_and_a_pyproject_are_run_alike(project: Path, context: MakeContext) -> None:
    """An async engine leads to the scratch database too; the configuration may stand in pyproject.toml."""
    pytest.importorskip("greenlet", reason="SQLAlchemy's asyncio needs greenlet, which sqlalchemy[asyncio] installs")
    (project / "alembic.ini").unlink()
    (project / "pyproject.toml").write_text(
        '[tool.alembic]\nscript_location = "%(here)s/migrations"\nprepend_sys_path = ["."]\n'
    )
    (project / "migrations/env.py").write_text(
        "import asyncio\n"
        "from alembic import context\n"
        "from sqlalchemy.ext.asyncio import create_async_engine\n"
        "def migrate(connection):\n"
        "    context.configure(connection=connection)\n"
        "    with context.begin_transaction():\n"
        "        context.run_migrations()\n"
        "async def run():\n"
        "    engine = create_async_engine('postgresql+psycopg://shop:canary@db.example.org/shop?sslmode=require')\n"
        "    async with engine.connect() as connection:\n"
        "        await connection.run_sync(migrate)\n"
        "asyncio.run(run())\n"
    )
    expected = resolve("alembic:pyproject.toml", context(project))
    assert tables(expected) == {"public.alembic_version", "public.item", "public.paint", "public.brush"}


@pytest.mark.parametrize(
    ("spec", "part"),
    [
        ("alembic:nowhere.ini", "does not exist"),
        ("alembic:migrations", "holds no alembic.ini"),
        ("alembic:alembic.ini@777", "777"),
    ],
)
def test_what_is_not_there_is_an_error(spec: str, part: str, sources: Path, context: MakeContext) -> None:
    """A missing configuration, a directory without one and a missing revision are told apart."""
    assert part in refused(spec, context(sources / "alembic")).what


def test_a_project_without_alembic_names_the_interpreter(project: Path, context: MakeContext, tmp_path: Path) -> None:
    """An interpreter that lacks Alembic is named, with the line of drift.toml to set."""
    program = tmp_path / "python"
    program.write_text(
        '#!/bin/sh\nexec /usr/bin/env -i PYTHONPATH= DRIFTTOOLS_ANSWER="$DRIFTTOOLS_ANSWER" '
        'DRIFTTOOLS_DATABASE="$DRIFTTOOLS_DATABASE" python3 -S -E "$@"\n'
    )
    program.chmod(0o755)
    error = refused("alembic:alembic.ini", context(project, project=Project(python=str(program))))
    assert "No module named" in error.what
    assert "[project] in drift.toml" in str(error.hint)
