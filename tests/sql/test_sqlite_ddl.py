"""A CREATE TABLE of SQLite is taken apart, and what is written from its parts is the same table to SQLite."""

from __future__ import annotations

import sqlite3

import pytest

from drifttools.sql.sqlite_ddl import parse_table
from drifttools.sql.sqlite_ddl_tokens import names_in, normal, tokens

TABLES = {
    "plain": "CREATE TABLE t (a, b TEXT, c VARCHAR(10) NOT NULL, d DOUBLE PRECISION DEFAULT -1.5)",
    "key": "create table t(id integer primary key autoincrement, n text not null unique on conflict ignore)",
    "desc": "CREATE TABLE t (id INTEGER PRIMARY KEY DESC, n)",
    "table key": 'CREATE TABLE [t] (`a b` INT, "c,d" TEXT, CONSTRAINT pk PRIMARY KEY (`a b`, "c,d" DESC)) WITHOUT ROWID',
    "strict": "CREATE TABLE t (a INTEGER PRIMARY KEY, b ANY, c BLOB) STRICT",
    "both": "CREATE TABLE t (a TEXT PRIMARY KEY, b REAL) STRICT, WITHOUT ROWID",
    "defaults": "CREATE TABLE t (a DEFAULT 'it''s, ok', b DEFAULT (1 + (2)), c DEFAULT NULL, d DEFAULT CURRENT_TIMESTAMP)",
    "checks": 'CREATE TABLE t (a INT CONSTRAINT pos CHECK (a > 0) CHECK (a < 9), CHECK (a <> 5), CONSTRAINT "x" CHECK (1))',
    "foreign": (
        "CREATE TABLE t (a INT REFERENCES p ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE NOT NULL,"
        " b INT CONSTRAINT f REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED,"
        " FOREIGN KEY (a, b) REFERENCES q (x, y) MATCH FULL ON DELETE CASCADE)"
    ),
    "generated": "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, c TEXT AS (a||',') NOT NULL, d AS (b))",
    "collate": "CREATE TABLE t (a TEXT COLLATE nocase NOT NULL DEFAULT 'x' COLLATE rtrim, UNIQUE (a COLLATE binary DESC))",
    "no commas": "CREATE TABLE t (a, b, CHECK (a) CONSTRAINT u UNIQUE (a) FOREIGN KEY (b) REFERENCES p (id) UNIQUE (b))",
    "comments": "CREATE TABLE t ( -- a, comment (\n a INT /* , */ NOT NULL, -- the end)\n b TEXT -- last\n)",
    "odd names": 'CREATE TABLE "a""b" ("select" INT, "ü" TEXT CHECK ("ü" <> \')\'), \'lit\' INT, "end" AS (1))',
    "null": "CREATE TABLE t (a INT NULL, b TEXT CONSTRAINT nn NOT NULL, c CONSTRAINT only)",
}


def seen(sql: str) -> dict[str, object]:
    """Make the table and give what the pragmas show of it."""
    connection = sqlite3.connect(":memory:")
    connection.execute(sql)
    name = connection.execute("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'").fetchone()[
        0
    ]
    indexes = connection.execute('select name, "unique", origin, partial from pragma_index_list(?)', [name]).fetchall()
    return {
        "name": name,
        "list": connection.execute("select type, wr, strict from pragma_table_list where name = ?", [name]).fetchall(),
        "columns": connection.execute("select * from pragma_table_xinfo(?)", [name]).fetchall(),
        "keys": connection.execute("select * from pragma_foreign_key_list(?)", [name]).fetchall(),
        "indexes": [
            (row, connection.execute("select * from pragma_index_xinfo(?)", [row[0]]).fetchall()) for row in indexes
        ],
    }


@pytest.mark.parametrize("sql", TABLES.values(), ids=TABLES)
def test_what_is_written_from_the_parts_is_the_same_table(sql: str) -> None:
    """Columns, defaults, keys, foreign keys and options are those of the original, and the parts are the same again."""
    parsed = parse_table(sql)
    again = str(parsed.create())
    assert seen(again) == seen(sql), again
    assert parse_table(again).normal == parsed.normal


