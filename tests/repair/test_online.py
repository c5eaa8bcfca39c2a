"""What large tables get instead of a lock: applied and taken back by the executor, and judged by pg_dump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.copying import dump_text
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.errors import ApplyError
from drifttools.model.plan import Lock, Plan, Reversal
from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.repair.outcome import Retries
from tests.loop import dump, reading, snapshot
from tests.repair.counting import looked
from tests.repair.plans import ask, run, target_of
from tests.repair.test_crash import killed

QUICK = Retries(attempts=2, first_s=0.01, longest_s=0.02, total_s=5)

COMMON = """
create extension if not exists pgcrypto;
create table p (id int primary key, code text);
create table t (id int primary key, a int, b int, c int, d text, p int);
insert into p select i, 'c' || i from generate_series(1, 50) i;
insert into t select i, i, i % 7, i, 'x', i from generate_series(1, 50) i;
create index t_stays on t (b);
create table small (id int, n int);
"""
ACTUAL = f"""{COMMON}
create index t_goes on t (a);
create index t_changes on t (a);
alter table t add constraint t_late check (b >= 0) not valid;
"""
EXPECTED = f"""{COMMON}
create index t_comes on t (d, a desc);
comment on index t_comes is 'by text';
create unique index t_changes on t (c);
alter table t add constraint t_late check (b >= 0);
alter table t add constraint t_c_key unique (c) deferrable;
alter table t add constraint t_positive check (a > 0);
alter table t add constraint t_p_fkey foreign key (p) references p on delete cascade;
comment on constraint t_positive on t is 'more than nothing';
alter table t alter a set not null, alter a set default 1;
alter table t add column u uuid not null default gen_random_uuid();
alter table small add constraint small_pkey primary key (id);
""".replace("create extension if not exists pgcrypto;", "")
ACTUAL = ACTUAL.replace("create extension if not exists pgcrypto;", "")


def online(expected: str, actual: str) -> Plan:
    """Return the plan in which every table is a large one, bound to the state that it was made for."""
    plan = looked(expected, actual, online_above=0).plan
    return bound(plan, actual)


def bound(plan: Plan, dsn: str) -> Plan:
    """Return the plan with the fingerprint of what it touches."""
    from drifttools.catalog.reader import Extent, read
    from drifttools.repair.fingerprint import focus_fingerprint

    with reading(dsn) as connection:
        return replace(plan, fingerprint=focus_fingerprint(read(connection, Extent(focus=plan.focus))))


@pytest.mark.usefixtures("major")
def test_an_online_plan_is_applied_and_taken_back(
    server: PrivateServer, database: Callable[[str], str], tmp_path: Path
) -> None:
    """It ends at the expected state, by our own reading and by pg_dump; no row is lost; the way back ends at the start."""
    expected, actual = database(EXPECTED), database(ACTUAL)
    before, rows = snapshot(actual), ask(actual, "select count(*) from t")
    plan = online(expected, actual)
    assert not plan.unplanned
    assert not plan.transactional
    holding = [step for step in plan.steps if step.scans and step.lock.strength >= Lock.SHARE.strength]
    assert not holding, holding
    alone = {step.title for step in plan.steps if not step.transactional}
    assert {
        "build index public.t.t_comes",
        "drop index public.t.t_goes",
        "build the index of constraint public.t.t_c_key",
        "look for nulls in public.t.a",
        "fill column public.t.u in portions",
        "check the rows that were there before constraint public.t.t_p_fkey",
        "check the rows that were there before constraint public.t.t_late",
    } <= alone
    assert all("from 0 MB on" in " ".join(step.notes) for step in plan.steps if not step.transactional)

    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records
    assert ask(actual, "select count(*) from t") == rows
    assert ask(actual, "select count(distinct u) from t") == 50
    assert not looked(expected, actual, online_above=0).plan.steps
    texts = [dump_text(target_of(dsn), server.binaries, exclude_schema="drifttools") for dsn in (expected, actual)]
    assert texts[0] == texts[1]

    rollback(plan, target_of(actual), confirm=rollback_token(plan), folder=tmp_path)
    assert not compare(before, snapshot(actual)).findings.records
    assert ask(actual, "select count(*) from t") == rows
    assert not [step for step in plan.steps if step.reversal is Reversal.NONE]
    run(actual, "drop schema drifttools cascade")
    assert dump(server, actual) == dump(server, database(ACTUAL))


def test_size_decides_and_maintenance_takes_the_short_way(database: Callable[[str], str]) -> None:
    """Below the threshold, without one, and where no size is known, everything is one transaction."""
    expected, actual = database(EXPECTED), database(ACTUAL)
    for above in (None, 1024 * 1024 * 1024):
        plan = looked(expected, actual, online_above=above).plan
        assert plan.transactional
        assert "concurrently" not in str(plan.steps)


def test_what_has_to_be_held_says_so(database: Callable[[str], str]) -> None:
    """Where PostgreSQL has no statement that lets others work, the step of a large table says that it holds it."""
    expected = database("create table t (id bigint primary key)")
    actual = database("create table t (id int primary key); insert into t values (1)")
    plan = looked(expected, actual, online_above=0).plan
    assert plan.transactional
    assert any("holds a large table while it works" in note for step in plan.steps for note in step.notes)


PARTITIONED = """
create table t (id int, day date, n int, d int) partition by range (day);
create table t1 partition of t for values from ('2026-01-01') to ('2026-02-01') partition by list (id);
create table t1_odd partition of t1 for values in (1);
create table t1_rest partition of t1 default;
create table t2 partition of t default;
insert into t select i % 3, date '2026-01-20' + i, i, i from generate_series(1, 20) i;
create index t_gone on t (n);
"""


@pytest.mark.usefixtures("major")
def test_a_partitioned_table_is_not_held_either(
    server: PrivateServer, database: Callable[[str], str], tmp_path: Path
) -> None:
    """Each partition gets its own while others work, and the whole takes those; nulls and checks are looked at late."""
    made = """create index t_id on t (id, lower(n::text)); create index t_d on t (d); drop index t_gone;
        comment on index t_id is 'whole'; alter index t1_odd_d_idx rename to of_the_odd;
        alter table t add constraint t_once unique (day, id, n); alter table t add constraint positive check (n > 0);
        alter table t alter d set not null"""
    expected, actual = database(PARTITIONED + made), database(PARTITIONED)
    before = snapshot(actual)
    plan = online(expected, actual)
    assert not plan.unplanned
    holding = [step for step in plan.steps if step.scans and step.lock.strength >= Lock.SHARE.strength]
    assert not holding, holding
    alone = {step.title for step in plan.steps if not step.transactional}
    assert {
        "build index public.t2.t2_d_idx",
        "build index public.t1_odd.of_the_odd",
        "build the index of constraint public.t1_rest.t1_rest_day_id_n_key",
        "check the rows that were there before constraint public.t.positive",
        "look for nulls in public.t.d",
    } <= alone
    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records
    texts = [dump_text(target_of(dsn), server.binaries, exclude_schema="drifttools") for dsn in (expected, actual)]
    assert texts[0] == texts[1]
    rollback(plan, target_of(actual), confirm=rollback_token(plan), folder=tmp_path)
    assert not compare(before, snapshot(actual)).findings.records
    assert ask(actual, "select count(*) from t") == ask(expected, "select count(*) from t")


def test_a_partition_without_an_index_of_its_own_keeps_the_short_way(database: Callable[[str], str]) -> None:
    """Where nobody says what the index of a partition is to be called, the whole is built at once, and the step says so."""
    expected = database(PARTITIONED + "create index t_id on t (id)")
    actual = database(PARTITIONED + "create table t3 partition of t for values from ('2028-01-01') to ('2028-02-01')")
    plan = looked(expected, actual, online_above=0, drop=()).plan
    assert plan.transactional
    assert any("holds a large table while it works" in note for step in plan.steps for note in step.notes)


def test_a_name_that_is_taken_is_not_given_to_not_null(major: int, database: Callable[[str], str], tmp_path: Path) -> None:
    """A column that was renamed keeps its NOT NULL under the former name: another one takes the next."""
    made = "create table t (a int not null, c int); alter table t rename a to b; alter table t rename c to a;"
    made += "alter table t add constraint t_a_not_null1 check (b > 0); insert into t values (1, 2);"
    expected, actual = database(made + "alter table t alter a set not null"), database(made)
    plan = online(expected, actual)
    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records
    taken = "t_a_not_null2" if major >= 18 else "dt_not_null"
    assert any(taken in statement for step in plan.steps for statement in step.statements)


@pytest.mark.usefixtures("major")
def test_a_build_that_fails_leaves_nothing(database: Callable[[str], str], tmp_path: Path) -> None:
    """Rows that came after the plan make the build fail: its INVALID index goes, and what was before it stays."""
    made = "create table t (id int primary key, a int); insert into t select i, i from generate_series(1, 20) i;"
    expected, actual = database(made + "create unique index t_a on t (a)"), database(made)
    plan = online(expected, actual)
    (step,) = plan.steps
    plan = replace(plan, steps=(replace(step, preconditions=()),))  # as if the duplicate came between count and build
    run(actual, "insert into t values (21, 1)")
    with pytest.raises(ApplyError, match="23505"):
        apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path, retries=QUICK)
    assert ask(actual, "select count(*) from pg_index where not indisvalid") == 0
    run(actual, "delete from t where id = 21")
    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records


@pytest.mark.usefixtures("major")
def test_an_invalid_index_that_somebody_left_is_rebuilt(database: Callable[[str], str], tmp_path: Path) -> None:
    """After a failed CREATE INDEX CONCURRENTLY the next plan rebuilds the index while others work; in the short way too."""
    made = "create table t (id int primary key, a int); insert into t select i, i from generate_series(1, 20) i;"
    expected = database(made + "create unique index t_a on t (a)")
    for above in (0, None):
        actual = database(made + "insert into t values (21, 1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            run(actual, "create unique index concurrently t_a on t (a)")
        run(actual, "delete from t where id = 21")
        seen = looked(expected, actual, online_above=above)
        assert not seen.reasons
        plan = bound(seen.plan, actual)
        assert ("reindex index concurrently" in str(plan.steps)) is (above == 0)
        apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path / str(above))
        assert not compare(snapshot(expected), snapshot(actual)).findings.records


CRASHING = "create table t (id int primary key, a int, b int); insert into t select i, i, i from generate_series(1, 99) i;"
DURING = [f"s{number:02}:after" for number in range(1, 9)]


@pytest.mark.parametrize("point", [*DURING, "s02:before", "commit:before", "commit:after"])
def test_a_killed_online_plan_is_gone_on_with(database: Callable[[str], str], tmp_path: Path, point: str) -> None:
    """Whatever part it was in: a second apply finds out how far it came, does the rest, and the way back works too."""
    expected = database(f"{CRASHING} alter table t alter a set not null, add constraint t_b_key unique (b);"
                        "alter table t add constraint t_a check (a > 0); create index t_new on t (b, a)")  # fmt: skip
    actual = database(f"{CRASHING} create index t_old on t (a)")
    before = snapshot(actual)
    plan = online(expected, actual)
    assert len(plan.steps) == 8
    assert sum(not step.transactional for step in plan.steps) == 5
    killed(plan, actual, tmp_path, point)
    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records
    assert ask(actual, "select count(*) from pg_index where not indisvalid") == 0
    rollback(plan, target_of(actual), confirm=rollback_token(plan), folder=tmp_path)
    assert not compare(before, snapshot(actual)).findings.records


def test_rows_in_the_way_are_asked_for_where_nothing_is_held(database: Callable[[str], str]) -> None:
    """The question goes with the part that runs alone, not with the one that takes the strong lock."""
    made = "create table t (id int primary key, a int); insert into t values (1, 1);"
    expected, actual = database(made + "alter table t alter a set not null"), database(made)
    plan = online(expected, actual)
    asked = [step.title for step in plan.steps if any("no rows" in probe.name for probe in step.preconditions)]
    assert asked == ["look for nulls in public.t.a"]


def test_not_null_is_a_constraint_of_its_own_from_18_on(
    major: int, server: PrivateServer, database: Callable[[str], str], tmp_path: Path
) -> None:
    """NOT NULL is taken without a look at the rows and validated beside others; before 18, a CHECK stands in for it."""
    made = "create table t (id int primary key, a int, b int); insert into t values (1, 1, 1);"
    named = " add constraint b_there not null b" if major >= 18 else " alter b set not null"
    expected, actual = database(f"{made} alter table t alter a set not null, {named}"), database(made)
    plan = online(expected, actual)
    sent = [statement for step in plan.steps for statement in step.statements]
    assert ("alter table public.t add constraint b_there not null b not valid" in sent) == (major >= 18)
    assert ("alter table public.t validate constraint t_a_not_null" in sent) == (major >= 18)
    assert any("check (" in statement for statement in sent) == (major < 18)
    holding = [step for step in plan.steps if step.scans and step.lock.strength >= Lock.SHARE.strength]
    assert not holding, holding
    apply(plan, target_of(actual), confirm=plan.token, folder=tmp_path)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records
    rollback(plan, target_of(actual), confirm=rollback_token(plan), folder=tmp_path)
    run(actual, "drop schema drifttools cascade")
    assert dump(server, actual) == dump(server, database(made))
