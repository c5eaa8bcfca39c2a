"""Rows that a change would fail on are counted before it is planned: as many as PostgreSQL meets, named by their keys."""

from __future__ import annotations

import re

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.errors import UsageError
from drifttools.model.plan import Reversal
from drifttools.repair.options import Options, Way
from tests.conftest import MakeDatabase
from tests.loop import Refused, apply, make_roles, plan_for, snapshot, undo
from tests.repair.counting import looked
from tests.repair.scenes import SCENES, Scene


def all_of(major: int, part: str, *, rows: bool = False) -> str:
    """Return one side of every scene, each in a schema of its own: one database serves them all."""
    parts = ["create extension citext schema public;"]
    for label, scene in scenes_of(major).items():
        filling = scene.rows if rows else "; ".join(one for one in scene.rows.split(";") if "insert" not in one)
        made = f"{getattr(scene, part)};" + (f"{filling};" if part == "actual" else "")
        parts.append(f'create schema "{label}"; set search_path = "{label}"; {made}')
    return "\n".join(parts)


def scenes_of(major: int) -> dict[str, Scene]:
    """Return the scenes that a server knows."""
    return {label: scene for label, scene in SCENES.items() if major >= scene.least}


def test_rows_in_the_way_are_counted_as_postgresql_would_meet_them(major: int, database: MakeDatabase) -> None:
    """The plan leaves the change alone and names number and keys; done anyway, PostgreSQL refuses it or changes values."""
    expected, actual = database(all_of(major, "expected")), database(all_of(major, "actual", rows=True))
    seen = looked(expected, actual)
    assert not [one.reason for one in seen.counted.values() if one.reason]
    reasons = {seen.comparison.findings.by_id(one.finding).key[0]: one.reason for one in seen.plan.unplanned}
    wrong = []
    for label, scene in scenes_of(major).items():
        number = sum(rows or 0 for about, rows in seen.rows.items() if f"rows of {label}.t " in about)
        reason = reasons.get(label, "")
        named = scene.keys in reason and ("--way" in reason) is bool(scene.found)
        if (number, bool(reason), named) != (scene.found, bool(scene.found), True):
            wrong.append(f"{label}: {number} for {scene.found}, {reason!r}")
    assert not wrong, "\n".join(wrong)
    apply(actual, seen.plan.steps)  # what is left of the plan works
    wanted, found = snapshot(expected), snapshot(actual)
    for label, scene in scenes_of(major).items():
        plan = plan_for(wanted, found, Options(drop=("*",), only=(f"{label}.*",)))
        assert bool(plan.steps) is bool(scene.found), label
        if scene.refused and plan.steps:
            with pytest.raises(Refused):
                apply(actual, plan.steps)


def test_without_such_rows_the_change_is_planned_and_asks_again(major: int, database: MakeDatabase) -> None:
    """With empty tables nothing is in the way; each step has the question as a precondition, and it holds."""
    expected, actual = database(all_of(major, "expected")), database(all_of(major, "actual"))
    seen = looked(expected, actual)
    assert not seen.reasons
    assert len(seen.questions) > len(scenes_of(major))
    asked = [
        probe for step in seen.plan.steps for probe in step.preconditions if probe.name.startswith("there are no rows")
    ]
    assert {probe.name.removeprefix("there are no ") for probe in asked} == {question.about for question in seen.questions}
    assert sum("counted: no rows" in note for step in seen.plan.steps for note in step.notes) == len(asked)
    with psycopg.connect(actual) as connection:
        for step in seen.plan.steps:
            for probe in step.preconditions:
                row = connection.execute(probe.sql.encode()).fetchone()
                assert row is not None
                assert row[0] == probe.expected, probe.name
            for statement in step.statements:
                connection.execute(statement.encode())
    assert not compare(snapshot(expected), snapshot(actual)).findings.records