def test_clauses_are_known_by_what_they_are() -> None:
    """A constraint has its name, columns, expression and where it leads."""
    table = parse_table(TABLES["foreign"])
    assert [(one.name, one.columns, one.references, one.referenced) for one in table.all_constraints] == [
        ("", ("a",), "p", ()),
        ("f", ("b",), "p", ("id",)),
        ("", ("a", "b"), "q", ("x", "y")),
    ]
    assert table.columns[0].not_null
    assert [one.expression for one in parse_table(TABLES["checks"]).all_constraints] == ["a > 0", "a < 9", "a <> 5", "1"]
    strict = parse_table(TABLES["both"])
    assert (strict.strict, strict.without_rowid, strict.rowid_column) == (True, True, "")
    assert parse_table(TABLES["key"]).rowid_column == "id"
    assert parse_table(TABLES["key"]).autoincrement
    assert parse_table(TABLES["desc"]).rowid_column == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CREATE TABLE t(a int UNIQUE)", 'create table "T" ( "A" INT, unique("a") )', True),
        ("CREATE TABLE t(a int REFERENCES p(id))", "CREATE TABLE t(a int, FOREIGN KEY (a) REFERENCES p(id))", True),
        ("CREATE TABLE t(a INT PRIMARY KEY)", "CREATE TABLE t(a INT, CONSTRAINT x PRIMARY KEY (a))", True),
        ("CREATE TABLE t(a CHECK(a>0))", "CREATE TABLE t(a, CHECK ( A > 0 ))", True),
        (
            "CREATE TABLE t(a INTEGER PRIMARY KEY ASC AUTOINCREMENT)",
            "CREATE TABLE t(a INTEGER, PRIMARY KEY(a AUTOINCREMENT))",
            True,
        ),
        ("CREATE TABLE t(a, b)", "CREATE TABLE t(b, a)", True),
        ("CREATE TABLE t(a DEFAULT 'X')", "CREATE TABLE t(a DEFAULT 'x')", False),
        ("CREATE TABLE t(a CHECK(a>'A'))", "CREATE TABLE t(a CHECK(a>'a'))", False),
        ("CREATE TABLE t(a NOT NULL)", "CREATE TABLE t(a)", False),
        ("CREATE TABLE t(a, UNIQUE (a DESC))", "CREATE TABLE t(a, UNIQUE (a))", False),
        ("CREATE TABLE t(a) STRICT", "CREATE TABLE t(a)", False),
        ("CREATE TABLE t(a AS (1) STORED)", "CREATE TABLE t(a AS (1))", False),
    ],
)
def test_two_texts_are_equal_where_they_mean_the_same(one: str, other: str, *, same: bool) -> None:
    """Spaces, quotes, case, and where a constraint stands do not matter; values and options do."""
    assert (parse_table(one).normal == parse_table(other).normal) is same


@pytest.mark.parametrize("sql", ["CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIEW v AS SELECT (1)", "", "SELECT 1"])
def test_what_is_no_table_is_refused(sql: str) -> None:
    """A virtual table has no parts."""
    with pytest.raises(ValueError, match="no CREATE TABLE"):
        parse_table(sql)


def test_tokens_keep_all_that_means_something() -> None:
    """Comments and spaces go, text in quotes stays as it is."""
    text = "SELECT [a], `b``c`, \"d\"\"e\", 'f''g', x'0F', 1.5e+3, 0x1F -- end\n/* and */ FROM t->>'$.x' || :p"
    shown = ["SELECT", "[a]", ",", "`b``c`", ",", '"d""e"', ",", "'f''g'", ",", "x'0F'", ",", "1.5e+3", ",", "0x1F"]
    assert [token.text for token in tokens(text)] == [*shown, "FROM", "t", "->>", "'$.x'", "||", ":p"]
    assert {"a", "b`c", 'd"e', "t"} <= names_in(text)
    assert normal("A  <> B") == normal("a != [b]")
