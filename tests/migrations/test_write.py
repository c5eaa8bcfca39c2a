"""A plan becomes a migration of the project: replayed, run by the tool itself, taken back, and nothing where it is done."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from psycopg.conninfo import conninfo_to_dict

from drifttools.catalog.server import PrivateServer
from drifttools.config import load_config
from drifttools.errors import RehearsalError, SourceError, UsageError
from drifttools.expected.base import Context
from drifttools.expected.resolve import resolve
from drifttools.incident.record import Applied
from drifttools.investigation import Investigation, files, investigate, migrations_files
from drifttools.investigation.verifying import names
from drifttools.repair.render import alembic_revision
from tests.conftest import MakeDatabase
from tests.repair.plans import shape

PROJECT = Path(__file__).parent.parent / "alembic/project"
TOUCHED = "select xmin::text from pg_attribute where attrelid = %s::text::regclass and attname = %s"
"""The transaction that altered a column last."""

FIRST = """
from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade():
    op.execute("create type query_status as enum ('PENDING', 'DONE')")
    op.execute("create table users (id bigint primary key, bio text)")
    op.execute(
        "create table queries (id bigint primary key, user_id bigint references users (id), status query_status,"
        " completed_at timestamptz)"
    )
    op.create_index("queries_user", "queries", ["user_id"])


def downgrade():
    op.drop_table("queries")
    op.drop_table("users")
    op.execute("drop type query_status")
"""
DRIFT = """
alter table users drop column bio;
drop index queries_user;
alter table queries drop constraint queries_user_id_fkey;
alter table queries alter completed_at type text using completed_at::text;
insert into users values (1);
insert into queries values (1, 1, 'DONE', '2026-01-01 10:00:00+00'), (2, 1, 'PENDING', null);
"""


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep replayed states of one test from the next."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def opened(root: Path, dsn: str, expected: str, server: PrivateServer) -> Investigation:
    """Open an investigation of a project at `root`; the server is the scratch server too."""
    # the databases of these tests are nobody's platform: no role of it has rights on their tables
    text = (
        f'scratch = "{server.dsn()}"\n[project]\nplatform = "none"\n[targets.app]\ndsn = "{dsn}"\nexpected = "{expected}"\n'
    )
    (root / "drift.toml").write_text(text, encoding="utf-8")
    return investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")


@pytest.fixture
def api(tmp_path: Path) -> Path:
    """Give an Alembic project with one revision."""
    path = tmp_path / "api"
    shutil.copytree(PROJECT, path)
    (path / "versions").mkdir()
    (path / "versions" / "a1_first.py").write_text(FIRST, encoding="utf-8")
    return path


@pytest.fixture
def run_alembic(api: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give Alembic's own commands: `run_alembic(dsn, "upgrade", "head")`."""

    def run(dsn: str, name: str, to: str) -> None:
        parts = conninfo_to_dict(dsn)
        url = f"postgresql+psycopg://{parts['user']}@/{parts['dbname']}?host={parts['host']}&port={parts['port']}"
        monkeypatch.setenv("DATABASE_URL", url)
        getattr(command, name)(AlembicConfig(api / "alembic.ini"), to)

    return run


