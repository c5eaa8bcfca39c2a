"""An object that the server itself cannot print is named as unread, and hides nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog import isolate
from drifttools.catalog.isolate import PATIENCE_S
from drifttools.catalog.server import PrivateServer
from drifttools.catalog.stamp import read_stamp
from drifttools.compare.engine import compare
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change
from drifttools.sql.dialect import Dialect
from tests.conftest import MakeDatabase
from tests.loop import findings_text, make_roles, reading, snapshot

SCHEMA = """
create schema app;
create function app.gone(int) returns int language sql immutable as 'select $1';
create function app.odd(int) returns int language sql immutable as 'select $1';
create function app.fine(int) returns int language sql immutable as 'select $1';
create table app.t (id int primary key, x int check (app.gone(x) > 0), y int default app.gone(3));
create table app.u (id int primary key references app.t, z int);
create view app.broken as select app.gone(id) as g from app.t;
create view app.whole as select id from app.u;
create materialized view app.kept as select z from app.u;
create index on app.t (app.gone(x));
create index on app.u (z);
create policy p on app.u using (app.gone(z) > 0);
grant select on app.broken, app.whole to app_reader;
comment on view app.broken is 'c';
"""
# what a crash, a bad disk or a superuser's mistake leaves: a row is gone, and what refers to it is not
DAMAGE = {
    "a function that a view, a check, a default, an index and a policy call is gone": (
        "delete from pg_proc where proname = 'gone'",
        {"app.broken", "app.t", "app.u"},
    ),
    "the language of a function is gone": ("update pg_proc set prolang = 4711 where proname = 'odd'", {"app.odd"}),
    "a column that a view reads is gone": (
        "delete from pg_attribute where attrelid = 'app.t'::regclass and attname = 'id'",
        {"app.broken", "app.t", "app.u"},
    ),
    "the type of a column is gone": (
        "update pg_attribute set atttypid = 4711 where attrelid = 'app.u'::regclass and attname = 'z'",
        {"app.u", "app.kept"},
    ),
    "the operator class of an index is gone": (
        "update pg_index set indclass = '4711' where indrelid = 'app.u'::regclass and not indisprimary",
        {"app.u"},
    ),
}


def damaged(dsn: str, statement: str) -> None:
    """Damage the catalog as only a superuser can."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("set allow_system_table_mods = on")
        connection.execute(statement.encode())


@pytest.mark.parametrize("what", DAMAGE)
def test_what_cannot_be_printed_is_named_and_all_else_is_read(
    what: str, server: PrivateServer, database: MakeDatabase, major: int
) -> None:
    """Each sort of damage is unknown where it is; other objects are compared, and what differs there is still found."""
    make_roles(server)
    statement, about = DAMAGE[what]
    whole = snapshot(database(SCHEMA))
    dsn = database(SCHEMA + "create table app.more (a int); drop view app.whole;")
    damaged(dsn, statement)
    seen = snapshot(dsn)
    assert set(seen.rows) == set(whole.rows), f"{major}: every kind was read, but for {seen.unread}"
    found = compare(whole, seen)
    unknown = {finding.label for finding in found.findings if finding.change is Change.UNKNOWN}
    told = unknown | {finding.label.rpartition(".")[0] for finding in found.findings} | {f.label for f in found.findings}
    assert unknown <= about, findings_text(found)
    assert told & about, f"nothing says what is wrong: {findings_text(found)}"
    others = {finding.label for finding in found.findings if finding.change is not Change.UNKNOWN}
    assert {"app.more", "app.whole"} <= others, findings_text(found)


def test_a_damaged_database_is_never_clean_on_the_command_line(
    server: PrivateServer, database: MakeDatabase, tmp_path: Path
) -> None:
    """`drift diff` ends with 3 and names the object, without a traceback, even where all that could be read is equal."""
    make_roles(server)
    expected, actual = database(SCHEMA), database(SCHEMA)
    for dsn in (expected, actual):
        damaged(dsn, "update pg_proc set prolang = 4711 where proname = 'odd'")
    for style in ("text", "json", "sql"):
        command = [sys.executable, "-m", "drifttools", "diff", actual, f"database:{expected}", "--format", style]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 3, done
        assert "Traceback" not in done.stderr
        assert "defect" not in done.stderr
        assert "app.odd" in done.stdout + done.stderr


def test_many_damaged_objects_are_all_named(server: PrivateServer, database: MakeDatabase) -> None:
    """Of hundreds of functions every tenth is damaged: exactly those are unread."""
    assert server.running
    make = "create function f{n}() returns int language sql as 'select {n}';"
    dsn = database("".join(make.format(n=n) for n in range(200)))
    damaged(dsn, "update pg_proc set prolang = 4711 where proname ~ '^f[0-9]*0$'")
    seen = snapshot(dsn)
    assert {entry.object for entry in seen.unread} == {f"public.f{n}" for n in range(0, 200, 10)}
    assert len(seen.rows["routine"]) == 180


def test_patience_has_an_end(database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where telling the damaged objects apart takes too long, the whole kind is unread, and says so."""
    dsn = database("create function f() returns int language sql as 'select 1'; create view v as select 1 as a;")
    damaged(dsn, "update pg_proc set prolang = 4711 where proname = 'f'")
    monkeypatch.setattr(isolate, "PATIENCE_S", -PATIENCE_S)
    seen = snapshot(dsn)
    assert [(entry.kind, entry.object) for entry in seen.unread] == [("routine", "")]
    assert "routine" not in seen.rows
    assert len(seen.rows["view"]) == 1


def test_temporary_tables_do_not_move_the_catalog(database: MakeDatabase) -> None:
    """A database in which temporary tables come and go can be read; a permanent one that comes is noticed."""
    dsn = database("create table t (a int);")
    with reading(dsn) as own, psycopg.connect(dsn, autocommit=True) as other:
        before = read_stamp([own])
        other.execute("create temp table x (a serial primary key, b text default 'x' check (b <> ''))")
        other.execute("create temp view v as select * from x")
        assert read_stamp([own]) == before
        other.execute("drop table x cascade")
        assert read_stamp([own]) == before
        other.execute("comment on table t is 'changed'")
        assert read_stamp([own]) != before


def test_whatever_a_kind_reads_is_in_the_stamp(database: MakeDatabase) -> None:
    """Each catalog that a query of a kind names is stamped, so that its change during a reading is noticed."""
    dsn = database()
    with reading(dsn) as own:
        stamped = {part[0] for part in read_stamp([own]).parts}
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'"
            " and not relisshared"
        ).fetchall()
    tables = {str(row[0]) for row in rows}
    queries = (kind.queries[Dialect.POSTGRESQL] for kind in KINDS)
    named = {word for query in queries for word in re.findall(r"pg_catalog\.(pg_\w+)", query)} & tables
    assert named - stamped <= {"pg_depend"}, "it changes only with an object, and is the largest of all"
