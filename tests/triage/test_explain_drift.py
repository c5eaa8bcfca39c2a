"""Error texts beside what should be there: migrations, the findings of an audit, the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

import drifttools as dt
from drifttools.catalog.server import PrivateServer
from drifttools.incident.record import FindingsFile
from drifttools.model.sighting import Origin
from tests.conftest import MakeDatabase

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation


MIGRATIONS = {
    "001_users.sql": "create table public.users (id int primary key, full_name text, phone text);",
    "002_orders.sql": "create table public.orders (id int primary key);",
    "003_label.sql": "create type public.mood as enum ('sad', 'happy', 'calm');",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a directory of SQL migrations."""
    directory = tmp_path / "migrations"
    directory.mkdir()
    for name, text in MIGRATIONS.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory


LIVE = """
    create table public.users (id int primary key, full_name text);
    create schema test_schema; create table test_schema.orders (id int primary key);
    create type public.mood as enum ('sad', 'happy');
    create table public.schema_migrations (version text primary key);
"""


def test_the_migrations_and_the_findings_are_laid_beside_it(database: MakeDatabase, project: Path, tmp_path: Path) -> None:
    """With an expected state the migration that makes it is named; after an audit the finding and the plan too."""
    dsn = database(LIVE)
    before = dt.investigate(dsn, f"sql:{project}", reports=tmp_path / "reports")
    (one,) = before.explain("column users.phone does not exist").explanations
    assert one.origin is Origin.DRIFT
    assert any("001_users" in each.fact and each.source.endswith("001_users.sql:1") for each in one.evidence)

    before.audit()
    after = dt.investigate(dsn, f"sql:{project}", reports=tmp_path / "reports")
    (column,) = after.explain("column users.phone does not exist").explanations
    (table,) = after.explain('relation "orders" does not exist').explanations
    (enum,) = after.explain('invalid input value for enum mood: "calm"').explanations
    (code,) = after.explain("column users.nickname does not exist").explanations
    for found in (column, table, enum):
        assert found.origin is Origin.DRIFT
        assert found.findings
        assert any(step.command.startswith("drift plan ") for step in found.advice)
    assert "public.orders" in table.sentence
    assert code.origin is Origin.CODE
    assert not code.findings


def test_a_revision_that_is_not_on_disk_is_found_in_the_ledger(database: MakeDatabase, tmp_path: Path) -> None:
    """The ledger that holds the lost revision is named."""
    dsn = database(
        "create schema app; create table app.alembic_version (version_num varchar(32) not null"
        " constraint alembic_version_pkc primary key); insert into app.alembic_version values ('c9d0e1f2a3b4')"
    )
    text = "alembic.util.exc.CommandError: Can't locate revision identified by 'c9d0e1f2a3b4'"
    (one,) = dt.investigate(dsn, reports=tmp_path).explain(text).explanations
    assert one.origin is Origin.HISTORY
    assert one.sentence.startswith("app.alembic_version is at c9d0e1f2a3b4")