@pytest.mark.usefixtures("major")
def test_a_view_that_its_owner_may_not_fill_is_left_alone(database: MakeDatabase, server: PrivateServer) -> None:
    """The plan names the rights that its owner lacks, with which it is refreshed, and refreshes it once they are there."""
    make_roles(server)
    made = """create table a (i int, j int); create table b (i int); create function f() returns int language sql
        return 1; revoke execute on function f() from public; grant select (i) on a to app_reader; create schema app;
        create materialized view app.v as select a.i, f() from a, b; alter materialized view app.v owner to app_reader"""
    expected, actual = database(made), database(made + "; refresh materialized view app.v with no data")
    for one, other in ((expected, actual), (actual, expected)):
        reason = " ".join(looked(one, other).reasons)
        assert "2 tables or functions that the owner of app.v may not use" in reason
        assert "(named: b, f())" in reason.replace("public.", "")
    granted = "grant select on b to app_reader; grant execute on function f() to app_reader"
    for dsn in (expected, actual):
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(granted)
    seen = looked(expected, actual)
    assert not seen.reasons
    apply(actual, seen.plan.steps)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records


@pytest.mark.usefixtures("major")
def test_an_index_that_was_never_built_is_not_asked_for(database: MakeDatabase) -> None:
    """Where only the expected side's index is INVALID there is nothing to do here, and the plan says so."""
    made = "create table t (i int); create index i on t (i)"
    broken = "; update pg_index set indisvalid = false where indexrelid = 'i'::regclass"
    seen = looked(database(made + broken), database(made))
    assert not seen.plan.steps
    assert [reason for reason in seen.reasons if "REINDEX it there" in reason] == seen.reasons != []


@pytest.mark.usefixtures("major")
def test_the_zone_that_times_are_taken_for_is_said(database: MakeDatabase) -> None:
    """A change to times with a zone says that it takes them as UTC and how to name another, unless one was named."""
    made = "create table t (id int primary key, seen {}, days date); insert into t values (1, '2026-07-01 10:00', null)"
    expected, actual = database(made.format("timestamptz")), database(made.format("timestamp(3)"))
    (step,) = looked(expected, actual).plan.steps
    (note,) = (note for note in step.notes if "UTC" in note)
    assert note.startswith("its times say no zone, and are taken as UTC; of another zone: --way ")
    (way,) = re.findall(r'--way "(.*)"', note)
    (step,) = looked(expected, actual, ways=[way]).plan.steps
    assert not any("UTC" in note for note in step.notes)
    apply(actual, [step])
    with psycopg.connect(actual) as connection:
        assert connection.execute("select seen = '2026-07-01 08:00+00' from t").fetchone() == (True,)


_OVER_ANOTHERS = """create table a (i int primary key, j int); insert into a values (1, 2);
    create view v as select i from a; create materialized view m as select i from v; {}; alter view v owner to app_reader"""


@pytest.mark.usefixtures("major")
def test_what_nobody_could_fill_is_not_made_and_not_set_aside(database: MakeDatabase, server: PrivateServer) -> None:
    """A view whose owner may not read its table keeps what reads it from being made; to drop that has no way back."""
    make_roles(server)
    full = database(_OVER_ANOTHERS.format("select"))
    another_type = database(_OVER_ANOTHERS.format("select").replace("i int", "i bigint"))
    none = database(_OVER_ANOTHERS.format("drop materialized view m"))
    for wanted, actual in ((full, none), (full, another_type)):
        seen = looked(wanted, actual)
        assert any("m could not be filled: 1 of the tables or views" in reason for reason in seen.reasons), seen.reasons
        assert "(owner and what it may not read: app_reader on public.a)" in " ".join(seen.reasons)
        assert not seen.plan.steps
    gone = looked(none, full).plan.steps
    assert [step.reversal for step in gone] == [Reversal.NONE]
    assert "no way back" in gone[0].notes[0]


@pytest.mark.usefixtures("major")
def test_what_is_filled_comes_after_what_it_may_read(database: MakeDatabase, server: PrivateServer) -> None:
    """A right that the plan gives is given before the query runs that needs it; one that goes, goes after it."""
    make_roles(server)
    expected = database(_OVER_ANOTHERS.format("grant select on a to app_reader"))
    actual = database(_OVER_ANOTHERS.format("drop materialized view m; create table b (i int)"))
    plan = looked(expected, actual).plan
    apply(actual, plan.steps)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records


@pytest.mark.usefixtures("major")
def test_what_moves_and_is_renamed_is_counted_under_its_present_name(database: MakeDatabase) -> None:
    """The question goes to the table as it is now; the precondition to what it will be when the step runs."""
    made = "create schema app; create table {} (id int primary key, a text, b text, {})"
    expected = database(made.format("app.t", "word int not null check (word > 0)"))
    actual = database(made.format("public.t", "wort int") + "; insert into t values (1, '', '', null)")
    seen = looked(expected, actual)
    assert [one.rows for one in seen.counted.values() if one.rows] == [1]
    assert "id: 1" in seen.reasons[0]
    with psycopg.connect(actual, autocommit=True) as connection:
        connection.execute("update public.t set wort = 1")
    mended = looked(expected, actual)
    assert not mended.reasons
    apply(actual, mended.plan.steps)
    assert not compare(snapshot(expected), snapshot(actual)).findings.records


