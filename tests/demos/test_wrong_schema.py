"""The demo `wrong_schema`: a real Django project, drifted for real."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from drifttools.demos import wrong_schema
from drifttools.demos.wrong_schema import ENDPOINTS, PROJECT, STRAY_SCHEMA, STRAY_TABLES, Facts
from drifttools.errors import SourceError, UsageError

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

BROKEN = ENDPOINTS[1:]
ABOUT_ITEM = (
    "id created_at updated_at item_type visibility source_model source_id display_text icon_emoji order_index"
    " is_active user_profile_id"
).split()


@dataclass(frozen=True)
class Made:
    """One database of the demo."""

    dsn: str
    facts: Facts
    seconds: float


def make(server: PrivateServer, name: str, *, right: bool) -> Made:
    """Make one of the two databases."""
    server.create_database(name)
    start = time.monotonic()
    facts = (wrong_schema.build_right if right else wrong_schema.build)(server.dsn(name))
    return Made(server.dsn(name), facts, time.monotonic() - start)


@pytest.fixture(scope="module")
def drifted(pg_server: PrivateServer) -> Iterator[Made]:
    """The database with the drift; tests only read it."""
    yield make(pg_server, "ws_drifted", right=False)
    pg_server.drop_database("ws_drifted")


@pytest.fixture(scope="module")
def right(pg_server: PrivateServer) -> Iterator[Made]:
    """The database without the drift; tests only read it."""
    yield make(pg_server, "ws_right", right=True)
    pg_server.drop_database("ws_right")


def rows(dsn: str, query: str, *parameters: object) -> list[tuple[object, ...]]:
    """Ask the database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        return connection.execute(query.encode(), parameters).fetchall()


def get(base: str, path: str) -> tuple[int, str]:
    """Ask the web server: status and body."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def tables_of(dsn: str, schema: str) -> set[object]:
    """Name the tables of a schema."""
    return {name for (name,) in rows(dsn, "select tablename from pg_tables where schemaname = %s", schema)}


def dump(server: PrivateServer, dsn: str) -> str:
    """The whole database, data included, as pg_dump writes it."""
    done = subprocess.run([str(server.bindir / "pg_dump"), "-d", dsn], capture_output=True, text=True, check=True, env={})
    return re.sub(r"^\\(un)?restrict .*$", "", done.stdout, flags=re.MULTILINE)  # a random word per run


def test_the_projects_migrations_are_its_models(right: Made) -> None:
    """`makemigrations --check` has nothing to add."""
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=PROJECT,
        env=wrong_schema.environment(right.dsn),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No changes detected" in done.stdout


def test_twelve_tables_are_astray(drifted: Made) -> None:
    """The twelve tables of migrations 0030 to 0059, and nothing else, are in test_schema, none in public."""
    assert len(STRAY_TABLES) == 12
    assert tables_of(drifted.dsn, STRAY_SCHEMA) == set(STRAY_TABLES)
    assert not tables_of(drifted.dsn, "public") & set(STRAY_TABLES)
    assert set(drifted.facts.moved) == set(STRAY_TABLES)
    elsewhere = rows(
        drifted.dsn,
        "select relname from pg_class c join pg_namespace n on n.oid = relnamespace"
        " where nspname = %s and relkind = 'S' and relname <> all(%s)",
        STRAY_SCHEMA,
        [f"{table}_id_seq" for table in STRAY_TABLES],
    )
    assert elsewhere == []


def test_the_ledger_is_content(drifted: Made, right: Made) -> None:
    """django_migrations is in public, has all twelve applied, and is the same with and without the drift."""
    query = "select app, name, applied from public.django_migrations order by id"
    ledger = rows(drifted.dsn, query)
    assert {("user_profile", name) for name in STRAY_TABLES.values()} <= {row[:2] for row in ledger}
    assert ledger == rows(right.dsn, query)
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=PROJECT,
        env=wrong_schema.environment(drifted.dsn),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_about_item_is_that_of_the_incident(drifted: Made) -> None:
    """The table has the twelve columns, the three indexes and the foreign key of the write-up, by name."""
    columns = rows(
        drifted.dsn,
        "select column_name from information_schema.columns where table_name = %s order by ordinal_position",
        "user_profile_about_item",
    )
    assert [name for (name,) in columns] == ABOUT_ITEM
    indexes = rows(drifted.dsn, "select indexname from pg_indexes where tablename = %s", "user_profile_about_item")
    assert {name for (name,) in indexes} == {
        "user_profile_about_item_pkey",
        "user_profile_about_item_user_profile_id_43dd89ae",
        "user_profil_user_pr_c20dce_idx",
        "user_profil_user_pr_d7c270_idx",
    }
    keys = rows(
        drifted.dsn,
        "select conname, confrelid::regclass::text from pg_constraint"
        " where conrelid = 'test_schema.user_profile_about_item'::regclass and contype = 'f'",
    )
    assert keys == [("user_profile_about_i_user_profile_id_43dd89ae_fk_user_prof", "user_profile_userprofile")]


def test_foreign_keys_cross_and_stay_within(drifted: Made) -> None:
    """Of the stray tables some refer to public and some to each other; nothing in public refers to them."""
    query = (
        "select distinct n1.nspname || '>' || n2.nspname from pg_constraint k"
        " join pg_class c1 on c1.oid = conrelid join pg_namespace n1 on n1.oid = c1.relnamespace"
        " join pg_class c2 on c2.oid = confrelid join pg_namespace n2 on n2.oid = c2.relnamespace"
        " where contype = 'f' order by 1"
    )
    assert [pair for (pair,) in rows(drifted.dsn, query)] == [
        "public>public",
        "test_schema>public",
        "test_schema>test_schema",
    ]


def test_rows_are_there_and_counted(drifted: Made, right: Made) -> None:
    """Every stray table has hundreds of rows, as many as Facts says, with and without the drift."""
    assert drifted.facts.rows == right.facts.rows
    with psycopg.connect(drifted.dsn) as connection:
        for table in STRAY_TABLES:
            query = sql.SQL("select count(*) from {}").format(sql.Identifier(STRAY_SCHEMA, table))
            found = connection.execute(query).fetchone()
            assert found == (drifted.facts.rows[table],)
            assert drifted.facts.rows[table] >= 200


def test_endpoints_fail_while_the_tables_are_astray(drifted: Made) -> None:
    """Every endpoint but /healthz answers 500 with the database's text, the one that Facts holds."""
    assert set(drifted.facts.errors) == set(BROKEN)
    with wrong_schema.serve(drifted.dsn) as base:
        assert get(base, "/healthz") == (200, "ok\n")
        for path in BROKEN:
            status, body = get(base, path)
            assert status == 500
            assert re.search(r'relation "user_profile_\w+" does not exist', body)
            assert body.strip() == drifted.facts.errors[path]
    assert 'relation "user_profile_about_item" does not exist' in drifted.facts.errors[ENDPOINTS[2]]


