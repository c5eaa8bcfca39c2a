"""What holds for any two databases: nothing differs from itself, a plan makes one the other, files keep everything."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, note, settings

from drifttools.catalog.server import PrivateServer
from drifttools.catalog.store import load, save
from drifttools.compare.engine import compare
from drifttools.model.finding import Change
from drifttools.model.snapshot import Snapshot
from drifttools.repair.ordering import Order
from tests.loop import apply, findings_text, plan_for, plan_text, snapshot
from tests.properties.strategies import Schema, schemas

Make = Callable[[str], tuple[str, Snapshot]]
_numbers = itertools.count(1)

# each example makes databases: fewer of them than of pure functions, whatever the profile
EXAMPLES = max(5, settings.default.max_examples // 4)


@contextmanager
def databases(server: PrivateServer) -> Iterator[Make]:
    """Make databases for one example, and drop them with it."""
    made: list[str] = []

    def make(sql: str) -> tuple[str, Snapshot]:
        name = f"p{next(_numbers)}"
        server.create_database(name)
        made.append(name)
        with psycopg.connect(server.dsn(name)) as connection:
            connection.execute(sql.encode())
        return server.dsn(name), snapshot(server.dsn(name))

    try:
        yield make
    finally:
        for name in made:
            server.drop_database(name)


@settings(max_examples=EXAMPLES)
@given(schema=schemas())
def test_nothing_differs_from_itself(pg_server: PrivateServer, schema: Schema) -> None:
    """A snapshot has no findings against itself, and the order of creation changes neither findings nor fingerprint."""
    with databases(pg_server) as make:
        _, one = make(schema.sql())
        _, other = make(schema.sql(backwards=True))
    assert not compare(one, one).findings.records
    assert not compare(one, other).findings.records, findings_text(compare(one, other))
    assert one.fingerprint == other.fingerprint


@settings(max_examples=EXAMPLES)
@given(schema=schemas())
def test_what_is_saved_is_loaded(pg_server: PrivateServer, schema: Schema) -> None:
    """A saved snapshot is the same snapshot."""
    with databases(pg_server) as make, tempfile.TemporaryDirectory() as folder:
        _, read = make(schema.sql())
        back = load(save(read, Path(folder) / "snap"))
        assert {kind: rows.lines for kind, rows in back.rows.items()} == {k: rows.lines for k, rows in read.rows.items()}
        assert back.fingerprint == read.fingerprint
        assert tuple(back.edges or ()) == read.edges


@settings(max_examples=EXAMPLES)
@given(one=schemas(), other=schemas())
def test_a_plan_makes_one_the_other(pg_server: PrivateServer, one: Schema, other: Schema) -> None:
    """The repair of any database leaves no finding but those that it said it would leave, and a second plan is empty."""
    with databases(pg_server) as make:
        _, expected = make(one.sql())
        dsn, actual = make(other.sql())
        found = compare(expected, actual)
        plan = plan_for(expected, actual, found=found)
        note(findings_text(found))
        note(plan_text(plan))
        apply(dsn, plan.steps)
        repaired = snapshot(dsn)
    again = compare(expected, repaired)
    left = {entry.finding for entry in plan.unplanned}
    assert not [f for f in again.findings if f.id not in left and not f.follows], findings_text(again)
    if not left:
        assert not plan_for(expected, repaired, found=again).steps


@settings(max_examples=EXAMPLES)
@given(one=schemas(), other=schemas())
def test_missing_is_unexpected_the_other_way_round(pg_server: PrivateServer, one: Schema, other: Schema) -> None:
    """What is missing in one direction is unexpected in the other, object by object."""
    with databases(pg_server) as make:
        _, a = make(one.sql())
        _, b = make(other.sql())
    forth, back = compare(a, b), compare(b, a)
    opposite = {Change.MISSING: Change.UNEXPECTED, Change.UNEXPECTED: Change.MISSING}
    there = Counter((f.kind, f.key, opposite[f.change]) for f in forth.findings if f.change in opposite)
    here = Counter((f.kind, f.key, f.change) for f in back.findings if f.change in opposite)
    assert there == here


@settings(max_examples=EXAMPLES)
@given(one=schemas(), other=schemas())
def test_the_order_of_a_plan_keeps_every_rule(pg_server: PrivateServer, one: Schema, other: Schema) -> None:
    """The steps of a plan are a topological order: each runs after all that it must run after."""
    seen: list[tuple[Order, list[object]]] = []
    genuine = Order.sorted

    def spy(order: Order) -> list[object]:
        result = genuine(order)
        seen.append((order, list(result)))
        return result  # type: ignore[return-value]

    with databases(pg_server) as make, pytest.MonkeyPatch.context() as patch:
        _, expected = make(one.sql())
        _, actual = make(other.sql())
        patch.setattr(Order, "sorted", spy)
        plan_for(expected, actual)
    for order, nodes in seen:
        places = {node: place for place, node in enumerate(nodes)}
        for node, befores in order._before.items():  # noqa: SLF001 - the rules are what is checked
            for before in befores:
                assert places[before] < places[node] or (node, before) in order._weak  # noqa: SLF001
