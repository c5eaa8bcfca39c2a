"""What the rows of a SQLite file are asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import drifttools as dt
from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.investigation import Investigation
from drifttools.model.probed import Basis, Offenders

EXPECTED = """
create table users (id integer primary key, email text not null, age integer, unique (email), check (age > 0));
create table posts (id integer primary key, user_id int references users, tag_id int references tags);
create table tags (id integer primary key);
"""
LIVE = """
create table users (id integer primary key, email text, age text);
create table posts (id integer primary key, user_id int references users, tag_id int);
create table tags (id integer primary key);
insert into users values (1, 'a', '5'), (2, 'a', 'x'), (3, null, null), (4, 'b', '0');
insert into tags values (1);
insert into posts values (10, 1, 1), (11, 9, 1), (12, null, 7);
"""


def opened(folder: Path, live: str, expected: str = "", config: str = "") -> Investigation:
    """Open an investigation of a file that is made of a script."""
    with closing(sqlite3.connect(folder / "live.db")) as connection:
        connection.executescript(live)
    (folder / "expected.sql").write_text(expected, encoding="utf-8")
    (folder / "drift.toml").write_text(f'[targets.app]\ndsn = "{folder / "live.db"}"\n{config}', encoding="utf-8")
    spec = f"sql:{folder / 'expected.sql'}" if expected else None
    return dt.investigate("app", spec, config=load_config(folder / "drift.toml"), reports=folder / "reports")


def test_rows_that_are_wrong_are_counted(tmp_path: Path) -> None:
    """Orphans of a declared and of an expected key, duplicates, nulls, values of no number, a check: with keys."""
    inv = opened(tmp_path, LIVE, EXPECTED)
    audit = inv.audit(probe=True, cache=False)
    found = {(one.probe, one.basis, one.rows, one.keys) for one in audit.probed if one.offends}
    assert found == {
        ("unchecked-foreign-keys", Basis.DECLARED, 1, ("11",)),
        ("expected-foreign-keys", Basis.EXPECTED, 1, ("12",)),
        ("duplicates", Basis.EXPECTED, 1, ("2",)),
        ("nulls", Basis.EXPECTED, 1, ("3",)),
        ("conversions", Basis.EXPECTED, 1, ("2",)),
        ("broken-rules", Basis.EXPECTED, 1, ("4",)),
    }
    nulls = inv.probe(only=["nulls"], tables=["users"], cache=False).frame()
    assert nulls["state"].tolist() == [Offenders.FOUND.value]
    assert not len(inv.probe(tables=["tags"], cache=False).frame())
    (one,) = inv.probe(only=["conversions"], tables=["users"], values=True).found
    assert one.values == ("x",)


_OTHER = "(2, 'x', 'x', 'x', 'true', x'00', 'p', 7)"
DECLARED: dict[str, tuple[str, set[tuple[str, tuple[str, ...], str]]]] = {
    "a type": (
        (
            "create table t (a integer primary key, n int, r real, d decimal(10, 2), b boolean, s varchar(9), p point,"
            " w date);"
            f"insert into t values (1, 2, 2, 2.5, 1, 'x', x'00', 'now'), {_OTHER}"
        ),
        {
            ("conversions", ("2",), f"whose {said}, as it is declared")
            for said in ("n is no INT", "r is no REAL", "d is no DECIMAL(10, 2)", "b is no BOOLEAN", "s is no VARCHAR(9)")
        },
    ),
    "a key": (
        "create table t (a text primary key, b int); insert into t values ('x', 1), (null, 2), (null, 3)",
        {("nulls", ("null", "null"), "without a value in their primary key (a)")},
    ),
    "AUTOINCREMENT": (
        (
            "create table t (a integer primary key autoincrement); insert into t values (5), (9);"
            "update sqlite_sequence set seq = 5"
        ),
        {("sequences", ("9",), "sqlite_sequence has yet to reach")},
    ),
    "foreign keys as SQLite finds them": (
        (
            "create table p (a text collate nocase primary key, b int, unique (b, a)); create table c (a, b, x,"
            " foreign key (b, a) references p (b, a), foreign key (x) references nowhere);"
            "insert into p values ('A', 1);"
            "insert into c values ('a', '1', null), ('b', 1, null), (null, 9, null), ('A', 1, 3)"
        ),
        {
            ("unchecked-foreign-keys", ("2",), "whose b, a leads nowhere"),
            ("unchecked-foreign-keys", ("4",), "whose x leads"),
        },
    ),
}


@pytest.mark.parametrize("what", DECLARED)
def test_what_a_file_declares_and_sqlite_does_not_enforce(tmp_path: Path, what: str) -> None:
    """Values of another type, keys of nothing, references that lead nowhere by SQLite's own judgement, ids to be reused."""
    live, wanted = DECLARED[what]
    found = opened(tmp_path, live).probe().found
    assert len(found) == len(wanted), found
    for probe, keys, said in wanted:
        assert any(one.probe == probe and one.keys == keys and said.lower() in one.about.lower() for one in found), found


INVARIANTS = """
[[invariant]]
name = "nobody is without a name"
sql = "select id from users where name is null -- why"
key = ["id"]
[[invariant]]
name = "every session has a request"
every = "sessions"
has = "requests"
on = { id = "metadata->>'session'" }
where = "t.open"
[[invariant]]
name = "every session has a place"
every = "sessions"
has = "places"
on = { id = "id" }
"""
SESSIONS = """
create table users (id integer primary key, name text); insert into users values (1, 'x'), (2, null);
create table sessions (id integer primary key, open boolean); insert into sessions values (1, 1), (2, 1), (3, 0);
create table requests (id integer primary key, status text not null, metadata text);
insert into requests values (1, 'old', '{"session": 1}');
"""


def test_invariants_are_asked(tmp_path: Path) -> None:
    """A query, and "every row of A has a B" with a path into JSON; what is not there could not be checked."""
    found = opened(tmp_path, SESSIONS, config=INVARIANTS).probe(only=["invariants"])
    assert [(one.state, one.rows, one.keys, one.reason) for one in found] == [
        (Offenders.FOUND, 1, ("2",), ""),
        (Offenders.FOUND, 1, ("2",), ""),
        (Offenders.UNKNOWN, None, (), "there is no table places"),
    ]


def test_an_invariant_only_reads(tmp_path: Path) -> None:
    """What is no SELECT is refused before it is sent."""
    config = '[[invariant]]\nname = "bad"\nsql = "delete from users"\n'
    with pytest.raises(UsageError, match="only reads"):
        opened(tmp_path, SESSIONS, config=config).probe(only=["invariants"])
