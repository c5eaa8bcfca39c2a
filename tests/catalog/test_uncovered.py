"""What no kind covers is named with its number; what a kind covers is not."""

from __future__ import annotations

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.catalog.uncovered import read_uncovered
from tests.conftest import MakeDatabase
from tests.loop import reading

COVERED = """
create extension citext;
create type number;
create function number_in(cstring) returns number language internal immutable strict as 'int4in';
create function number_out(number) returns cstring language internal immutable strict as 'int4out';
create type number (input = number_in, output = number_out, like = int4);
create cast (number as int) without function;
comment on cast (number as int) is 'x';
create function same(a int, b int) returns boolean language sql immutable as 'select $1 = $2';
create operator === (function = same, leftarg = int, rightarg = int);
comment on operator === (int, int) is 'x';
create operator class ints for type int using btree as operator 1 <, operator 3 =, function 1 btint4cmp(int, int);
comment on operator class ints using btree is 'x';
create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create access method trees type index handler bthandler;
comment on access method trees is 'x';
create text search template p (lexize = dsimple_lexize);
comment on text search template p is 'x';
create transform for int language sql (from sql with function prsd_lextype(internal));
comment on transform for int language sql is 'x';
"""
UNCOVERED = """
select lo_create(0), lo_create(770077);
comment on large object 770077 is 'x';
create function small(a int2, b int2) returns boolean language sql immutable as 'select $1 = $2';
create operator ==== (function = small, leftarg = int2, rightarg = int2);
create operator family own using hash;
alter operator family own using hash add operator 1 ==== (smallint, smallint);
alter operator family float_ops using hash add operator 1 ==== (smallint, smallint);
"""


def found(dsn: str) -> list[str]:
    """Return what is named."""
    with reading(dsn) as connection:
        return [entry.what for entry in read_uncovered(connection)]


def test_what_a_kind_covers_is_not_named(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Objects of every covered class, with comments, and those of an extension leave nothing to name."""
    assert found(database(COVERED)) == []
    assert major == server.major


def test_what_no_kind_covers_is_named_with_its_number(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Large objects, their comments, and members that were added to a family of the server are counted."""
    named = found(database(COVERED + UNCOVERED))
    assert named == ["1 comments on other objects", "2 large objects", "1 members of operator families of the server"]
    assert major == server.major


def test_comments_on_what_comes_with_others_are_counted(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """The row type of a table and the array type of an enum may have comments, which no dump keeps."""
    named = found(
        database(
            "create table t (id int); create type e as enum ('a'); create type c as (a int);"
            " comment on type t is 'x'; comment on type _e is 'x'; comment on type e is 'x'; comment on type c is 'x'"
        )
    )
    assert named == ["2 comments on types that come with others"]
    assert major == server.major


def test_privileges_on_parameters_are_counted(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Who may SET what only a superuser may is of the whole server, and no kind."""
    dsn = database("select 1")
    if major < 15:
        pytest.skip(f"PostgreSQL {major}: privileges on parameters are new in 15")
    with psycopg.connect(dsn) as connection:
        connection.execute("grant set on parameter log_statement to public")
        connection.commit()
        try:
            assert found(dsn) == ["1 parameters with privileges"]
        finally:
            connection.execute("revoke set on parameter log_statement from public")
    assert found(dsn) == []
    assert major == server.major
