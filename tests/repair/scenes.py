"""Definitions of a database with rows on which the change from one to the other fails, and what is in its way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """Two definitions of a database, the rows of the actual one, and what is in the way.

    Args:
        expected, actual: Definitions.
        rows: SQL that fills the actual one.
        found: How many rows are in the way in all, and the keys that the plan names.
        refused: Whether PostgreSQL refuses the change; else it would change values without a word.
        least: The oldest major that knows the definitions.
    """

    expected: str
    actual: str
    rows: str
    found: int
    keys: str
    refused: bool = True
    least: int = 12


def typed(old: str, new: str, *values: str) -> dict[str, str]:
    """Return the definitions and rows of a table whose column changes its type."""
    rows = ", ".join(f"({number}, {value})" for number, value in enumerate(values, start=1))
    return {
        "expected": f"create table t (id int primary key, c {new})",
        "actual": f"create table t (id int primary key, c {old})",
        "rows": f"insert into t values {rows}",
    }


TABLE = "create table t (id int primary key, c int, d int"
RENAMED = TABLE.replace("c int", "f int")
FILLED = "insert into t select i, nullif(i % 4, 0), i / 3 from generate_series(0, 11) i"

SCENES = {
    "not null": Scene(f"{TABLE}, check (id >= 0)); alter table t alter c set not null", f"{TABLE}, check (id >= 0))",
                      FILLED, 3, "id: 0, 4, 8"),
    "column without a value": Scene(f"{TABLE}, e int not null)", f"{TABLE})", FILLED, 12, "id: 0, 1, 2, 3, 4, ..."),
    "check": Scene(f"{TABLE}, constraint k check (d < 3))", f"{TABLE})", FILLED, 3, "id: 9, 10, 11"),
    "check whose null passes": Scene(f"{TABLE}, constraint k check (c < 3))", f"{TABLE})", FILLED, 3, "id: 3, 7, 11"),
    "unique": Scene(f"{TABLE}, unique (c))", f"{TABLE})", FILLED, 6, "id: 1, 2, 3, 5, 6, ..."),
    "unique of a new column": Scene(f"{TABLE}, e int default 1, unique (e))", f"{TABLE})",
                                    FILLED, 11, "id: 0, 1, 2, 3, 4, ..."),
    "unique of a new column without a value": Scene(f"{TABLE}, e int, unique (e))", f"{TABLE})", FILLED, 0, ""),
    "unique of a new column and a renamed one": Scene(f"{RENAMED}, e date default now(), unique (f, e))",
                                                      f"{TABLE})", FILLED, 6, "id: 1, 2, 3, 5, 6, ..."),
    "unique of a new generated column": Scene(f"{TABLE}, e int generated always as (d / 2) stored, unique (e))",
                                              f"{TABLE})",
                                              FILLED, 10, "id: 0, 1, 2, 3, 4, ..."),
    "check of a new column": Scene(f"{TABLE}, e int default 5, constraint k check (d < e - 2))", f"{TABLE})",
                                   FILLED, 3, "id: 9, 10, 11"),
    "foreign key of a new column": Scene(f"{TABLE}, e int default 3 references t)", f"{TABLE})", FILLED, 0, ""),
    "unique of two": Scene(f"{TABLE}, unique (c, d))", f"{TABLE})", FILLED, 0, ""),
    "unique nulls not distinct": Scene(f"{TABLE}, unique nulls not distinct (c))", f"{TABLE})", FILLED, 8,
                                       "id: 0, 1, 2, 3, 4, ...", least=15),
    "unique index on an expression": Scene(f"{TABLE}); create unique index u on t ((c * 2) desc nulls last) where d > 1",
                                           f"{TABLE})", FILLED, 2, "id: 6, 7, 10, 11"),
    "primary key": Scene("create table t (c int primary key)", "create table t (c int)",
                         "insert into t values (1), (1), (null)", 2, "ctid: (0,"),
    "foreign key": Scene("create table p (id int primary key); create table t (id int primary key, p int references p)",
                         "create table p (id int primary key); create table t (id int primary key, p int)",
                         "insert into p values (1); insert into t values (1, 1), (2, 2), (3, null), (4, 5)", 2, "id: 2, 4"),
    "foreign key of two, match full": Scene(
        "create table p (a int, b int, primary key (a, b));"
        "create table t (id int primary key, a int, b int, foreign key (a, b) references p match full)",
        "create table p (a int, b int, primary key (a, b)); create table t (id int primary key, a int, b int)",
        "insert into p values (1, 1); insert into t values (1, 1, 1), (2, 1, null), (3, null, null), (4, 2, 2)", 2,
        "id: 2, 4"),
    "exclusion": Scene(
        "create table t (id int primary key, r int4range, exclude using gist (r with &&) where (id > 1))",
        "create table t (id int primary key, r int4range)",
        "insert into t values (1, '[1,9)'), (2, '[1,3)'), (3, '[2,4)'), (4, '[8,9)')", 2, "id: 2, 3"),
    "validated": Scene(
        f"{TABLE}, constraint k check (d < 3))",
        f"{TABLE})", f"{FILLED}; alter table t add constraint k check (d < 3) not valid", 3, "id: 9, 10, 11"),
    "domain check": Scene(
        "create domain small as int check (value < 3 and 'VALUE' <> '');"
        "create table t (id int primary key, c small)",
        "create domain small as int; create table t (id int primary key, c small)",
        "insert into t values (1, 1), (2, 4), (3, null)", 1, "id: 2"),
    "domain not null": Scene(
        "create domain small as int not null; create table t (id int primary key, c small)",
        "create domain small as int; create table t (id int primary key, c small)",
        "insert into t values (1, 1), (2, null)", 1, "id: 2"),
    "narrower varchar": Scene(**typed("varchar(9)", "varchar(3)", "'abc'", "'abcd'", "null"), found=1, keys="id: 2",
                              refused=False),
    "text to varchar": Scene(**typed("text", "varchar(3)", "'abc'", "'abcd'"), found=1, keys="id: 2", refused=False),
    "narrower numeric": Scene(**typed("numeric(9,3)", "numeric(4,1)", "1.5", "1.25", "1234"), found=2, keys="id: 2, 3"),
    "bigint to integer": Scene(**typed("bigint", "integer", "1", "3000000000"), found=1, keys="id: 2"),
    "numeric to integer": Scene(**typed("numeric", "integer", "1.0", "1.5", "'NaN'"), found=2, keys="id: 2, 3"),
    "double to integer": Scene(**typed("double precision", "integer", "1", "1.5", "1e300", "'Infinity'"), found=3,
                               keys="id: 2, 3, 4"),
    "text to integer": Scene(**typed("text", "integer", "'1'", "' 2 '", "'x'", "'1.5'", "''", "'99999999999'"), found=4,
                             keys="id: 3, 4, 5, 6"),
    "text to numeric": Scene(**typed("text", "numeric(5,2)", "'1.25'", "'1.255'", "'1e9'", "'one'"), found=3,
                             keys="id: 2, 3, 4"),
    "text to timestamptz": Scene(
        **typed("text", "timestamptz", "'2026-01-02T03:04:05Z'", "'2026-01-02 03:04:05.5+01:00'", "'2026-01-02 03:04'",
                "'01/02/2026'", "'tomorrow'", "'2026-02-30T00:00:00Z'", "null"), found=4, keys="id: 3, 4, 5, 6"),
    "text to timestamp": Scene(
        **typed("text", "timestamp", "'2026-01-02 03:04'", "'2026-01-02T03:04:05Z'", "'now'", "'0000-01-01'"), found=3,
        keys="id: 2, 3, 4"),
    "text to date": Scene(**typed("text", "date", "'2024-02-29'", "'2026-02-29'", "'1.2.2026'", "'today'"), found=3,
                          keys="id: 2, 3, 4"),
    "shorter timestamp": Scene(**typed("timestamp", "timestamp(0)", "'2026-01-01'", "'2026-01-01 10:00:00.7'"), found=1,
                               keys="id: 2", refused=False),
    "integer to boolean": Scene(**typed("integer", "boolean", "0", "1", "7", "null"), found=1, keys="id: 3", refused=False),
    "array of a narrower type": Scene(**typed("text[]", "varchar(2)[]", "'{ab}'", "'{ab,abc}'"), found=1, keys="id: 2",
                                      refused=False),
    "foreign key of a type of an extension": Scene(
        "create table p (id public.citext primary key); create table t (id int primary key, p public.citext references p)",
        "create table p (id public.citext primary key); create table t (id int primary key, p public.citext)",
        "insert into p values ('a'); insert into t values (1, 'A'), (2, 'b')", 1, "id: 2"),
    "timestamp to date": Scene(**typed("timestamp", "date", "'2026-01-01'", "'2026-01-01 10:00'"), found=1, keys="id: 2",
                               refused=False),
    "range over another type": Scene(
        "create type span as range (subtype = integer); create table t (id int primary key, c span)",
        "create type span as range (subtype = numeric); create table t (id int primary key, c span)",
        "insert into t values (1, '[1,2)'), (2, '[1.5,2]'), (3, null), (4, '(,)')", 1, "id: 2"),
    "text to enum": Scene(
        "create type mood as enum ('sad', 'happy'); create table t (id int primary key, c mood)",
        "create table t (id int primary key, c text)", "insert into t values (1, 'sad'), (2, 'so so')", 1, "id: 2"),
    "enum label removed": Scene(
        "create type mood as enum ('sad', 'happy'); create table t (id int primary key, c mood, d mood[])",
        "create type mood as enum ('sad', 'so so', 'happy'); create table t (id int primary key, c mood, d mood[])",
        "insert into t values (1, 'so so', '{sad,happy}'), (2, 'sad', '{sad,so so}'), (3, null, null)", 2, "id: 1"),
    "text array to enum array": Scene(
        "create type mood as enum ('sad', 'happy'); create table t (id int primary key, c mood[])",
        "create table t (id int primary key, c text[])", "insert into t values (1, '{sad}'), (2, '{sad,so so}')", 1,
        "id: 2"),
    "no partition by range": Scene(
        "create table t (id int, c date, primary key (id, c)) partition by range (c);"
        " create table a partition of t for values from (minvalue) to ('2025-01-01');"
        " create table b partition of t for values from ('2025-06-01') to ('2026-01-01')",
        "create table t (id int, c date, primary key (id, c))",
        "insert into t values (1, '2024-12-31'), (2, '2025-01-01'), (3, '2025-06-01'), (4, '2026-01-01')", 2,
        "id, c: 2, 2025-01-01, 4, 2026-01-01"),
    "foreign key with a period": Scene(
        "create table p (id int4range, during int4range, primary key (id, during without overlaps));"
        " create table t (id int primary key, k int4range, during int4range,"
        " constraint fk foreign key (k, period during) references p (id, period during))",
        "create table p (id int4range, during int4range, primary key (id, during without overlaps));"
        " create table t (id int primary key, k int4range, during int4range)",
        "insert into p values ('[1,2)', '[1,5)'), ('[1,2)', '[5,9)');"
        " insert into t values (1, '[1,2)', '[2,8)'), (2, '[1,2)', '[2,10)'), (3, '[3,4)', '[1,2)'), (4, null, '[1,2)')",
        2, "id: 2, 3", least=18),
    "no partition by list": Scene(
        'create table t (id int, c text, d int) partition by list (lower(c) collate "C");'
        " create table a partition of t for values in ('a,(', 'b''', null) partition by range (d, id);"
        " create table a_1 partition of a for values from (1, minvalue) to (3, 5);"
        " create table a_2 partition of a for values from (3, 5) to (4, maxvalue)",
        "create table t (id int, c text, d int)",
        "insert into t values (1, 'A,(', 1), (2, 'c', 1), (3, null, 4), (4, 'b''', 5), (5, 'b''', null), (6, 'B''', 0)",
        4, "ctid: "),
    "no partition but the default": Scene(
        "create table t (id int primary key) partition by range (id);"
        " create table a partition of t for values from (1) to (9);"
        " create table b partition of t default partition by range (id);"
        " create table b_1 partition of b for values from (20) to (30)",
        "create table t (id int primary key)", "insert into t values (1), (10), (20)", 1, "id: 10"),
    "another partition": Scene(
        "create table t (id int primary key) partition by hash (id);"
        " create table a partition of t for values with (modulus 2, remainder 0);"
        " create table b partition of t for values with (modulus 4, remainder 1);"
        " create table c partition of t for values with (modulus 4, remainder 3)",
        "create table t (id int primary key) partition by range (id); create table d partition of t default",
        "insert into t values (1), (10), (20)", 0, ""),
    "null in a new partition": Scene(
        "create table t (id int primary key, c int not null) partition by range (id);"
        " create table a partition of t default",
        "create table t (id int primary key, c int)", "insert into t values (1, 1), (10, null)", 1, "id: 10"),
}  # fmt: skip
