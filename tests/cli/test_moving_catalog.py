"""Commands on a database that somebody else is changing all the time: an answer or "could not check", never a false one."""

from __future__ import annotations

import itertools
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]
BASE = """
create schema app;
create table app.t (id serial primary key, x int, y text);
insert into app.t (x) select generate_series(1, 50);
create view app.v as select id, x from app.t;
create function app.f(int) returns int language sql as 'select $1';
"""
# each turn of the migration; what it makes is gone again at its end, and what it drops is there again
MIGRATIONS = {
    "objects come and go": """
        create table app.coming (a serial primary key, b text unique check (b <> ''), c int references app.t);
        create view app.seen as select a, b from app.coming;
        create materialized view app.kept as select count(*) from app.coming;
        create index on app.coming (c, b);
        create function app.g(app.coming) returns text language sql as 'select $1.b';
        alter table app.coming enable row level security;
        create policy p on app.coming using (c > 0);
        create type app.mood as enum ('a', 'b');
        comment on table app.coming is 'soon gone';
        drop function app.g(app.coming); drop materialized view app.kept; drop view app.seen; drop table app.coming;
        drop type app.mood
    """,
    "objects are replaced": """
        alter table app.t add column z int default 5, alter column y type varchar(30);
        create or replace view app.v as select id, x, z from app.t;
        drop function app.f(int); create function app.f(a int) returns int language sql as 'select 1';
        drop view app.v; alter table app.t drop column z, alter column y type text;
        create view app.v as select id, x from app.t;
        drop function app.f(int); create function app.f(int) returns int language sql as 'select $1'
    """,
    "temporary tables come and go": """
        create temp table x (a serial primary key, b text); create temp view y as select * from x; drop table x cascade
    """,
}


@contextmanager
def migrating(dsn: str, script: str) -> Iterator[None]:
    """Run the statements over and over, each in its own transaction."""
    stop = threading.Event()
    failed: list[psycopg.Error] = []
    statements = [statement for statement in script.split(";") if statement.strip()]

    def migrate() -> None:
        try:
            with psycopg.connect(dsn, autocommit=True) as connection:
                for statement in itertools.chain.from_iterable(itertools.repeat(statements)):
                    connection.execute(statement.encode())
                    if statement == statements[-1] and stop.wait(0.005):
                        return
        except psycopg.Error as problem:
            failed.append(problem)

    writer = threading.Thread(target=migrate)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()
    assert not failed, failed


def told(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Whatever happens, a command speaks to its user and shows no traceback."""
    assert "Traceback" not in done.stdout + done.stderr, done
    assert "defect of drifttools" not in done.stderr, done
    return done


@pytest.mark.parametrize("migration", MIGRATIONS)
def test_a_moving_database_that_differs_is_never_clean(migration: str, database: MakeDatabase, drift: Run) -> None:
    """While somebody migrates, `diff` and `audit` find the table that is always there or say that they cannot tell."""
    expected = database(BASE)
    actual = database(BASE + "create table app.always (a int);")
    commands = (
        ("diff", actual, f"database:{expected}"),
        ("diff", actual, f"database:{expected}", "--format", "sql"),
        ("diff", expected, f"database:{actual}"),
        ("audit", actual, "--expected", f"database:{expected}"),
    )
    with migrating(actual, MIGRATIONS[migration]):
        for command in commands:
            done = told(drift(*command))
            assert done.returncode in {1, 3}, (command, done)
            if done.returncode == 1:
                assert "always" in done.stdout + done.stderr, done
            elif not done.stdout:
                assert "changed during" in done.stderr, done
            if migration.startswith("temporary"):
                assert done.returncode == 1, done


def test_a_moving_database_that_is_equal_has_no_other_answer(database: MakeDatabase, drift: Run) -> None:
    """Where only objects of the migration itself can differ, nothing else is ever named."""
    expected, actual = database(BASE), database(BASE)
    with migrating(actual, MIGRATIONS["objects come and go"]):
        for _ in range(3):
            done = told(drift("-q", "diff", actual, f"database:{expected}", "--format", "json"))
            assert done.returncode in {0, 1, 3}, done
            for stays in ('"app.t"', '"app.v"', '"app.f(integer)"'):
                assert stays not in done.stdout, done
