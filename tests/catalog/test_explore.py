"""The catalog as frames: every kind by its plural, filters, statements that only read, presence, sizes, locks."""

from __future__ import annotations

import re
import threading

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from drifttools.catalog.explore import Catalog, IncompleteWarning
from drifttools.catalog.statement import one_reading_statement
from drifttools.config import parse_target
from drifttools.errors import CatalogError, UsageError
from drifttools.kinds.declare import fields_of
from drifttools.kinds.registry import KINDS
from tests.conftest import MakeDatabase
from tests.databases import quoted

# 63 bytes is the longest name; é has two
HOSTILE = (
    'quo"te',
    "new\nline",
    "UPPER Case",
    "naïve名前",
    "é" * 31 + "x",
    "semi;colon--",
    "back\\slash\t",
    "a*b",
    "%s {}",
    "<<14: a ;; b>>",
)

SHOP = """
    create schema shop; create schema "Other Shop";
    create table shop.users (id bigint primary key, email text not null, amount numeric, at timestamptz, day date);
    create table shop.orders (id int primary key, user_id bigint references shop.users);
    create table "Other Shop".users (id int);
    create index orders_user on shop.orders (user_id);
    create view shop.active as select * from shop.users;
    insert into shop.users select g, 'e' || g, 1.5, '2026-01-02 03:04:05+00', '2026-01-02' from generate_series(1, 50) g;
"""


@pytest.fixture
def shop(database: MakeDatabase) -> Catalog:
    """Give the catalog of a small shop."""
    return Catalog(parse_target(database(SHOP)))


# ------------------------------------------------------------------------------------------------------ kinds


def test_every_kind_has_a_method_that_gives_its_declared_columns(shop: Catalog, major: int) -> None:
    """Each plural of KINDS is a method whose frame has the fields of the declaration, and no column of dtype object."""
    assert major
    for kind in KINDS:
        frame = getattr(shop, kind.plural)()
        assert list(frame.columns) == [field.name for field in fields_of(kind)]
        assert not [name for name in frame.columns if frame[name].dtype == object]
        assert kind.plural in dir(shop)


def test_filters_take_a_value_several_or_a_glob(shop: Catalog) -> None:
    """schema, table and column filter by equality, by a list and by `*`, and case matters."""
    assert shop.columns(schema="shop", table="users")["column"].tolist() == ["amount", "at", "day", "email", "id"]
    assert set(shop.columns(table=["users", "orders"])["schema"]) == {"shop", "Other Shop"}
    assert shop.columns(column="*id", schema="shop")["column"].tolist() == ["id", "user_id", "id"]
    assert shop.tables(schema="Other*")["table"].tolist() == ["users"]
    assert shop.tables(schema="other shop").empty
    assert shop.tables(table=[]).empty
    assert len(shop.tables(table=None)) == 3


def test_an_unknown_filter_names_the_valid_ones(shop: Catalog) -> None:
    """A filter that is no key is a UsageError with the keys; an unknown kind or method says what there is."""
    with pytest.raises(UsageError, match="schema, table, column"):
        shop.columns(tabel="users")
    with pytest.raises(UsageError, match="there is no kind"):
        shop.read_kind("colums")
    with pytest.raises(AttributeError, match="indexes"):
        _ = shop.indices


def test_hostile_names_are_found_by_their_own_name(database: MakeDatabase) -> None:
    """Names with quotes, newlines, capitals, other scripts and 63 bytes are filtered by the server and in the frame."""
    sql = "".join(f"create schema {quoted(n)}; create table {quoted(n)}.{quoted(n)} ({quoted(n)} int);\n" for n in HOSTILE)
    catalog = Catalog(parse_target(database(sql)))
    for name in HOSTILE:
        found = catalog.columns(schema=name, table=name)
        assert (name, name, name) in list(zip(found["schema"], found["table"], found["column"], strict=True)), name
        assert name in catalog.tables(table=name)["table"].tolist()


def test_a_locked_table_is_named_and_not_silently_left_out(database: MakeDatabase) -> None:
    """What could not be read for a lock is a warning and in attrs, while the rest is there."""
    dsn = database("create table a (id int generated always as (1) stored); create table b (id int)")
    with psycopg.connect(dsn) as other:
        other.execute("lock table a in access exclusive mode")
        with pytest.warns(IncompleteWarning, match="public.a"):
            frame = Catalog(parse_target(dsn)).columns()
    assert frame["table"].tolist() == ["b"]
    assert len(frame.attrs["unread"]) == 1


# -------------------------------------------------------------------------------------------------------- sql


def test_sql_gives_typed_columns(shop: Catalog) -> None:
    """Integers, numbers, times and texts keep their type; what pandas cannot hold stays the server's text."""
    frame = shop.sql("select id, email, amount, at, day, true as ok, null as nothing from shop.users order by id", limit=2)
    assert [str(dtype) for dtype in frame.dtypes] == [
        "Int64", "string", "Float64", "datetime64[us, UTC]", "datetime64[us]", "boolean", "string",
    ]  # fmt: skip
    assert frame.attrs["truncated"]
    odd = shop.sql("select 'infinity'::date d, 0.12345678901234567890 n, 1 a, 2 a;  -- two of a name")
    assert odd.iloc[0].tolist() == ["infinity", "0.12345678901234567890", 1, 2]
    assert list(odd.columns) == ["d", "n", "a", "a.2"]
    assert not odd.attrs["truncated"]


