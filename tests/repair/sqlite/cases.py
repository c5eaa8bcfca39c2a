"""Pairs of SQLite schemas, each with rows that both of them take: every pair is repaired in both directions.

A case is a name, one schema, the other, and the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One pair.

    Args:
        one, other: Scripts that make the two.
        rows: A script that puts rows into either.
        ways: What is chosen where rows are in the way, forth.
    """

    name: str
    one: str
    other: str
    rows: str = ""
    ways: tuple[str, ...] = ()


_ROWS = "insert into t (a, b) values (1, 'one'), (2, 'two'), (5, 'five'), (9, null);"
_FULL = "insert into t (a, b) values (1, 'one'), (2, 'two'), (5, 'five');"
_NUMBERS = "insert into t (a, b) values (1, 10), (2, 20), (5, null);"

# What one column of a table may be: each is put beside a plain column, and beside the next in its list.
_COLUMNS = {
    "text": [
        "b text",
        "b varchar(20)",
        "b text default 'x'",
        "b text default (lower('X') || 'y')",
        "b text collate nocase",
    ],
    "checked": [
        "b text",
        "b text check (length(b) > 2)",
        "b text constraint long check (length(b) >= 3)",
        "b text check (b <> '')",
    ],
    "unique": ["b text", "b text unique", "b text unique on conflict ignore", "b text, unique (b collate nocase)"],
    "index": ["b text", "b text, unique (a, b)", "b text, unique (b desc)"],
    "numbers": ["b integer", "b numeric", "b real", "b int default 0", "b integer default (1 + 1)", "b bigint default -5"],
    "refers": [
        "b integer",
        "b integer references p",
        "b integer references p (id) on delete cascade",
        "b integer references p (id) on delete set null on update cascade deferrable initially deferred",
        "b integer, foreign key (b) references p (id) on delete restrict",
    ],
    "more": ["b text", "b text, c integer", "b text, c text default 'it''s'", "b text, c text not null default ''"],
    "computed": [
        "b text",
        "b text, c integer generated always as (length(b)) virtual",
        "b text, c integer as (length(b) * 2) stored",
        "b text, c text as (b || ',' || a)",
        "b text, c text default current_timestamp",
        "b text, c integer default (abs(-3))",
    ],
    "not null": [
        "b text",
        "b text not null",
        "b text not null default 'none'",
        "b text constraint filled not null on conflict abort",
    ],
}
_KEYS = {
    "rowid": ["a integer", "a integer primary key", "a integer primary key autoincrement", "a integer primary key desc"],
    "key": [
        "a int",
        "a int primary key",
        "a integer, primary key (a)",
        "a integer, primary key (a, b)",
        "a integer unique",
    ],
}
_OPTIONS = {
    "options": [
        "create table t (a integer primary key, b text)",
        "create table t (a integer primary key, b text) strict",
        "create table t (a integer primary key, b text) without rowid",
        "create table t (a integer primary key, b text) strict, without rowid",
    ],
    "order": [
        "create table t (a integer primary key, b text)",
        "create table t (b text, a integer primary key, c text)",
        "create table t (c integer, b text, d blob, a integer primary key)",
    ],
}
_T = "create table t (a integer primary key, b text, c integer);"
_INDEXES = [
    "",
    "create index i on t (b);",
    "create index i on t (b desc, a);",
    "create unique index i on t (b);",
    "create index i on t (b) where c is not null;",
    "create index i on t (lower(b));",
    "create index i on t (b collate nocase);",
    "create index i on t (b); create index j on t (c);",
]
_VIEWS = [
    "",
    "create view v as select a, b from t;",
    "create view v (x, y) as select a, b from t where c > 1;",
    "create view v as select * from t; create view w as select a from v;",
    "create view v as select a, upper(b) as b from t;",
]
_TRIGGERS = [
    "",
    "create trigger g after insert on t begin insert into l values (new.b); end;",
    "create trigger g before delete on t when old.a > 3 begin insert into l values ('gone; really'); end;",
    "create trigger g after update of b on t begin insert into l values (old.b); delete from l where what is null; end;",
    (
        "create view v as select * from t; create trigger g instead of insert on v begin insert into t (b)"
        " values (new.b); end;"
    ),
]
_TRIGGERED = (
    "create table w (x); create trigger wt after insert on w begin update w set x = 1; end;"
    " create view wv as select x from w;"
)
_TABLES = [
    ("", "create table w (x integer primary key, y text);"),
    ("", "create table w (x text primary key, y text) without rowid; create index wi on w (y);"),
    ("create table w (x int);", "create table v (x int, y text unique, z blob default x'00');"),
    ("", "create table p (id integer primary key); create table q (id integer primary key, p integer references p (id));"),
    ("", _TRIGGERED),
    (
        "create table clients_of_old (id integer primary key, name text, city text, country text);",
        "create table clients (id integer primary key, name text, city text, country text);",
    ),
    ("create virtual table f using fts5(body);", ""),
]
_NAMES = [
    (
        'create table "order by" ("select" integer primary key, "a b" text);',
        'create table "order by" ("select" integer primary key, "a b" text not null default \'\', "c""d" text);',
        'insert into "order by" ("select", "a b") values (1, \'x\');',
    ),
    (
        "create table [t] ([x y] int, `z` text);",
        "create table t (\"x y\" int unique, z text check (z <> ')'));",
        "insert into t values (1, 'a'), (2, 'b');",
    ),
    (
        'create table "ünï" ("ä" text, b);',
        'create table "ünï" ("ä" text collate nocase, b, "ö" int default 3);',
        'insert into "ünï" ("ä", b) values (\'Ä\', 1);',
    ),
    (
        "create table t (rowid text, oid text, a int);",
        "create table t (rowid text, oid text, a int not null default 0);",
        "insert into t values ('r', 'o', 1), ('s', 'p', 2);",
    ),
    (
        "create table t (a, b) -- comment\n;",
        "create table t (a /* , */ int, b -- it's\n text not null default ' -- x');",
        "insert into t values (1, 'b');",
    ),
]
_WHOLE = [
    Case(
        "a chain of tables that refer to each other",
        "create table a (id integer primary key, b integer references b (id)); create table b (id integer primary key,"
        " a integer references a (id)); create index ab on a (b); create view v as select a.id from a join b"
        " on b.a = a.id;",
        "create table a (id integer primary key, b integer not null references b (id) on delete cascade); create table b"
        " (id integer primary key, a integer references a (id) on update cascade, c text unique); create index ab on a (b);"
        " create view v as select a.id from a join b on b.a = a.id;",
        "insert into b (id, a) values (1, 1), (2, 2); insert into a values (1, 1), (2, 2), (7, 1);",
    ),
    Case(
        "a table that refers to itself",
        "create table n (id integer primary key, up integer references n (id));",
        "create table n (id integer primary key, up integer references n (id) on delete cascade, check (id <> up));",
        "insert into n values (1, null), (2, 1), (3, 2);",
    ),
    Case(
        "a trigger and an index stay while their table is written anew",
        _T + "create table l (what text); create index i on t (b); create trigger g after insert on t begin insert into l"
        " values (new.b); end; create view v as select b from t;",
        _T.replace("c integer", "c integer check (c is null or c > 0)") + "create table l (what text); create index i on t"
        " (b); create trigger g after insert on t begin insert into l values (new.b); end; create view v as"
        " select b from t;",
        _ROWS,
    ),
    Case(
        "a renamed column that indexes, views and triggers use",
        "create table t (id integer primary key, phone_number text, e text); create index i on t (phone_number);"
        " create view v as select phone_number as p from t;",
        "create table t (id integer primary key, phone_numbers text, e text); create index i on t (phone_numbers);"
        " create view v as select phone_numbers as p from t;",
        "insert into t (id, e) values (1, 'x');",
    ),
    Case(
        "a computed column and a check, which VACUUM INTO takes from no connection that only reads",
        "create table t (a integer primary key, b text, c text as (b || 'x') virtual, check (b <> 'no'));",
        "create table t (a integer primary key, b text, c text as (b || 'x') virtual, d int, check (b <> 'no'));",
        _FULL,
    ),
    Case(
        "a key without a rowid that is not the first column, in which SQLite up to 3.40 sees nulls",
        "create table t (b text not null, a integer primary key);",
        "create table t (b text not null, a integer primary key) without rowid;",
        _FULL,
    ),
    Case(
        "a renamed column that is no longer unique",
        "create table t (id integer primary key, phone_number text unique, e text, check (phone_number <> 'a'));",
        "create table t (id integer primary key, phone_numbers text, e text, check (phone_numbers <> 'a'));",
        "insert into t (id, e) values (1, 'x');",
    ),
    Case(
        "everything at once",
        "create table users (id integer primary key autoincrement, email varchar(255), active boolean default 1);"
        " create table posts (id integer primary key, author integer, body text); create index posts_author"
        " on posts (author);"
        " create view active as select * from users where active;",
        "create table users (id integer primary key autoincrement, email varchar(320) not null unique,"
        " active boolean not null"
        " default 1 check (active in (0, 1)), phone_number text); create table posts (id integer primary"
        " key, author integer"
        " not null references users (id) on delete cascade, body text, created text not null default current_timestamp);"
        " create index posts_created on posts (created); create view active as select id, email from users"
        " where active = 1;"
        " create trigger touch after update on users begin update users set phone_number = trim(new.phone_number)"
        " where id = new.id; end;",
        "insert into users (id, email) values (1, 'a@x'), (2, 'b@x'), (40, 'c@x'); delete from users where id = 40;"
        " insert into posts (id, author, body) values (1, 1, 'x'), (2, 2, 'y');",
    ),
]


