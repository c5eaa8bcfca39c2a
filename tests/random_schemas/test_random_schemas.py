"""Random databases that somebody was at: all is found, repaired with every row kept, and taken back.

Ten pairs by default; `DRIFTTOOLS_RANDOM=100:500` runs those seeds, `DRIFTTOOLS_RANDOM_MUTATIONS=12` more at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import psycopg
import pytest

from drifttools.catalog.reader import Extent, read_in_transaction
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from tests.conftest import MakeDatabase
from tests.loop import apply, dump, findings_text, make_roles, plan_for, plan_text, snapshot
from tests.random_schemas.mutate import Hand, all_sorts, attempt
from tests.random_schemas.pairs import assert_same, check_findings, check_kept, check_repair, named, pair
from tests.random_schemas.parts import Chance
from tests.random_schemas.schema import script

FIRST, _, LAST = os.environ.get("DRIFTTOOLS_RANDOM", "0:10").partition(":")
MUTATIONS = int(os.environ.get("DRIFTTOOLS_RANDOM_MUTATIONS", "5"))


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_a_database_that_somebody_was_at_is_repaired(seed: int, pg_server: PrivateServer) -> None:
    """Every mutation is found; each way round the plan ends at an equal dump with every row, and is taken back."""
    make_roles(pg_server)
    with pair(pg_server, seed, mutations=MUTATIONS) as one:
        assert len(one.mutations) == MUTATIONS
        check_findings(one)
        check_kept(pg_server, one.healthy, one.drifted, str(one))
        check_kept(pg_server, one.drifted, one.healthy, str(one))
        check_repair(pg_server, one.healthy, one.drifted, str(one))
        check_repair(pg_server, one.drifted, one.healthy, str(one))


def test_every_sort_of_mutation_is_found(database: MakeDatabase, pg_server: PrivateServer) -> None:
    """Alone, each of a hundred sorts of changes is a finding that names what was changed, and without it there is none."""
    make_roles(pg_server)
    done: set[str] = set()
    for seed in range(3):
        dsn = database(script(1000 + seed, tables=12))
        with psycopg.connect(dsn) as connection:
            done |= _found_alone(connection, set(all_sorts()) - done, seed)
    assert len(done) > 100, sorted(set(all_sorts()) - done)


def _found_alone(connection: psycopg.Connection[tuple[object, ...]], sorts: Iterable[str], seed: int) -> set[str]:
    """Do each of these and take it back; returns those that could be done."""
    before = read_in_transaction(connection, Extent())
    done: set[str] = set()
    for sort in sorted(sorts):
        with connection.transaction(force_rollback=True):
            made = attempt(Hand(connection, Chance(f"{sort} {seed}")), sort)
            if made is None:
                continue
            found = compare(before, read_in_transaction(connection, Extent()))
            done.add(sort)
            assert set(made.about) & named(found), f"not found: {sort}: {made.sql}\n{findings_text(found)}"
        assert not compare(before, read_in_transaction(connection, Extent())).findings.records
    return done


def test_a_script_is_the_same_every_time() -> None:
    """A seed gives one script, another seed another."""
    assert script(7, tables=20) == script(7, tables=20)
    assert script(7, tables=20) != script(8, tables=20)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_database_comes_of_nothing_and_goes_again(
    seed: int, database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """Against an empty database, a plan makes all of it, to an equal dump; the reverse empties it."""
    make_roles(pg_server)
    full, empty = database(script(2000 + seed, tables=15)), database()
    wanted, nothing = snapshot(full), snapshot(empty)
    dumped, blank = dump(pg_server, full), dump(pg_server, empty)
    apply(empty, plan_for(wanted, nothing).steps)
    assert_same(dumped, dump(pg_server, empty), "the dump of what was made")
    again = snapshot(empty)
    assert not compare(wanted, again).findings.records, findings_text(compare(wanted, again))
    plan = plan_for(nothing, again)
    apply(empty, plan.steps)
    assert_same(blank, dump(pg_server, empty), "the dump of what was emptied", plan_text(plan))