def test_a_repair_as_a_revision(
    api: Path, run_alembic: Callable[..., None], database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """Alembic itself repairs the database and takes it back, rows kept; in one that never drifted nothing happens."""
    dsn, healthy = database(), database()
    run_alembic(dsn, "upgrade", "head")
    with psycopg.connect(dsn) as connection:
        connection.execute(DRIFT)
    inv = opened(api, dsn, "alembic:alembic.ini", pg_server)
    found = {finding.id for finding in inv.audit().findings}
    inv.plan(ways=["public.queries.completed_at=using:completed_at::timestamptz"])
    written = inv.migrations.write()
    assert [Path(file).parent.name for file in written.files] == ["versions"]
    assert written.tried.startswith("Run on a copy of the live schema, taken back, and run again")
    steps = re.search(
        r"^STEPS = \[$(.*?)^\]$", (api / written.files[0]).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    phases = ["convert types", "add columns", "associate", "keys and indexes"]
    assert steps is not None
    assert re.findall(r"^    # (.*)$", steps[1], re.MULTILINE) == phases, "a reader finds the phases by their names"
    with pytest.raises(UsageError, match="is there already"):
        inv.migrations.write()
    run_alembic(dsn, "upgrade", "head")
    assert not investigate("app", config=inv.config, reports=inv.reports).audit().findings.records
    with psycopg.connect(dsn) as connection:
        query = "select id, status::text, completed_at is null from queries order by id"
        assert connection.execute(query).fetchall() == [(1, "DONE", False), (2, "PENDING", True)]
    run_alembic(dsn, "downgrade", "-1")
    assert {finding.id for finding in investigate("app", config=inv.config, reports=inv.reports).audit().findings} >= found
    run_alembic(dsn, "upgrade", "head")
    run_alembic(healthy, "upgrade", "a1")
    with psycopg.connect(healthy) as connection:
        before = connection.execute(TOUCHED, ["queries", "completed_at"]).fetchone()
    run_alembic(healthy, "upgrade", "head")
    with psycopg.connect(healthy) as connection:
        assert connection.execute(TOUCHED, ["queries", "completed_at"]).fetchone() == before
        assert connection.execute("select version_num from alembic_version").fetchone() == (inv.load_plan().digest[:12],)
        connection.execute("insert into queries (id, status) values (9, 'DONE')")
    kept = shape(healthy)
    run_alembic(healthy, "downgrade", "-1")
    assert shape(healthy) == kept, "what the upgrade did not do the downgrade takes back nowhere"


def test_a_revision_that_brings_the_history_to_the_models(
    api: Path, run_alembic: Callable[..., None], database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """Where models are expected, the history is named; replayed with the revision it makes what the models say."""
    models = (api / "models.py").read_text(encoding="utf-8")
    (api / "models.py").write_text(models, encoding="utf-8")
    dsn = database()
    run_alembic(dsn, "upgrade", "head")
    inv = opened(api, dsn, "models:models:Base", pg_server)
    inv.audit()
    unwanted = inv.plan(drop=["*"])
    # the ledger is no drift, so no plan may take it away, and none has to say that it leaves it alone
    told = [*(step.title for step in unwanted.steps), *(left.reason for left in unwanted.unplanned)]
    assert not [text for text in told if "alembic_version" in text]
    inv.plan()
    with pytest.raises(UsageError, match="has no migrations"):
        inv.migrations.write()
    written = inv.migrations.write("alembic:alembic.ini")
    run_alembic(dsn, "upgrade", "head")
    left = investigate("app", config=inv.config, reports=inv.reports).audit().findings
    assert {finding.id for finding in left.roots} <= {one.finding for one in inv.load_plan().unplanned}, written.files
    run_alembic(dsn, "downgrade", "-1")


def test_a_migration_that_does_not_lead_there_is_taken_away(
    api: Path, run_alembic: Callable[..., None], database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """What the live database has by hand and the history has not is found by the replay, and no file stays behind."""
    dsn = database()
    run_alembic(dsn, "upgrade", "head")
    with psycopg.connect(dsn) as connection:
        connection.execute("create table tags (id int); alter table users drop column bio")
    (api / "schema.sql").write_text(
        "create table alembic_version (version_num varchar(32) not null constraint alembic_version_pkc primary key);"
        "create type query_status as enum ('PENDING', 'DONE'); create table users (id bigint primary key, bio text);"
        "create table queries (id bigint primary key, user_id bigint references users (id), status query_status,"
        " completed_at timestamptz); create index queries_user on queries (user_id); create table tags (id int);",
        encoding="utf-8",
    )
    inv = opened(api, dsn, "sql:schema.sql", pg_server)
    inv.audit()
    inv.plan()
    before = sorted(api.glob("versions/*.py"))
    with pytest.raises(RehearsalError, match=r"table public\.tags: missing"):
        inv.migrations.write("alembic:alembic.ini")
    assert sorted(api.glob("versions/*.py")) == before


def test_a_way_back_that_does_not_lead_back_is_refused(
    api: Path,
    run_alembic: Callable[..., None],
    database: MakeDatabase,
    pg_server: PrivateServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A downgrade that forgets what it has to do is found on the copy, and no file stays behind."""
    dsn = database()
    run_alembic(dsn, "upgrade", "head")
    with psycopg.connect(dsn) as connection:
        connection.execute("alter table users drop column bio")
    inv = opened(api, dsn, "alembic:alembic.ini", pg_server)
    inv.audit()
    inv.plan()

    def forgetful(*arguments: Any) -> str:
        return alembic_revision(*arguments).replace("run(BACK, UNDONE)", "pass")

    monkeypatch.setattr(migrations_files, "alembic_revision", forgetful)
    with pytest.raises(RehearsalError, match=r"taken back it leaves the copy otherwise.*column public\.users\.bio"):
        inv.migrations.write()
    assert [path.name for path in api.glob("versions/*.py")] == ["a1_first.py"]


CREATED = "create table t (id int primary key, n int not null default 3);"
FORMATS: dict[str, tuple[dict[str, str], str, str]] = {
    "flyway": ({"flyway.conf": "", "sql/V1__first.sql": CREATED}, "sql:sql", r"sql/V2__repair_\w+\.sql"),
    "golang-migrate": (
        {"db/000001_first.up.sql": CREATED, "db/000001_first.down.sql": "drop table t;"},
        "sql:db",
        r"db/000002_repair_\w+\.up\.sql",
    ),
    "dbmate": (
        {"db/migrations/20260101_first.sql": f"-- migrate:up\n{CREATED}\n-- migrate:down\ndrop table t;\n"},
        "sql:db/migrations",
        r"db/migrations/\d{14}_repair_\w+\.sql",
    ),
    "prisma": (
        {
            "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
            "prisma/migrations/20260101000000_first/migration.sql": CREATED,
        },
        "sql:prisma/migrations",
        r"prisma/migrations/\d{14}_repair_\w+/migration\.sql",
    ),
    "sql": ({"sql/01_first.sql": CREATED}, "sql:sql", r"sql/02_repair_\w+\.sql"),
}


@pytest.mark.parametrize("tool", FORMATS)
def test_each_format_is_written_and_replayed(
    tool: str, tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """The file is where its tool looks for it and is replayed by our own source; where there is a way back it was tried."""
    written, spec, named = FORMATS[tool]
    for path, text in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    dsn = database("create table t (id int primary key, n bigint, extra text); insert into t values (1, 2)")
    inv = opened(tmp_path, dsn, spec, pg_server)
    inv.audit()
    inv.plan(maintenance=True)
    made = inv.migrations.write()
    assert made.tool == tool
    assert re.fullmatch(named, made.files[0]), made.files
    assert ("taken back" if tool in ("golang-migrate", "dbmate") else "the second time it did nothing") in made.tried
    replayed = resolve(spec, Context.of(inv.config, cache=False))
    assert len(replayed.history.migrations if replayed.history else ()) == 2
    forth = (tmp_path / made.files[0]).read_text(encoding="utf-8").partition("-- migrate:down")[0]
    with psycopg.connect(dsn) as connection:
        connection.execute(forth.encode())
        connection.commit()
        before = connection.execute(TOUCHED, ["t", "n"]).fetchone()
        connection.execute(forth.encode())
        assert connection.execute(TOUCHED, ["t", "n"]).fetchone() == before
    left = investigate("app", config=inv.config, reports=inv.reports).audit().findings
    assert {one.label for one in left} == {"public.t.extra"}
    if "taken back" not in made.tried:
        return
    backwards = (tmp_path / made.files[-1]).read_text(encoding="utf-8").rpartition("-- migrate:down")[2]
    repaired, healthy = shape(dsn), database(f"{CREATED}; {forth}")
    for one, same in ((dsn, False), (healthy, True)):
        before_it = shape(one)
        with psycopg.connect(one) as connection:
            connection.execute(backwards.encode())
        assert (shape(one) == before_it) is same, f"{one}: what was not done is taken back nowhere"
    assert shape(dsn) != repaired


NOTED = [
    ("abcdef012345", "versions/abcdef012345_repair.py", True),
    ("0002_repair_ab12cd34ef", "shop/migrations/0002_repair_ab12cd34ef.py", True),
    ("0001_initial", "shop/migrations/0002_repair_ab12cd34ef.py", False),
    ("20260102030405", "supabase/migrations/20260102030405_repair_ab.sql", True),
    ("20260102", "supabase/migrations/20260102030405_repair_ab.sql", False),
    ("2", "sql/V2__repair_ab.sql", True),
    ("2", "sql/V20__repair_ab.sql", False),
    ("2", "db/000002_repair_ab.up.sql", True),
    ("20260102030405_repair_ab", "prisma/migrations/20260102030405_repair_ab/migration.sql", True),
    ("0", "db/000002_repair_ab.up.sql", False),
]


@pytest.mark.parametrize(("recorded", "file", "same"), NOTED)
def test_which_row_of_a_ledger_is_about_a_written_file(recorded: str, file: str, *, same: bool) -> None:
    """Each tool's ledger names a migration by its file's name, the folder's, or the version that either begins with."""
    assert names(recorded, file) is same


def test_a_repair_as_an_sql_file(tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer) -> None:
    """A file after the others, by their way of numbering; run twice it repairs once, and it leaves the settings alone."""
    folder = tmp_path / "supabase/migrations"
    folder.mkdir(parents=True)
    (tmp_path / "supabase/config.toml").write_text("", encoding="utf-8")
    (folder / "20260101000000_first.sql").write_text(
        "create type mood as enum ('sad', 'ok'); create table t (id int primary key, n int not null default 3, m mood,"
        " seen timestamptz); create index t_n on t (n); create view latest as select seen from t;",
        encoding="utf-8",
    )
    dsn = database(
        "create type mood as enum ('sad'); create table t (id int primary key, n bigint, m mood, seen timestamp);"
        "insert into t values (1, 2, 'sad', '2026-01-01 10:00'); create view latest as select seen from t;"
        "create schema supabase_migrations; create table supabase_migrations.schema_migrations"
        " (version text primary key, statements text[], name text);"
        "insert into supabase_migrations.schema_migrations values ('20260101000000', null, 'first')"
    )
    inv = opened(tmp_path, dsn, "sql:supabase/migrations", pg_server)
    inv.audit()
    inv.plan(maintenance=True)
    (file,) = inv.migrations.write().files
    text = (tmp_path / file).read_text(encoding="utf-8")
    with psycopg.connect(dsn) as connection:
        connection.execute("set search_path = public, pg_temp; set timezone = 'America/New_York'")
        connection.execute(text.encode())
        view = connection.execute("select 'latest'::regclass::oid").fetchone()
        connection.execute(text.encode())
        assert connection.execute("select 'latest'::regclass::oid").fetchone() == view, "it steps aside once, not again"
        assert connection.execute("show search_path").fetchone() == ("public, pg_temp",)
        assert connection.execute("show timezone").fetchone() == ("America/New_York",)
        seen = connection.execute("select seen = '2026-01-01 10:00+00' from t").fetchone()
        assert seen == (True,), "a time without a zone is of UTC, whoever runs the file"
        stem = Path(file).stem.partition("_")
        connection.execute("insert into supabase_migrations.schema_migrations values (%s, null, %s)", [stem[0], stem[2]])
    inv.verify()
    applied = inv.folder.read(Applied, files.APPLIED, needs="")
    assert (applied.outcome, applied.tool, applied.migration) == ("by migration", "supabase", file)
    left = investigate("app", config=inv.config, reports=inv.reports).audit().findings
    assert [finding.label for finding in left] == ["supabase_migrations"], "the ledger's schema, which no platform explains"


def test_one_of_several_databases(tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer) -> None:
    """Of Alembic's template for several databases one is named; its revision repairs that one and leaves the others."""
    config = AlembicConfig(tmp_path / "alembic.ini")
    command.init(config, str(tmp_path / "migrations"), template="multidb")
    text = FIRST.replace("def upgrade():", "def upgrade(engine_name):\n    if engine_name != 'engine2':\n        return")
    (tmp_path / "migrations/versions/a1_first.py").write_text(
        text.replace("def downgrade():", "def downgrade(engine_name):"), encoding="utf-8"
    )
    dsn = database(
        "create table alembic_version (version_num varchar(32) not null constraint alembic_version_pkc primary key);"
        "insert into alembic_version values ('a1');"
        "create type query_status as enum ('PENDING', 'DONE'); create table users (id bigint primary key);"
        "create table queries (id bigint primary key, user_id bigint references users (id), status query_status,"
        " completed_at timestamptz); create index queries_user on queries (user_id);"
    )
    inv = opened(tmp_path, dsn, "alembic:alembic.ini", pg_server)
    with pytest.raises(SourceError, match=r"several databases \(engine1, engine2\)") as refused:
        inv.audit()
    assert refused.value.hint == "name the one that the target is: alembic:alembic.ini?engine=engine1"
    inv = opened(tmp_path, dsn, "alembic:alembic.ini?engine=engine2", pg_server)
    assert [finding.label for finding in inv.audit().findings] == ["public.users.bio"]
    inv.plan()
    (file,) = inv.migrations.write().files
    revision = (tmp_path / file).read_text(encoding="utf-8")
    assert "def upgrade(engine_name='engine2'):\n    if engine_name == 'engine2':\n        run(STEPS, DONE)" in revision