def test_sql_takes_every_form_that_reads(shop: Catalog) -> None:
    """SELECT, WITH, TABLE, VALUES, SHOW, EXPLAIN and a statement in parentheses are run."""
    for text in (
        "select 1", "with a as (select 1) select * from a", "table shop.users", "values (1), (2)", "show timezone",
        "explain select 1", "(select 1) union (select 2)", "/* a /* nested */ comment */ select ';', $x$;$x$, e'\\';' -- ;",
    ):  # fmt: skip
        assert len(shop.sql(text)), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("drop table shop.users", "does not start a statement that reads"),
        ("select 1; drop table shop.users", "several statements"),
        ("select 1; commit; drop table shop.users", "several statements"),
        ("", "no statement"),
        ("-- only a comment", "no statement"),
        ("select 'open", "not closed"),
        ("select $a$ open", "not closed"),
        ("/* open", "not closed"),
        ("do $$ begin end $$", "does not start"),
        ("copy shop.users to program 'id'", "does not start"),
        ("select pg_terminate_backend(1)", "effects beyond"),
        ('select pg_catalog."pg_notify"(null, null)', "effects beyond"),
        ('select U&"\\0070g_notify"(null, null)', "does not read"),
        ("select set_config('transaction_read_only', 'off', true)", "effects beyond"),
        ("with x as (delete from shop.users returning 1) select * from x", "changes data"),
        ("explain analyze delete from shop.users", "only reads"),
        ("select * from shop.users for update", "only reads"),
        ("select 1 into shop.copy", "INTO"),
        ("select * from users", r"write \"Other Shop\".users or shop.users"),
        ("select * from shop.active", "views=True"),
        ("select nope from shop.users", "nope"),
        ("select 1 \0", "NUL"),
    ],
)
def test_sql_refuses_what_does_not_only_read(shop: Catalog, text: str, said: str) -> None:
    """Several statements, changes, functions with effects and mistakes are a UsageError that says what is wrong."""
    with pytest.raises(UsageError) as raised:
        shop.sql(text)
    assert re.search(said, str(raised.value)), raised.value
    assert len(shop.sql("select 1 from shop.users")) == 50


def test_the_server_judges_too_that_it_is_one_statement(shop: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when our own reading of a text were wrong, the server refuses a second statement before anything runs."""
    monkeypatch.setattr("drifttools.catalog.query.one_reading_statement", lambda text: text)
    with pytest.raises(UsageError, match="multiple commands"):
        shop.sql("select 1; drop table shop.orders")
    assert len(shop.tables()) == 3


def test_sql_stops_at_its_time_limit(shop: Catalog) -> None:
    """A statement that takes too long ends, and the error says how to give it more time."""
    with pytest.raises(CatalogError, match="timeout_ms"):
        shop.sql("select pg_sleep(5)", timeout_ms=100)


def test_sql_explains_row_level_security(database: MakeDatabase) -> None:
    """Where policies would hide rows the answer is an error that says so, never a part of the rows."""
    dsn = database("""
        create role rls_reader login; create table t (id int); alter table t enable row level security;
        insert into t values (1); grant select on t to rls_reader;
    """)
    try:
        catalog = Catalog(parse_target(make_conninfo(dsn, user="rls_reader")))
        with pytest.raises(CatalogError, match="BYPASSRLS"):
            catalog.sql("select * from public.t")
    finally:
        with psycopg.connect(dsn, autocommit=True) as admin:
            admin.execute("drop owned by rls_reader")
            admin.execute("drop role rls_reader")


def test_sql_with_views_reads_a_view(shop: Catalog) -> None:
    """views=True lifts the restriction for that statement only."""
    assert shop.sql("select count(*) as n from shop.active", views=True)["n"].iloc[0] == 50
    with pytest.raises(UsageError):
        shop.sql("select count(*) from shop.active")


@pytest.mark.parametrize("text", ["select 1;;", "select 1 ; -- end", "SELECT 1", "\n select $1$2"])
def test_statements_are_read_as_postgresql_does(text: str) -> None:
    """A final semicolon, case and space do not matter."""
    assert one_reading_statement(text).lower().startswith("select")


# ------------------------------------------------------------------------------------- presence, sizes, locks


def test_presence_shows_what_is_where(shop: Catalog) -> None:
    """One row a name, one column a schema, the kind or nothing."""
    frame = shop.presence(["users", "orders", "nowhere"])
    assert frame.set_index("object")["shop"].tolist() == ["table", "table", ""]
    assert frame.set_index("object")["Other Shop"].tolist() == ["table", "", ""]
    assert list(frame.columns)[:2] == ["object", "public"]
    assert not [dtype for dtype in frame.dtypes if str(dtype) == "object"]


def test_sizes_and_locks_do_not_wait(database: MakeDatabase) -> None:
    """With a table locked, sizes says so at once for it alone, and locks shows holder and waiter."""
    dsn = database("create table a (id int); create table b (id int); insert into b select generate_series(1, 1000)")
    catalog = Catalog(parse_target(dsn))
    with psycopg.connect(dsn) as holder, psycopg.connect(dsn) as waiter:
        holder.execute("lock table a in access exclusive mode")
        thread = threading.Thread(target=waiter.execute, args=("select * from a",))
        thread.start()
        try:
            sizes = catalog.sizes().set_index("relation")
            assert sizes.loc["b", "total_bytes"] > 0
            assert "locked" in sizes.loc["a", "reason"]
            for _ in range(100):
                locks = catalog.locks()
                if not locks["granted"].all():
                    break
            waiting = locks[~locks["granted"]]
            assert waiting["relation"].tolist() == ["a"]
            assert waiting["blocked_by"].tolist() == [str(holder.info.backend_pid)]
        finally:
            holder.rollback()
            thread.join()
