"""What holds for any two databases: nothing differs from itself, a plan makes one the other, files keep everything."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, note, settings

from drifttools.catalog.server import PrivateServer
from drifttools.catalog.store import load, save
from drifttools.compare.engine import compare
from drifttools.kinds.difference import Comparison
from drifttools.kinds.table import Table
from drifttools.model.finding import Change
from drifttools.model.snapshot import Snapshot
from drifttools.repair.ordering import Order
from tests.loop import apply, findings_text, plan_for, plan_text, snapshot
from tests.properties.strategies import Schema, schemas

Key = tuple[str, ...]
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


_OPPOSITE = {Change.MISSING: Change.UNEXPECTED, Change.UNEXPECTED: Change.MISSING}


def _renamed_from_a_name_in_use(found: Comparison, expected: Snapshot) -> set[Key]:
    """The tables of each chain of renames that begins with a name that the expected side uses and no rename takes."""
    renames = {one.found: one.wanted for one in found.relocations if one.kind is Table}
    in_use = {(one["schema"], one["table"]) for one in expected.rows["table"].decode(expected.rows["table"].lines)}
    keys: set[Key] = set()
    for first in renames.keys() & in_use - set(renames.values()):
        key: Key | None = first
        while key is not None:
            keys.add(key)
            key = renames.get(key)
    return keys


def _within(key: Key, tables: Mapping[Key, Key]) -> Key:
    """The key of a part of a table with the other name of that table."""
    return (*tables.get(key[:2], key[:2]), *key[2:]) if key[2:] else key


def _but(findings: Counter[tuple[str, Key, Change]], tables: set[Key]) -> Counter[tuple[str, Key, Change]]:
    """Findings that are not about these tables or their parts."""
    return Counter({finding: number for finding, number in findings.items() if finding[1][:2] not in tables})


@settings(max_examples=EXAMPLES)
@given(one=schemas(), other=schemas())
def test_missing_is_unexpected_the_other_way_round(pg_server: PrivateServer, one: Schema, other: Schema) -> None:
    """What is missing in one direction is unexpected in the other, object by object, and renamed is renamed back.

    With one exception. A table is renamed, with its rows, though another has to be made under the name that it gives up.
    The other way round that other one would have to go before the name is free: nothing is renamed there.
    """
    with databases(pg_server) as make:
        _, a = make(one.sql())
        _, b = make(other.sql())
    forth, back = compare(a, b), compare(b, a)
    note(findings_text(forth) + "\n--- the other way round\n" + findings_text(back))
    excepted = _renamed_from_a_name_in_use(forth, a) | _renamed_from_a_name_in_use(back, b)
    there = Counter((f.kind, f.key, _OPPOSITE[f.change]) for f in forth.findings if f.change in _OPPOSITE)
    named = {one.wanted: one.found for one in back.relocations if one.kind is Table}  # a part is named within its table
    here = Counter((f.kind, _within(f.key, named), f.change) for f in back.findings if f.change in _OPPOSITE)
    assert _but(there, excepted) == _but(here, excepted)
    renamed_there = {(one.wanted, one.found) for one in forth.relocations if one.kind is Table}
    renamed_here = {(one.found, one.wanted) for one in back.relocations if one.kind is Table}
    assert {key for pair in renamed_there ^ renamed_here for key in pair} <= excepted


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
        plan = plan_for(expected, actual)
    assert seen or not plan.steps
    for order, nodes in seen:
        places = {node: place for place, node in enumerate(nodes)}
        for node, befores in order._before.items():  # noqa: SLF001 - the rules are what is checked
            for before in befores:
                assert places[before] < places[node] or (node, before) in order._weak  # noqa: SLF001