def test_endpoints_answer_without_the_drift(right: Made) -> None:
    """The same project on the right database answers 200 everywhere; test_schema is there and empty."""
    assert right.facts.errors == {}
    assert right.facts.moved == ()
    with wrong_schema.serve(right.dsn) as base:
        assert [get(base, path)[0] for path in ENDPOINTS] == [200] * len(ENDPOINTS)
    assert rows(right.dsn, "select 1 from pg_namespace where nspname = %s", STRAY_SCHEMA) == [(1,)]
    assert tables_of(right.dsn, STRAY_SCHEMA) == set()


def test_each_move_uncovers_the_next(pg_server: PrivateServer, drifted: Made, right: Made) -> None:
    """Moving what each error names ends, after twelve rounds, at a database that dumps like the right one."""
    pg_server.create_database("ws_moved", template="ws_drifted")
    dsn = pg_server.dsn("ws_moved")
    moved: list[str] = []
    try:
        with wrong_schema.serve(dsn) as base, psycopg.connect(dsn, autocommit=True) as connection:
            for path in BROKEN:
                while (answer := get(base, path))[0] == 500:
                    found = re.search(r'relation "(\w+)" does not exist', answer[1])
                    assert found is not None, answer
                    table = found[1]
                    move = sql.SQL("alter table {} set schema public")
                    connection.execute(move.format(sql.Identifier(STRAY_SCHEMA, table)))
                    moved.append(table)
                assert answer[0] == 200
        assert set(moved) == set(STRAY_TABLES)
        public_page = moved[moved.index("user_profile_about_item") :]
        assert public_page[:2] == ["user_profile_about_item", "user_profile_stream_config"]
        assert dump(pg_server, dsn) == dump(pg_server, right.dsn)
        assert dump(pg_server, drifted.dsn) != dump(pg_server, right.dsn)
    finally:
        pg_server.drop_database("ws_moved")


