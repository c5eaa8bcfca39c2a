"""What the rows of a SQLite file are asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import drifttools as dt
from drifttools.model.probed import Offenders

EXPECTED = """
create table users (id integer primary key, email text not null, unique (email));
create table posts (id integer primary key, user_id int references users, tag_id int references tags);
create table tags (id integer primary key);
"""
LIVE = """
create table users (id integer primary key, email text);
create table posts (id integer primary key, user_id int references users, tag_id int);
create table tags (id integer primary key);
insert into users values (1, 'a'), (2, 'a'), (3, null), (4, 'b');
insert into tags values (1);
insert into posts values (10, 1, 1), (11, 9, 1), (12, null, 7);
"""


def test_rows_that_are_wrong_are_counted(tmp_path: Path) -> None:
    """Orphans of a declared and of an expected key, duplicates of a key that is missing, nulls: with numbers and rowids."""
    with closing(sqlite3.connect(tmp_path / "live.db")) as connection:
        connection.executescript(LIVE)
        connection.commit()
    (tmp_path / "expected.sql").write_text(EXPECTED, encoding="utf-8")
    inv = dt.investigate(str(tmp_path / "live.db"), f"sql:{tmp_path / 'expected.sql'}", reports=tmp_path / "reports")
    audit = inv.audit(probe=True, cache=False)
    found = {(one.probe, one.rows, one.keys) for one in audit.probed}
    assert found == {
        ("unchecked-foreign-keys", 1, ("11",)),
        ("expected-foreign-keys", 1, ("12",)),
        ("duplicates", 1, ()),
        ("nulls", 1, ("3",)),
    }
    nulls = inv.probe(only=["nulls"], tables=["users"], cache=False).frame()
    assert nulls["state"].tolist() == [Offenders.FOUND.value]
    assert not len(inv.probe(tables=["tags"], cache=False).frame())
