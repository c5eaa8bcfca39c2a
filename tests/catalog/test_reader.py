"""The reader: whole or named as unread, the same for every role and every setting, and a query a kind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import psycopg
import pytest

from drifttools.catalog import reader
from drifttools.catalog.connect import Connection
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.errors import CatalogError
from drifttools.kinds.base import Kind, declared, key
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change
from drifttools.sql.dialect import Dialect
from tests.conftest import MakeDatabase
from tests.loop import findings_text, make_roles, reading, snapshot

SCHEMA = """
create schema app;
create type app.mood as enum ('sad', 'happy');
create table app.users (id serial primary key, name text default 'x' check (name <> ''), m app.mood);
create table app.orders (id int generated always as identity primary key, user_id int references app.users,
    day date default '2025-02-03', at timestamptz default '2025-01-02 03:04:05+00', span interval default '1 day 2 hours',
    ratio float default 0.1, total numeric generated always as (1) stored);
create index orders_day on app.orders (day, (span + interval '1 day 2 hours')) where day > '2025-01-01';
create policy ours on app.users as restrictive using (exists (select 1 from app.orders o where o.user_id = users.id));
create view app.v as select id, day + 1 as next from app.orders where at > '2025-05-05 12:00+00';
create materialized view app.mv as select count(*) from app.users;
create function app.f(int) returns int language sql immutable as 'select $1';
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before update on app.users for each row execute function app.touch();
alter table app.users enable row level security;
create policy p on app.users using (id > 0);
create view app.apart as select 1 as x;
grant select on app.users to app_reader;
"""


@contextmanager
def session(dsn: str, *statements: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Keep a transaction open in another session."""
    with psycopg.connect(dsn, application_name="somebody") as connection:
        for statement in statements:
            connection.execute(statement.encode())
        yield connection
        connection.rollback()