def test_a_database_with_anything_in_it_is_refused(drifted: Made) -> None:
    """A second build on the same database is a usage error that names what is there, and changes nothing."""
    with pytest.raises(UsageError, match=r"not empty: it has public\."):
        wrong_schema.build(drifted.dsn)
    assert tables_of(drifted.dsn, STRAY_SCHEMA) == set(STRAY_TABLES)


def test_an_unusable_interpreter_or_database_is_told() -> None:
    """No interpreter, no Django, no server, no database name: each is an error with what happened."""
    with pytest.raises(SourceError, match="cannot be started"):
        wrong_schema.build("host=/nowhere dbname=x", python="/nowhere/python")
    with pytest.raises(SourceError, match="could not be made: OperationalError"):
        wrong_schema.build("host=/nowhere dbname=x")
    with pytest.raises(UsageError, match="names no database"):
        wrong_schema.environment("host=/nowhere")
    with pytest.raises(UsageError, match="cannot be read"):
        wrong_schema.environment("nonsense")


def test_the_environment_is_clean(right: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer's shell says about Django, Python or other databases does not reach the project."""
    for name in (
        "DJANGO_SETTINGS_MODULE",
        "PYTHONPATH",
        "PGDATABASE",
        "PGPASSWORD",
        "PLAYERHUB_DB_SEARCH_PATH",
    ):
        monkeypatch.setenv(name, "elsewhere")
    env = wrong_schema.environment(make_conninfo(right.dsn, password="canary"))
    assert "PYTHONPATH" not in env
    assert "elsewhere" not in " ".join(env.values())
    assert {name for name, value in env.items() if "canary" in value} == {"DATABASE_URL"}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_password_on_a_command_line(right: Made) -> None:
    """The server's command line names neither the database nor the password."""
    with wrong_schema.serve(make_conninfo(right.dsn, password="canary-7f3")):
        lines = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                lines.append((process / "cmdline").read_bytes().decode(errors="replace"))
            except OSError:
                continue
        ours = [line for line in lines if "_server.py" in line]
        assert ours
        assert not [line for line in ours if "ws_right" in line]
        assert not [line for line in lines if "canary-7f3" in line]


def test_the_server_ends_with_a_killed_parent(right: Made) -> None:
    """Nobody listens any more a moment after the process that started the server was killed."""
    code = (
        "import sys, time\n"
        "from drifttools.demos.wrong_schema import serve\n"
        "with serve(sys.stdin.readline().strip()) as base:\n"
        "    print(base, flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(wrong_schema.__file__).parents[3],
    )  # fmt: skip
    with parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(right.dsn + "\n")
        parent.stdin.flush()
        base = parent.stdout.readline().strip()
        assert get(base, "/healthz")[0] == 200
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            get(base, "/healthz")
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail(f"{base} still answers")


@pytest.mark.parametrize("found", ["PLAYERHUB_DB", "DATABASE_URL", "PG"])
def test_the_project_finds_its_database(right: Made, found: str) -> None:
    """The settings take PLAYERHUB_DB_*, then DATABASE_URL, then libpq's variables; each alone is enough."""
    info = psycopg.conninfo.conninfo_to_dict(right.dsn)
    names = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "dbname": "NAME" if found[-1] == "B" else "DATABASE",
    }
    env = {key: value for key, value in wrong_schema.environment(right.dsn).items() if key != "DATABASE_URL"}
    if found == "DATABASE_URL":
        env[found] = right.dsn
    else:
        prefix = "PLAYERHUB_DB_" if found == "PLAYERHUB_DB" else "PG"
        env |= {prefix + names[key]: str(value) for key, value in info.items()}
    if found == "PLAYERHUB_DB":
        env["DATABASE_URL"] = "postgresql://nobody@nowhere.invalid/none"
    env["PLAYERHUB_DB_SEARCH_PATH"] = "test_schema, public"
    program = (
        "import django; django.setup()\n"
        "from django.db import connection as c\n"
        "with c.cursor() as cursor:\n"
        "    cursor.execute('select current_database(), current_setting(%s)', ['search_path'])\n"
        "    print(*cursor.fetchone(), sep='|')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "ws_right|test_schema, public", done.stderr


def test_two_builds_are_the_same(pg_server: PrivateServer, drifted: Made) -> None:
    """A second build elsewhere gives the same Facts and the same dump, to the byte."""
    try:
        again = make(pg_server, "ws_again", right=False)
        assert again.facts == drifted.facts
        assert dump(pg_server, again.dsn) == dump(pg_server, drifted.dsn)
    finally:
        pg_server.drop_database("ws_again")
