"""No comment that `pg_dump` restores is overlooked, on whatever it is."""

from __future__ import annotations

import re

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from tests.conftest import MakeDatabase
from tests.loop import dump, snapshot

# each as COMMENT ON names it, after what makes it; the grammar of PostgreSQL 18, without roles and tablespaces, which are
# of the whole server, and large objects, whose comments are counted as not compared
OBJECTS = {
    "access method m": "create access method m type index handler bthandler",
    "aggregate total(int)": "create aggregate total(int) (sfunc = int4pl, stype = int)",
    "cast (line as text)": "create cast (line as text) with inout",
    "collation german": "create collation german (provider = libc, locale = 'C')",
    "column held.a": "create table held (a int primary key, b int, c int not null)",
    "column seen.a": "create view seen as select a from held",
    "column kept.a": "create materialized view kept as select a from held",
    "column pair.a": "create type pair as (a int)",
    "column remote.a": "create foreign data wrapper w; create server s foreign data wrapper w;"
    " create foreign table remote (a int) server s",
    "constraint held_pkey on held": "",
    "constraint positive on held": "alter table held add constraint positive check (a > 0)",
    "constraint held_c_not_null on held": "",
    "constraint small on domain number": "create domain number as int constraint small check (value < 9)",
    "conversion c": "create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8",
    "database": "",
    "domain number": "",
    "extension citext": "create extension citext",
    "event trigger tells": "create function tell() returns event_trigger language plpgsql as 'begin end';"
    " create event trigger tells on ddl_command_end execute function tell()",
    "foreign data wrapper w": "",
    "foreign table remote": "",
    "function f(int)": "create function f(int) returns int language sql as 'select 1'",
    "index of_held": "create index of_held on held (b)",
    "index held_pkey": "",
    "materialized view kept": "",
    "operator === (int, int)": "create operator === (function = int4eq, leftarg = int, rightarg = int)",
    "operator class ints using btree": "create operator class ints for type int using btree as operator 1 <,"
    " function 1 btint4cmp(int, int)",
    "operator family ints using btree": "",
    "policy own on held": "create policy own on held",
    "language l": "create function h() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';"
    " create language l handler h",
    "procedure p()": "create procedure p() language sql as 'select 1'",
    "publication all_of_it": "create publication all_of_it",
    "routine g()": "create function g() returns int language sql as 'select 1'",
    "rule keep on held": "create rule keep as on delete to held do instead nothing",
    "schema app": "create schema app",
    "sequence counts": "create sequence counts",
    "server s": "",
    "statistics of_both": "create statistics of_both on a, b from held",
    "subscription heard": "create subscription heard connection 'port=1' publication p"
    " with (connect = false, slot_name = none)",
    "table held": "",
    "text search configuration words": "create text search configuration words (parser = default)",
    "text search dictionary plain": "create text search dictionary plain (template = simple)",
    "text search parser parses": "create text search parser parses (start = prsd_start, gettoken = prsd_nexttoken,"
    " end = prsd_end, lextypes = prsd_lextype)",
    "text search template folds": "create text search template folds (lexize = dsimple_lexize)",
    "transform for int language sql": "create transform for int language sql"
    " (from sql with function prsd_lextype(internal))",
    "trigger acts on held": "create function act() returns trigger language plpgsql as 'begin end';"
    " create trigger acts before insert on held execute function act()",
    "type colour": "create type colour as enum ('red')",
    "type span": "create type span as range (subtype = int)",
    "type pair": "",
    "type shell": "create type shell",
    "view seen": "",
}
# said of what PostgreSQL keeps and dumps otherwise
NEW_IN = {"constraint held_c_not_null on held": 18}


@pytest.fixture
def commented(major: int, database: MakeDatabase) -> str:
    """Return a database in which everything has a comment that says what it is on."""
    dsn = database(";\n".join(filter(None, OBJECTS.values())))
    with psycopg.connect(dsn) as connection:
        for what in OBJECTS:
            if NEW_IN.get(what, 0) <= major:
                on = what if what != "database" else f'database "{connection.info.dbname}"'
                connection.execute(f"comment on {on} is 'on {what}'".encode())
    return dsn


def test_every_comment_of_a_dump_is_read(major: int, server: PrivateServer, commented: str) -> None:
    """What COMMENT ON knows and `pg_dump` restores is in the snapshot: in rows of comments, or where its kind keeps it."""
    dumped = set(re.findall(r"^COMMENT ON .* IS '(on .*)';$", dump(server, commented), re.MULTILINE))
    assert dumped == {f"on {what}" for what in OBJECTS if NEW_IN.get(what, 0) <= major}
    rows = snapshot(commented).rows.values()
    text = "\n".join(line.decode() for kind in rows for line in kind.lines)
    assert {one for one in dumped if not re.search(rf'(^|[\t"]){re.escape(one)}(\t|\\*"|$)', text, re.MULTILINE)} == set()