EXPECTED = """
    create schema app; create schema billing;
    create table app.users (id uuid primary key, name text not null default '', email text, team_id int);
    alter table app.users add constraint users_email_key unique (email);
    create table app.teams (id int primary key); create table billing.teams (id int primary key);
    alter table app.users add constraint users_team_fkey foreign key (team_id) references app.teams;
    create type app.mood as enum ('sad', 'happy');
    create function app.half(integer) returns integer language sql as 'select $1 / 2';
    grant usage on schema app to dr_web; grant select, insert on app.users to dr_web;
    create table app.secured (id int, owner text); alter table app.secured enable row level security;
    create policy writes on app.secured for insert to dr_web with check (true); grant insert on app.secured to dr_web;
    alter table app.users add constraint users_name_check check (length(name) < 50);
    create view app.active as select id from app.users;
"""
ACTUAL = """
    create schema app; create schema billing;
    create table app.users (id text primary key, name text not null, email text, team_id int);
    create table app.teams (id int primary key); create table billing.teams (id int primary key);
    alter table app.users add constraint users_team_fkey foreign key (team_id) references billing.teams;
    create type app.mood as enum ('sad');
    grant usage on schema app to dr_web;
    create table app.secured (id int, owner text); alter table app.secured enable row level security;
    grant insert on app.secured to dr_web;
    alter table app.users add constraint users_name_check check (length(name) < 5);
"""
DRIFTED = {
    "a privilege": ("permission denied for table users", "", "privilege"),
    "a policy": ('new row violates row-level security policy for table "secured"', "", "policy"),
    "a label": ('invalid input value for enum app.mood: "happy"', "", "enum"),
    "a default": ('null value in column "name" of relation "users" violates not-null constraint', "", "column"),
    "a unique key": (
        "there is no unique or exclusion constraint matching the ON CONFLICT specification",
        "STATEMENT:  insert into app.users (id) values ('1') on conflict (email) do nothing", "constraint",
    ),
    "a foreign key": (
        'insert or update on table "users" violates foreign key constraint "users_team_fkey"',
        'DETAIL:  Key (team_id)=(1) is not present in table "teams".', "constraint",
    ),
    "a check": ('new row for relation "users" violates check constraint "users_name_check"', "", "constraint"),
    "a function": ("function app.half(integer) does not exist", "", "routine"),
    "a view": ('relation "app.active" does not exist', "", "view"),
    "a type": ("operator does not exist: text = uuid", "LINE 1: ... from app.users u where u.id = '1'::uuid", "column"),
    "a type on inserting": (
        'column "id" is of type text but expression is of type uuid', "LINE 1: insert into app.users values (1)", "column",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def audited(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Investigation]:
    """Give an investigation of a database that has drifted in every way, after its audit."""
    names = ("triage_expected", "triage_actual")
    with psycopg.connect(pg_server.dsn("postgres"), autocommit=True) as admin:
        admin.execute("create role dr_web login")
    for name, sql in zip(names, (EXPECTED, ACTUAL), strict=True):
        pg_server.create_database(name)
        with psycopg.connect(pg_server.dsn(name), autocommit=True) as admin:
            admin.execute(sql.encode())
    inv = dt.investigate(
        pg_server.dsn(names[1]), f"database:{pg_server.dsn(names[0])}", reports=tmp_path_factory.mktemp("reports")
    )
    inv.audit()
    yield inv
    for name in names:
        pg_server.drop_database(name)
    with psycopg.connect(pg_server.dsn("postgres"), autocommit=True) as admin:
        admin.execute("drop role dr_web")


@pytest.mark.parametrize("case", DRIFTED)
def test_the_finding_that_an_error_comes_from_is_named(audited: Investigation, case: str) -> None:
    """After an audit an error that comes from drift names its finding, says that it is drift, and offers the plan."""
    message, more, kind = DRIFTED[case]
    (one,) = audited.explain(f"{message}\n{more}", role="dr_web").explanations
    findings = {entry.id: entry.finding for entry in audited.folder.read(FindingsFile, "findings.json", needs="").findings}
    assert one.origin is Origin.DRIFT, one.sentence
    assert kind in {findings[found].kind for found in one.findings}
    assert any(step.command.startswith("drift plan ") for step in one.advice)


def test_what_was_repaired_meanwhile_is_no_finding(database: MakeDatabase, project: Path, tmp_path: Path) -> None:
    """An incident's finding that no longer holds is said to be so, and no plan is offered for it."""
    dsn = database(LIVE)
    inv = dt.investigate(dsn, f"sql:{project}", reports=tmp_path / "reports")
    inv.audit()
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute("alter table test_schema.orders set schema public")
        admin.execute("alter table public.users add column phone text")
    for text in ('relation "orders" does not exist', "column users.phone does not exist"):
        (one,) = inv.explain(text).explanations
        assert one.origin is Origin.SESSION
        assert not one.findings
        assert any("is no longer so" in each.fact for each in one.evidence)
