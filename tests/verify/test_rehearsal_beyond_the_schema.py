"""What belongs to the database itself, or to its server, is rehearsed on the copy and never on the live one."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg import sql

import drifttools as dt
from drifttools.catalog.connect import parse_target
from drifttools.catalog.scratch import Scratch
from drifttools.catalog.server import PrivateServer
from drifttools.sql.database import THIS_DATABASE, for_copy, in_database
from drifttools.verify.rehearsal import rehearse
from tests.conftest import MakeDatabase
from tests.loop import make_roles, plan_for, snapshot

SCHEMA = "create schema app; create table app.t (id int primary key); insert into app.t values (1);"


def settings(dsn: str, *statements: str) -> None:
    """Run statements in which `{}` is the name of the database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(sql.Identifier(connection.info.dbname)))  # type: ignore[arg-type]


def kept(dsn: str) -> list[tuple[object, ...]]:
    """Give all settings of the server, as the catalog has them."""
    with psycopg.connect(dsn) as connection:
        query = "select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2"
        return connection.execute(query).fetchall()


def test_a_database_is_repaired_whole(database: MakeDatabase, server: PrivateServer, tmp_path: Path) -> None:
    """A search_path on the database is found, rehearsed on the copy, applied to the live database, and then right."""
    make_roles(server)
    right, wrong = database(SCHEMA), database(SCHEMA, name='Odd "live" database')
    settings(right, "alter database {} set search_path to app, public", "alter database {} owner to app_writer")
    settings(
        wrong,
        "alter database {} set search_path to public",
        "alter database {} set default_transaction_read_only to on",
        "alter role app_reader in database {} set lock_timeout to '3s'",
        "revoke connect on database {} from public",
    )
    inv = dt.investigate(wrong, f"database:{right}", reports=tmp_path, title="settings")
    found = {(f.kind, f.label, f.change) for f in inv.audit(smoke=False).findings}
    assert found == {
        ("database", "itself", "changed"),
        ("database setting", "search_path", "changed"),
        ("database setting", "default_transaction_read_only", "unexpected"),
        ("database setting", "app_reader.lock_timeout", "unexpected"),
    }
    plan = inv.plan(drop=["*"])
    before = kept(wrong)
    rehearsed = inv.rehearse(plan)
    assert rehearsed.state == "PASS", rehearsed
    assert kept(wrong) == before
    said = [statement for step in plan.steps for statement in step.statements]
    assert 'alter database "Odd ""live"" database" set search_path to \'app\', \'public\'' in said
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify(smoke=False)
    assert verdict.state == "PASS", verdict.failed
    with psycopg.connect(wrong) as connection:
        assert connection.execute("show search_path").fetchone() == ("app, public",)


def test_roles_of_a_server_that_is_not_ours_are_not_touched(database: MakeDatabase, server: PrivateServer) -> None:
    """Where the scratch server is the live one, a step on a role's settings is not rehearsed, and the verdict says so."""
    make_roles(server)
    live = database(SCHEMA)
    settings(live, "alter role app_writer set lock_timeout to '1s'")
    expected = snapshot(live)
    settings(live, "alter role app_writer set lock_timeout to '2s'", "alter database {} set work_mem to '8MB'")
    actual = snapshot(live)
    plan = plan_for(expected, actual)
    assert {step.kind for step in plan.steps} == {"database setting", "role setting"}
    before = kept(live)
    with Scratch(parse_target(server.dsn()), "configured") as scratch:
        verdict = rehearse(plan, parse_target(live), expected, scratch).verdict
    assert kept(live) == before
    assert [check.reason for check in verdict.checks if "reach beyond the copy" in check.reason]
    assert all(check.state == "PASS" for check in verdict.checks), verdict
    settings(live, "alter role app_writer reset all")


@pytest.mark.parametrize("database", ["prod", 'a "b"', "Odd database x", "select"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("alter database ", " set search_path to 'database prod '"),
        ('alter role "a database prod " in database ', " reset work_mem"),
        ("alter role app in database ", " set work_mem to '1'"),
        ("comment on database ", " is 'database prod is'"),
        ("grant CONNECT, CREATE on database ", " to app"),
    ],
)
def test_a_statement_is_for_one_database(before: str, after: str, database: str) -> None:
    """Only the name of the database is replaced, whatever else says the same; another statement is refused."""
    planned = in_database(f"{before}{THIS_DATABASE}{after}", database)
    assert for_copy(planned, database, "copy") == f"{before}copy{after}"
    assert for_copy(planned, "another", "copy") is None


def test_a_plan_says_what_is_not_rehearsed(database: MakeDatabase) -> None:
    """Steps about other servers and about what the machine has installed say why no copy tries them."""
    expected = snapshot(
        database(
            "create subscription s connection 'port=1' publication p with (connect = false, slot_name = none);"
            " create extension hstore version '1.8'; create table t (id int)"
        )
    )
    plan = plan_for(expected, snapshot(database("create extension hstore version '1.5'")))
    said = {step.kind: " ".join(step.notes) for step in plan.steps}
    assert said["subscription"].startswith("not rehearsed: ")
    assert said["extension version"].startswith("not rehearsed: ")
    assert not said["table"]