NUMBERED = "create table t (id int generated always as identity primary key"
WAYS = {
    "default": (
        "create table t (id int primary key, c int not null default 7)",
        "create table t (id int primary key, c int default 7)",
        "insert into t values (1, 1), (2, null)",
        "public.t.c=default",
        "select string_agg(c::text, ' ' order by id) from t",
        "1 7",
    ),
    "using for a null": (
        "create table t (id int primary key, c int not null)",
        "create table t (id int primary key, c int)",
        "insert into t values (1, 1), (2, null)",
        "public.t.c=using:id * 10",
        "select string_agg(c::text, ' ' order by id) from t",
        "1 20",
    ),
    "using for a new column": (
        "create table t (id int primary key, c int not null)",
        "create table t (id int primary key)",
        "insert into t values (1), (2)",
        "public.t.c=using:id * 10",
        "select string_agg(c::text, ' ' order by id) from t",
        "10 20",
    ),
    "using for a type": (
        "create table t (id int primary key, c timestamptz)",
        "create table t (id int primary key, c text)",
        "insert into t values (1, '01.02.2026')",
        "public.t.c=using:to_timestamp(c, 'DD.MM.YYYY')",
        "select to_char(c, 'YYYY-MM-DD') from t",
        "2026-02-01",
    ),
    "quarantine": (
        f"create table p (id int primary key); {NUMBERED}, p int references p)",
        f"create table p (id int primary key); {NUMBERED}, p int)",
        "insert into p values (1); insert into t (p) values (1), (2)",
        "public.t.t_p_fkey=quarantine",
        "select string_agg(p::text, ' ' order by id) from t",
        "1",
    ),
    "quarantine of what is there twice": (
        "create table t (id int primary key, c int unique)",
        "create table t (id int primary key, c int)",
        "insert into t values (1, 1), (2, 1), (3, 2), (4, 1), (5, null)",
        "public.t.t_c_key=quarantine",
        "select string_agg(id::text, ' ' order by id) from t",
        "1 3 5",
    ),
    "not valid": (
        "create table t (id int primary key, c int constraint k check (c > 0))",
        "create table t (id int primary key, c int)",
        "insert into t values (1, 1), (2, -1)",
        "public.t.k=not-valid",
        "select convalidated::text from pg_constraint where conname = 'k'",
        "false",
    ),
    "not valid of a domain": (
        "create domain d as int constraint k check (value > 0); create table t (id int primary key, c d)",
        "create domain d as int; create table t (id int primary key, c d)",
        "insert into t values (1, 1), (2, -1)",
        "public.d=not-valid",
        "select convalidated::text from pg_constraint where conname = 'k'",
        "false",
    ),
}


@pytest.mark.usefixtures("major")
@pytest.mark.parametrize("name", WAYS)
def test_a_way_that_was_chosen_is_gone(name: str, database: MakeDatabase) -> None:
    """Without a choice the change is left alone; with it the plan works, says so, and its way back brings all rows back."""
    wanted, found, rows, way, query, answer = WAYS[name]
    expected, actual = database(wanted), database(f"{found}; {rows}")
    assert looked(expected, actual).reasons
    seen = looked(expected, actual, ways=[way])
    assert not seen.reasons
    assert any(f"way chosen: {way}" in note for step in seen.plan.steps for note in step.notes)
    with psycopg.connect(actual) as connection:
        before = connection.execute("select count(*) from t").fetchone()
    apply(actual, seen.plan.steps)
    with psycopg.connect(actual) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        assert row[0] == answer
    undo(actual, seen.plan.steps)
    with psycopg.connect(actual) as connection:
        assert connection.execute("select count(*) from t").fetchone() == before
    back = compare(snapshot(database(found)), snapshot(actual)).findings
    assert not back.records


