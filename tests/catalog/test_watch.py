"""What a watch over a reading notices, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from drifttools.catalog import stamp, watch
from drifttools.catalog.connect import Connection, connect_readonly, parse_target
from tests.conftest import MakeDatabase


@contextmanager
def connections(dsn: str, number: int) -> Iterator[list[Connection]]:
    """So many connections that read."""
    with ExitStack() as stack:
        yield [stack.enter_context(connect_readonly(parse_target(dsn))) for _ in range(number)]


@pytest.fixture(params=[1, 2], ids=["one connection", "two connections"])
def number(request: pytest.FixtureRequest) -> int:
    """Over how many connections is read."""
    found: int = request.param
    return found


def test_at_rest_nothing_is_stamped(number: int, database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no transaction ended meanwhile, the list of transactions is enough."""
    monkeypatch.setattr(watch, "stamp_in_transaction", None)
    monkeypatch.setattr(watch, "read_stamp", None)
    with connections(database("create table t (a int)"), number) as readers:
        seen = watch.begin(readers[0], careful=False)
        assert seen.nothing_changed(readers)
        assert seen.nothing_changed(readers), "asked again"


@pytest.mark.parametrize("careful", [False, True])
@pytest.mark.parametrize(
    "change",
    ["alter table t add b int", "drop table t", "comment on table t is 'x'", "create function f() returns int return 1"],
)
def test_every_change_of_the_catalog_is_noticed(change: str, number: int, database: MakeDatabase, *, careful: bool) -> None:
    """DDL that is committed while somebody reads is noticed by each of the two ways."""
    dsn = database("create table t (a int)")
    with connections(dsn, number) as readers:
        seen = watch.begin(readers[0], careful=careful)
        with psycopg.connect(dsn, autocommit=True) as other:
            other.execute(change.encode())
        assert not seen.nothing_changed(readers)
        assert not seen.nothing_changed(readers), "asked again"


def test_a_transaction_that_ends_late_is_noticed(number: int, database: MakeDatabase) -> None:
    """DDL that had begun before the reading and is committed within it is a change too."""
    dsn = database("create table t (a int)")
    with connections(dsn, number) as readers, psycopg.connect(dsn) as other:
        other.execute("alter table t add b int")
        with psycopg.connect(dsn, autocommit=True) as later:
            later.execute("create table later (a int)")
        seen = watch.begin(readers[0], careful=False)
        other.commit()
        assert not seen.nothing_changed(readers)


def test_rows_that_others_write_are_no_change(database: MakeDatabase) -> None:
    """A busy server is not a catalog that moves: two connections tell at once, a single one when it was careful."""
    dsn = database("create table t (a int)")
    for number, careful, expected in ((2, False, True), (1, True, True), (2, True, True), (1, False, False)):
        with connections(dsn, number) as readers:
            seen = watch.begin(readers[0], careful=careful)
            with psycopg.connect(dsn, autocommit=True) as other:
                other.execute("insert into t values (1)")
            assert seen.nothing_changed(readers) is expected, (number, careful)


def test_without_the_first_transaction_a_busy_server_is_not_trusted(database: MakeDatabase) -> None:
    """An error ends the transaction that remembers: what cannot be shown to be at rest is not said to be."""
    dsn = database("create table t (a int)")
    with connections(dsn, 2) as readers:
        seen = watch.begin(readers[0], careful=False)
        readers[0].rollback()
        seen.lost()
        assert seen.nothing_changed(readers)
        with psycopg.connect(dsn, autocommit=True) as other:
            other.execute("insert into t values (1)")
        assert not seen.nothing_changed(readers)


def test_on_a_standby_a_stamp_is_taken_before(database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the list of transactions leaves out those that still run, so it is never enough."""
    monkeypatch.setattr(watch, "_MOMENT", "select pg_catalog.pg_current_snapshot()::text, true")
    with connections(database(), 1) as readers:
        seen = watch.begin(readers[0], careful=False)
        assert isinstance(seen.before, stamp.Stamp)
