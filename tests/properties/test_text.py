"""Names and rows go to the server, to files and back without a change."""

from __future__ import annotations

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drifttools.catalog.server import PrivateServer
from drifttools.errors import UsageError
from drifttools.kinds.names import parts_of
from drifttools.model.rows import Field, Rows, Value, encode_line
from drifttools.sql.compose import name as sent
from drifttools.sql.quoting import literal, qualified, quote_name
from tests.properties.strategies import HOSTILE, any_names

FIELDS = (Field("k", "text", key=True), Field("t", "text"), Field("b", "bool"), Field("n", "int"), Field("l", "list"))

any_characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
texts = st.text(any_characters)
rows = st.tuples(
    texts,
    st.none() | texts,
    st.none() | st.booleans(),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.lists(texts).map(tuple),
)


@settings(max_examples=settings.default.max_examples * 5)
@given(name=any_names)
def test_a_name_is_quoted_as_the_server_does(pg_server: PrivateServer, name: str) -> None:
    """Every name that the server accepts is quoted as quote_ident() quotes it, and read back as the same name."""
    connection = _connection(pg_server)
    row = connection.execute("select quote_ident(%s), parse_ident(%s)", (name, quote_name(name))).fetchone()
    assert row == (quote_name(name), [name])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_table(pg_server: PrivateServer, name: str) -> None:
    """A quoted name is the name of the object that it makes."""
    connection = _connection(pg_server)
    connection.execute(f"create temp table {quote_name(name)} ({quote_name(name)} int)".encode())
    try:
        found = connection.execute(
            "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum = 1"
            " where c.relnamespace = pg_my_temp_schema() and c.relkind = 'r'"
        ).fetchall()
    finally:
        connection.execute(f"drop table {quote_name(name)}".encode())
    assert found == [(name, name)]


@given(names=st.lists(any_names, min_size=1, max_size=3))
def test_a_dotted_name_is_taken_apart_again(names: list[str]) -> None:
    """What `qualified` joins, `parts_of` takes apart."""
    assert parts_of(qualified(*names)) == tuple(names)


@given(name=st.text(any_characters, min_size=64) | st.just("") | st.just("a\0b") | st.just("é" * 32))
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    """What the server would cut or refuse is never quoted."""
    with pytest.raises(UsageError):
        sent(name)


@settings(max_examples=settings.default.max_examples * 5)
@given(value=texts)
def test_a_literal_is_the_value(pg_server: PrivateServer, value: str) -> None:
    """A quoted text is that text, whatever standard_conforming_strings is."""
    connection = _connection(pg_server)
    for setting in ("on", "off"):
        connection.execute(f"set standard_conforming_strings = {setting}".encode())
        assert connection.execute(f"select {literal(value)}::text".encode()).fetchone() == (value,)


@given(values=st.lists(rows, max_size=8))
def test_rows_are_kept_by_a_table(values: list[tuple[Value, ...]]) -> None:
    """Any rows are the same after they were an Arrow table, and decode to what was encoded."""
    lines = tuple(sorted(encode_line(row) for row in values))
    made = Rows(FIELDS, lines)
    assert Rows.from_table(FIELDS, made.table()).lines == lines
    decoded = {tuple(row.values()) for row in made.decode(lines)}
    assert decoded == set(values)


@settings(max_examples=settings.default.max_examples * 5)
@given(value=texts)
def test_rows_are_encoded_as_copy_does(pg_server: PrivateServer, value: str) -> None:
    """A line that we write is the line that COPY would send."""
    connection = _connection(pg_server)
    with connection.cursor() as cursor, cursor.copy(f"copy (select {literal(value)}::text) to stdout".encode()) as stream:
        sent = b"".join(bytes(block) for block in stream)
    assert sent == encode_line((value,)) + b"\n"


_open: dict[str, psycopg.Connection[tuple[object, ...]]] = {}


def _connection(server: PrivateServer) -> psycopg.Connection[tuple[object, ...]]:
    """Keep one connection for all examples."""
    dsn = server.dsn()
    if dsn not in _open:
        _open[dsn] = psycopg.connect(dsn, autocommit=True, options="-c client_min_messages=error")
        _open[dsn].execute("set backslash_quote = safe_encoding")
    return _open[dsn]
