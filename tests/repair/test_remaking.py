"""A table that becomes partitioned, or is no longer, is made anew with its rows, or not at all."""

from __future__ import annotations

import psycopg
import pytest

from drifttools.model.plan import DataLoss
from drifttools.repair.options import Options
from tests.conftest import MakeDatabase
from tests.loop import Refused, apply, plan_for, snapshot, undo
from tests.repair.counting import looked

PLAIN = "create table t (id int primary key, c text)"
PARTITIONED = """
    create table t (id int primary key, c text) partition by range (id);
    create table t_1 partition of t for values from (1) to (10);
    create index t_c on t (c);
"""
ROWS = "; insert into t values (1, 'a'), (2, 'b')"


def rows_of(dsn: str) -> list[tuple[object, ...]]:
    """Return the rows of the table."""
    with psycopg.connect(dsn) as connection:
        return connection.execute("select id, c from t order by id").fetchall()


@pytest.mark.usefixtures("major")
def test_partitions_go_only_where_that_is_named(database: MakeDatabase) -> None:
    """Without that, nothing of the table, its partitions and its columns is touched, and the plan says what to name."""
    actual = database(PARTITIONED + ROWS)
    plan = plan_for(snapshot(database(PLAIN)), snapshot(actual), Options())
    assert not plan.steps
    assert any("--drop 'public.t_1'" in one.reason for one in plan.unplanned)


@pytest.mark.usefixtures("major")
def test_no_statement_loses_rows(database: MakeDatabase) -> None:
    """No step is marked as one that loses anything, and the one that copies is taken back with its rows."""
    actual = database(PARTITIONED + ROWS)
    plan = plan_for(snapshot(database(PLAIN)), snapshot(actual))
    assert {step.data_loss for step in plan.steps} == {DataLoss.NONE}
    apply(actual, plan.steps)
    assert rows_of(actual) == [(1, "a"), (2, "b")]
    undo(actual, plan.steps)
    assert rows_of(actual) == [(1, "a"), (2, "b")]


@pytest.mark.usefixtures("major")
def test_rows_without_a_partition_can_be_put_aside(database: MakeDatabase) -> None:
    """With the way `quarantine` they wait in a table of their own, and come back with the way back."""
    actual = database(PLAIN + ROWS + ", (11, 'c')")
    seen = looked(database(PARTITIONED), actual, ways=["public.t=quarantine"])
    assert not seen.reasons
    apply(actual, seen.plan.steps)
    assert rows_of(actual) == [(1, "a"), (2, "b")]
    undo(actual, seen.plan.steps)
    assert rows_of(actual) == [(1, "a"), (2, "b"), (11, "c")]


@pytest.mark.usefixtures("major")
def test_a_copy_that_is_not_whole_drops_nothing(database: MakeDatabase) -> None:
    """What nobody could count ends the statement that copies, and the old table is there with its rows."""
    wanted = database(PARTITIONED)
    actual = database(PLAIN + ROWS)
    plan = plan_for(snapshot(wanted), snapshot(actual))
    with psycopg.connect(actual) as connection:
        connection.execute("insert into t values (11, 'c')")
    with pytest.raises(Refused, match="no partition"):
        apply(actual, plan.steps)
    assert rows_of(actual) == [(1, "a"), (2, "b"), (11, "c")]