def test_a_locked_table_is_unread_and_all_else_is_read(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Somebody's ACCESS EXCLUSIVE lock hides one table, which is named with its holder; nothing waits for long."""
    make_roles(server)
    dsn = database(SCHEMA)
    whole = snapshot(dsn)
    with session(dsn, "lock table app.orders in access exclusive mode") as holder, reading(dsn, lock_timeout_ms=200) as own:
        seen = read(own)
        pid = holder.info.backend_pid
    named = {entry.object: entry for entry in seen.unread}
    assert {name: entry.kind for name, entry in named.items()} == {
        "app.orders": "table",
        "app.users": "table",
        "app.v": "view",
    }
    assert f"process {pid} (somebody)" in named["app.orders"].reason
    assert named["app.v"].reason.startswith("uses app.orders, which is locked")
    assert set(seen.rows) == set(whole.rows), f"{major}: every kind was read"
    for kind, rows in whole.rows.items():
        lost = rows.as_set - seen.rows[kind].as_set
        assert all(line.split(b"\t")[1] in (b"orders", b"users", b"v", b"users_id_seq") for line in lost), (kind, lost)
    assert len(seen.rows["view"]) == 1


def test_two_connections_read_what_one_reads(server: PrivateServer, database: MakeDatabase) -> None:
    """A catalog is shared by two connections kind by kind, and the lines are the same; so it is with a lock."""
    make_roles(server)
    dsn = database(SCHEMA)
    with reading(dsn) as own, reading(dsn) as second:
        alone = read(own)
        shared = read(own, another=lambda: second)
    assert {kind: rows.lines for kind, rows in shared.rows.items()} == {
        kind: rows.lines for kind, rows in alone.rows.items()
    }
    with (
        session(dsn, "lock table app.orders in access exclusive mode"),
        reading(dsn, lock_timeout_ms=200) as own,
        reading(dsn, lock_timeout_ms=200) as second,
    ):
        locked = read(own, another=lambda: second)
    assert {entry.object for entry in locked.unread} == {"app.orders", "app.users", "app.v"}
    assert locked.rows["index"].as_set < alone.rows["index"].as_set


def test_what_is_locked_is_unknown_and_never_missing(server: PrivateServer, database: MakeDatabase) -> None:
    """A comparison says of a locked table that it could not be checked: no finding about it or its parts says more."""
    make_roles(server)
    dsn = database(SCHEMA)
    whole = snapshot(dsn)
    with session(dsn, "lock table app.orders in access exclusive mode"), reading(dsn, lock_timeout_ms=200) as own:
        locked = read(own)
    for expected, actual in ((whole, locked), (locked, whole)):
        found = compare(expected, actual)
        assert {finding.change for finding in found.findings} == {Change.UNKNOWN}, findings_text(found)
        assert "app.orders" in {finding.label for finding in found.findings}
        assert not found.differences


def test_a_role_without_rights_sees_the_same(server: PrivateServer, database: MakeDatabase) -> None:
    """pg_catalog is open to all: a role with no grant at all reads the same lines as the superuser."""
    make_roles(server)
    dsn = database(SCHEMA)
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("drop role if exists dt_nobody")
        connection.execute("create role dt_nobody login")
    try:
        with reading(f"{dsn} user=dt_nobody") as own:
            seen = read(own)
    finally:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("drop role dt_nobody")
    whole = snapshot(dsn)
    assert not seen.unread
    assert {kind: len(rows) for kind, rows in seen.rows.items()} == {kind: len(rows) for kind, rows in whole.rows.items()}
    assert seen.fingerprint == whole.fingerprint


def test_settings_of_role_and_database_change_nothing(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """The same database under other settings gives the same bytes."""
    make_roles(server)
    dsn = database(SCHEMA)
    plain = snapshot(dsn)
    name = psycopg.conninfo.conninfo_to_dict(dsn)["dbname"]
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for setting in (
            "search_path = app, public",
            "TimeZone = 'Asia/Kathmandu'",
            "DateStyle = 'German'",
            "IntervalStyle = 'iso_8601'",
            "extra_float_digits = -3",
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "row_security = off",
            "bytea_output = 'escape'",
            "lc_messages = 'C'",
        ):
            if not (major >= 19 and setting.startswith("standard_conforming")):  # it can only be on from 19
                connection.execute(f'alter database "{name}" set {setting}'.encode())
    odd = snapshot(dsn)
    # but for what those settings themselves are
    kinds = set(plain.rows) - {"database setting"}
    assert {kind: odd.rows[kind].lines for kind in kinds} == {kind: plain.rows[kind].lines for kind in kinds}
    assert odd.edges == plain.edges


def test_a_connection_that_waits_for_the_other_is_not_ended(database: MakeDatabase) -> None:
    """A database that ends transactions which do nothing does not end ours, in which the watch is kept."""
    dsn = database(
        "create table t (a int); select format('alter database %I set idle_in_transaction_session_timeout = 20',"
        " current_database()) \\gexec"
    )
    with reading(dsn) as own, reading(dsn) as second:

        def late() -> Connection:
            time.sleep(0.2)
            with psycopg.connect(dsn, autocommit=True) as busy:  # so that the other one is asked what it remembers
                busy.execute("insert into t values (1)")
            return second

        assert not read(own, another=late).unread


def test_the_number_of_queries_does_not_depend_on_the_number_of_tables(
    server: PrivateServer, database: MakeDatabase
) -> None:
    """Three hundred tables take as many queries as ten."""
    counted = []
    for tables in (10, 300):
        dsn = database("".join(f"create table t{n} (id serial primary key, x int unique);" for n in range(tables)))
        with reading(dsn) as own, reading(dsn) as second:
            sent: list[object] = []
            for connection in (own, second):
                _spy(connection, sent)
            read(own, Extent(edges=True), another=lambda: second)
            counted.append(len(sent))
    assert counted[0] == counted[1] <= 2 * len(KINDS)
    assert server.running


def _spy(connection: psycopg.Connection[tuple[object, ...]], sent: list[object]) -> None:
    """Note every query that goes over a connection."""

    class Spy(connection.cursor_factory):  # type: ignore[name-defined, misc]
        def execute(self, query: object, *args: object, **options: object) -> object:
            sent.append(query)
            return super().execute(query, *args, **options)

        def copy(self, statement: object, *args: object, **options: object) -> object:
            sent.append(statement)
            return super().copy(statement, *args, **options)

    connection.cursor_factory = Spy


def test_members_of_extensions_are_no_objects_of_the_user(server: PrivateServer, database: MakeDatabase) -> None:
    """What an extension brings is never read, only the extension is."""
    empty = snapshot(database())
    seen = snapshot(database("create schema ext; create extension citext schema ext;"))
    assert len(seen.rows["extension"]) == len(empty.rows["extension"]) + 1
    for kind, rows in seen.rows.items():
        if kind not in ("extension", "extension version", "schema"):
            more = {line for line in rows.as_set - empty.rows[kind].as_set if not line.startswith(b"ext\t\tschema\t")}
            assert not more, kind
    assert server.running


def test_a_query_that_fails_leaves_its_kind_unread(database: MakeDatabase) -> None:
    """A kind whose query the server refuses is named with the server's words, and the others are read."""

    @declared
    class Broken(Kind):
        """A kind of nothing."""

        kind = "broken"
        plural = "broken"
        name: str = key("nothing")
        queries: ClassVar = {Dialect.POSTGRESQL: "select relname from pg_catalog.pg_class where no_such_column"}

    dsn = database("create table t (a int);")
    with reading(dsn) as own:
        seen = read(own, Extent(kinds=(*KINDS, Broken)))
    assert [(entry.kind, entry.object) for entry in seen.unread] == [("broken", "")]
    assert "no_such_column" in seen.unread[0].reason
    assert "broken" not in seen.rows
    assert len(seen.rows["table"]) == 1


def test_ddl_during_a_reading_never_tears_it(database: MakeDatabase) -> None:
    """While a migration runs, a reading is one of its states, or an error: never a mixture."""
    pairs = 6
    dsn = database("".join(f"create table a{n} (x int); create table b{n} (x int);" for n in range(pairs)))
    stop = threading.Event()

    def migrate() -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            turn = 0
            while not stop.wait(0.002):
                turn += 1
                for n in range(pairs):
                    kept, gone = ("c", "d") if turn % 2 else ("d", "c")
                    connection.execute(
                        f"begin; alter table a{n} drop column if exists {gone};"
                        f"alter table b{n} drop column if exists {gone};"
                        f"alter table a{n} add column {kept} int default {turn};"
                        f"create or replace view v{n}{kept} as select {kept} from a{n}; drop view v{n}{kept};"
                        f"alter table b{n} add column {kept} int default {turn}; commit".encode()
                    )

    writer = threading.Thread(target=migrate)
    writer.start()
    whole = errors = 0
    try:
        for _ in range(25):
            try:
                seen = snapshot(dsn, Extent())
            except CatalogError as problem:
                assert "changed during" in str(problem)  # noqa: PT017 - either of the two outcomes is right
                errors += 1
                continue
            whole += 1
            assert not seen.unread
            lines = [line for line in seen.rows["column"].lines if b"\tx\t" not in line]
            of_a = {line.replace(b"\ta", b"\t", 1) for line in lines if b"\ta" in line[:9]}
            of_b = {line.replace(b"\tb", b"\t", 1) for line in lines if b"\tb" in line[:9]}
            assert of_a == of_b
    finally:
        stop.set()
        writer.join()
    assert whole + errors == 25


def test_what_is_dropped_during_a_reading_is_there_with_all_its_parts_or_not_at_all(database: MakeDatabase) -> None:
    """A reading that meets a DROP gives the catalog before it, the one after it, or an error that says so."""
    made = """create table gone (a int primary key, b text default lower('X'), check (a > 0));
        create index on gone (upper(b)); create view of_gone as select a, b from gone;
        create policy p on gone using (a > 1);
        create function on_gone(int) returns bigint language sql begin atomic select count(*) from gone; end;
        create statistics of_both on a, b from gone; comment on table gone is 'x'; grant select on gone to public;"""
    dropped = "drop function on_gone; drop view of_gone; drop table gone;"
    dsn = database("create table stays (a int, b int generated always as (a + 1) stored)")
    states = {snapshot(dsn).fingerprint}
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(made)
        states.add(snapshot(dsn).fingerprint)
        assert len(states) == 2
        stop = threading.Event()

        def come_and_go() -> None:
            there = True
            while not stop.wait(0.001):
                connection.execute(dropped if there else made)
                there = not there

        writer = threading.Thread(target=come_and_go)
        writer.start()
        seen: list[str] = []
        try:
            for _ in range(5):
                try:
                    seen.append(snapshot(dsn).fingerprint)
                except CatalogError as problem:
                    assert "changed during" in str(problem)  # noqa: PT017 - either of the two outcomes is right
        finally:
            stop.set()
            writer.join()
    assert set(seen) <= states


def test_a_server_that_is_too_old_is_refused(database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old server is named, with the way round, before any kind is read."""
    monkeypatch.setattr(reader, "OLDEST_MAJOR", 99)
    with reading(database()) as own, pytest.raises(CatalogError, match="older than 99"):
        read(own)


def test_a_focus_reads_only_what_it_names(server: PrivateServer, database: MakeDatabase) -> None:
    """A reading with a focus has the rows of these relations and no other, and an empty one has none."""
    make_roles(server)
    dsn = database(SCHEMA)
    some = snapshot(dsn, Extent(focus=[("app", "users")]))
    assert {line.split(b"\t")[1] for line in some.rows["column"].lines} == {b"users"}
    assert len(some.rows["policy"]) == 2
    assert len(some.rows["trigger"]) == 1
    nothing = snapshot(dsn, Extent(focus=[]))
    assert not [kind for kind, rows in nothing.rows.items() if len(rows) and kind != "extension"]