def test_leave_leaves_alone(database: MakeDatabase) -> None:
    """`leave` needs no rows in the way; the rest of the plan is made."""
    expected = database("create table t (id int primary key, c int not null, d int)")
    actual = database("create table t (id int primary key, c int)")
    seen = looked(expected, actual, ways=["public.t.c=leave"])
    assert seen.reasons == ["left alone on request"]
    assert [step.title for step in seen.plan.steps] == ["create column public.t.d"]


def test_an_expression_that_serves_not_is_found_before(database: MakeDatabase) -> None:
    """The expression of `using` is computed for every row first: one that fails or gives nothing is in the way itself."""
    expected = database("create table t (id int primary key, c int not null)")
    actual = database("create table t (id int primary key, c int); insert into t values (1, null), (2, null)")
    failing = looked(expected, actual, ways=["public.t.c=using:1 / (id - 1)"])
    assert "at least one of the rows of public.t with a null in c, after the given expression" in failing.reasons[0]
    nothing = looked(expected, actual, ways=["public.t.c=using:nullif(id, 2)"])
    assert "1 of the rows of public.t" in nothing.reasons[0]


@pytest.mark.parametrize(
    "text",
    ["t", "t=", "t=drop", "t=using", "t=using:", "t=using:1); drop table t; select (1", "t=using:1) from x, (select 2",
     "t=using:1 -- x", "t=default:1"],
)  # fmt: skip
def test_what_is_no_way_is_refused(text: str) -> None:
    """A way that is misspelt, or an expression that would be more than one, is refused before anything is asked."""
    with pytest.raises(UsageError):
        Way.parsed(text)


def test_a_way_that_an_object_does_not_have_is_refused(database: MakeDatabase) -> None:
    """The message names those that it has."""
    expected = database("create table t (id int primary key, c int not null)")
    actual = database("create table t (id int primary key, c int); insert into t values (1, null)")
    with pytest.raises(UsageError, match="not-valid is no way") as refused:
        looked(expected, actual, ways=["public.t.c=not-valid"])
    assert "using, quarantine, leave" in str(refused.value.hint)


def test_what_could_not_be_counted_is_said_and_asked_again(database: MakeDatabase) -> None:
    """A table too large, or a time limit, is "could not check": the step stays, with its precondition."""
    expected = database("create table t (id int primary key, c int not null)")
    filled = "create table t (id int primary key, c int); insert into t select i, i from generate_series(1, {}) i"
    actual = database(filled.format(2000) + "; analyze t")
    large = looked(expected, actual, at_most_rows=100)
    assert not large.reasons
    note = large.plan.steps[0].notes[0]
    assert note.startswith("could not check for rows of public.t with a null in c: the table has about 2,000 rows")
    assert large.plan.steps[0].preconditions[-1].name == "there are no rows of public.t with a null in c"
    slow = database(
        "create table t (id int primary key, c int); insert into t select i, i from generate_series(1, 300000) i"
    )
    assert "longer than 1 ms" in looked(expected, slow, timeout_ms=1).plan.steps[0].notes[0]


def test_a_policy_that_hides_rows_is_could_not_check(database: MakeDatabase) -> None:
    """A role for which a policy takes rows out of the answer gets none: the zero would be a lie."""
    made = "create table t (id int primary key, c int); create policy p on t using (c > 0);"
    made += "alter table t enable row level security;"
    expected = database(made + "alter table t alter c set not null")
    actual = database(made + "insert into t values (1, null);"
                      "do $$ begin create role dt_sees_little login; exception when duplicate_object then end $$;"
                      "grant select on t to dt_sees_little")  # fmt: skip
    from psycopg.conninfo import make_conninfo

    seen = looked(expected, make_conninfo(actual, user="dt_sees_little"))
    assert [one.rows for one in seen.counted.values()] == [None]
    assert "row-level security" in next(iter(seen.counted.values())).reason
    with psycopg.connect(actual, autocommit=True) as connection:
        connection.execute("drop owned by dt_sees_little")
        connection.execute("drop role dt_sees_little")


def test_values_are_never_shown(database: MakeDatabase) -> None:
    """What a plan says of rows are numbers and keys; a value that a cast refuses stays in the database."""
    expected = database("create table t (id int primary key, c uuid, d inet)")
    actual = database("create table t (id int primary key, c text, d text);"
                      "insert into t values (1, 'canary-c', 'canary-d')")  # fmt: skip
    seen = looked(expected, actual)
    assert len(seen.reasons) == 2
    assert "canary" not in str(seen)