_WAYS = {"more 1-3": ("main.t.c=default",)}  # a column without values gets NOT NULL


def cases() -> Iterator[Case]:
    """All pairs."""
    for sort, variants in _COLUMNS.items():
        parents = "create table p (id integer primary key);" if sort == "refers" else ""
        rows = _NUMBERS if sort in ("numbers", "refers") else _FULL if sort == "not null" else _ROWS
        rows = "insert into p values (10), (20);" + rows if parents else rows
        made = [f"{parents}create table t (a integer primary key, {variant});" for variant in variants]
        yield from _pairs(sort, made, rows)
    for sort, variants in _KEYS.items():
        yield from _pairs(sort, [f"create table t (b text, {variant});" for variant in variants], _FULL)
    for sort, variants in _OPTIONS.items():
        yield from _pairs(sort, [f"{variant};" for variant in variants], _FULL)
    for sort, variants in (("indexes", _INDEXES), ("views", _VIEWS), ("triggers", _TRIGGERS)):
        yield from _pairs(sort, [f"{_T}create table l (what text);{variant}" for variant in variants], _FULL)
    for number, (one, other) in enumerate(_TABLES):
        yield Case(f"tables {number}", f"{_T}{one}", f"{_T}{other}", _ROWS)
    for number, (one, other, rows) in enumerate(_NAMES):
        yield Case(f"names {number}", one, other, rows)
    yield from _WHOLE


def _pairs(sort: str, made: list[str], rows: str) -> Iterator[Case]:
    """Each beside each."""
    for first, one in enumerate(made):
        for second in range(first + 1, len(made)):
            yield Case(f"{sort} {first}-{second}", one, made[second], rows, _WAYS.get(f"{sort} {first}-{second}", ()))
