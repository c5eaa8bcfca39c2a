"""Rows that a change on SQLite would fail on, or lose something of, are counted before, and the change is left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from drifttools.errors import ApplyError, UsageError
from drifttools.model.plan import Reversal
from drifttools.repair.outcome import rollback_token
from drifttools.repair.sqlite.executor import apply, rollback
from tests.repair.sqlite.files import ask, contents, script, target_of
from tests.repair.sqlite.loop import definitions, planned

# What the file is with its rows, what it should be, and what is said of the rows; nothing where none is in the way.
IN_THE_WAY = {
    "null": (
        "create table t (a integer primary key, b text); insert into t values (1, 'x'), (2, null), (3, null)",
        "create table t (a integer primary key, b text not null)",
        "2 rows of t in which b is null (a: 2, 3)",
    ),
    "a new column": (
        "create table t (a integer primary key); insert into t values (1), (2)",
        "create table t (a integer primary key, b text not null)",
        "2 rows of t that would have no value for b, which is NOT NULL (a: 1, 2)",
    ),
    "a new column of no rows": (
        "create table t (a integer primary key)",
        "create table t (a integer primary key, b text not null)",
        "",
    ),
    "equal": (
        "create table t (a integer primary key, b text); insert into t values (1, 'x'), (2, 'x'), (3, 'X'), (4, null)",
        "create table t (a integer primary key, b text unique)",
        "1 of the rows of t that are equal to others in (b) (a: 2)",
    ),
    "equal but for the case": (
        "create table t (a integer primary key, b text collate nocase); insert into t values (1, 'x'), (3, 'X'), (4, 'y')",
        "create table t (a integer primary key, b text collate nocase unique)",
        "1 of the rows of t that are equal to others in (b)",
    ),
    "an index": (
        "create table t (a integer primary key, b text, c int); insert into t values (1, 'x', 1), (2, 'x', 1), (3, 'x', 2)",
        "create table t (a integer primary key, b text, c int); create unique index i on t (lower(b)) where c = 1",
        "1 of the rows of t that are equal to others in i (a: 2)",
    ),
    "an index that fits": (
        "create table t (a integer primary key, b text, c int); insert into t values (1, 'x', 1), (2, 'x', 2), (3, 'x', 2)",
        "create table t (a integer primary key, b text, c int); create unique index i on t (lower(b)) where c = 1",
        "",
    ),
    "check": (
        "create table t (a integer primary key, b int); insert into t values (1, 5), (2, -5), (3, null)",
        "create table t (a integer primary key, b int check (b > 0))",
        "1 of the rows of t that violate CHECK (b > 0) (a: 2)",
    ),
    "orphans": (
        (
            "create table p (id integer primary key); insert into p values (1);"
            " create table t (a integer primary key, b int);"
            "insert into t values (1, 1), (2, 7), (3, null)"
        ),
        "create table p (id integer primary key); create table t (a integer primary key, b int references p)",
        "1 of the rows of t whose (b) is not in p (a: 2)",
    ),
    "strict": (
        "create table t (a integer primary key, b int); insert into t values (1, 5), (2, 'x'), (4, 2.0), (5, 2.5)",
        "create table t (a integer primary key, b int) strict",
        "2 rows of t whose b is no int, which STRICT refuses (a: 2, 5)",
    ),
    "another type of a strict table": (
        "create table t (a integer primary key, b any) strict; insert into t values (1, x'00'), (2, 'x'), (3, 7)",
        "create table t (a integer primary key, b text) strict",
        "1 of the rows of t whose b is no text, which STRICT refuses (a: 1)",
    ),
    "leading zeros": (
        "create table t (a integer primary key, b text); insert into t values (1, '007'), (2, '7'), (3, 'x'), (4, '1.50')",
        "create table t (a integer primary key, b integer)",
        "2 rows of t whose b is a text that would be kept as another number: 007 as 7 (a: 1, 4)",
    ),
    "a key of nulls": (
        "create table t (a text primary key, b int); insert into t values ('x', 1), (null, 2)",
        "create table t (a text primary key, b int) without rowid",
        "1 of the rows of t in which a column of the primary key is null",
    ),
}


@pytest.mark.parametrize(("live", "expected", "said"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_rows_in_the_way_are_counted(tmp_path: Path, live: str, expected: str, said: str) -> None:
    """The plan leaves the change alone with their number; without such rows it is done, and the check holds then too."""
    path, goal = script(tmp_path / "live.db", live), script(tmp_path / "goal.db", expected)
    plan = planned(path, goal).plan
    if said:
        assert not plan.steps
        assert said in plan.unplanned[0].reason
        assert "leave" in plan.unplanned[0].ways
        for table in ("t", "p"):  # with the rows gone, nothing is in the way of the same change
            if f"create table {table} " in live:
                script(path, f"delete from {table}")
        plan = planned(path, goal).plan
    assert plan.steps
    assert not plan.unplanned
    assert apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i").changed


WAYS = {
    "default": ("b text", "b text not null default 'n'", "default", ["n", "x", "y"]),
    "using, for nulls alone": ("b text", "b text not null", "using:'row ' || a", ["row 3", "x", "y"]),
    "using, for a new column": ("", "b text not null", "using:'row ' || a", ["row 1", "row 2", "row 3"]),
    "using, for another type": ("b text", "b integer not null", "using:length(coalesce(b, ''))", [0, 1, 1]),
}


@pytest.mark.parametrize(("before", "after", "way", "values"), WAYS.values(), ids=WAYS)
def test_a_way_is_gone(tmp_path: Path, before: str, after: str, way: str, values: list[object]) -> None:
    """The values are what was chosen, and the way back says that only the backup has the old ones."""
    own = f"a integer primary key{', ' if before else ''}{before}"
    rows = "insert into t values (1, 'x'), (2, 'y'), (3, null)" if before else "insert into t values (1), (2), (3)"
    path = script(tmp_path / "live.db", f"create table t ({own}); {rows}")
    goal = script(tmp_path / "goal.db", f"create table t (a integer primary key, {after})")
    plan = planned(path, goal, ways=(f"main.t.b={way}",)).plan
    assert not plan.unplanned
    assert [step.reversal.value for step in plan.steps] == ["needs backup"]
    apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    assert sorted((row[0] for row in ask(path, "select b from t")), key=str) == values


ASIDE = {
    **{name: case[:2] for name, case in IN_THE_WAY.items() if case[2] and name != "a new column"},
    "without rowids": (
        (
            "create table t (a text, c int, b text, primary key (a, c)) without rowid;"
            "insert into t values ('x', 1, 'one'), ('x', 2, 'one'), ('y', 1, null)"
        ),
        "create table t (a text, c int, b text unique, primary key (a, c)) without rowid",
    ),
    "names of the rowid taken": (
        "create table t (rowid text, oid text, b blob); insert into t values ('r', 'o', x'00'), (null, null, x'00')",
        "create table t (rowid text, oid text, b blob unique)",
    ),
    "two columns at once": (
        (
            "create table t (a integer primary key, b text, c int);"
            "insert into t values (1, null, 5), (2, null, -1), (3, 'x', -1), (4, 'x', 1)"
        ),
        "create table t (a integer primary key, b text not null, c int check (c > 0))",
    ),
    "a table that is renamed": (
        "create table t_old (b text, c int, d text); insert into t_old values ('x', 1, 'd'), ('x', 2, 'd')",
        "create table t (b text unique, c int, d text)",
    ),
    "computed, and of no type": (
        "create table t (b, c as (b || '!') stored); insert into t (b) values (1), ('1'), (1.0), (null), (x'31'), ('1')",
        "create table t (b unique, c as (b || '!') stored)",
    ),
}


@pytest.mark.parametrize("name", ASIDE)
def test_rows_go_aside_and_come_again(tmp_path: Path, name: str) -> None:
    """What is in the way goes to a table of ours in the same transaction, value by value; the way back brings every row."""
    path, goal = (script(tmp_path / f"{number}.db", text) for number, text in enumerate(ASIDE[name]))
    start, before = contents(path), definitions(path)
    plan = planned(path, goal, ways=("*=quarantine",)).plan
    assert not plan.unplanned
    target, folder = target_of(path), tmp_path / "i"
    apply(plan, target, confirm=plan.token, folder=folder)
    assert definitions(path) == definitions(goal)
    ours = [row[0] for row in ask(path, "select name from sqlite_schema where name glob 'drifttools_quarantine_*'")]
    held = sum(ask(path, f'select count(*) from "{one}"')[0][0] for one in ours)
    rows = start.get("t") or start["t_old"]
    assert 0 < held == len(rows) - len(contents(path)["t"])
    assert not planned(path, goal).plan.steps
    rollback(plan, target, confirm=rollback_token(plan), folder=folder)
    assert definitions(path) == before
    if all(step.reversal is Reversal.EXACT for step in plan.steps):
        assert contents(path) == start
    else:  # a number that became a text stays one
        assert [row[0] for row in contents(path)["t"]] == [row[0] for row in start["t"]]
    assert not ask(path, "select name from sqlite_schema where name glob 'drifttools_q*'")


def test_triggers_see_rows_go_and_come(tmp_path: Path) -> None:
    """What a trigger keeps up to date stays right; the plan names it, and does not promise that all is as it was."""
    text = "create table t (a integer primary key, b text{}); create table log (what text);"
    text += "create trigger gone after delete on t begin insert into log values ('gone ' || old.a); end;"
    rows = "insert into t values (1, 'x'), (2, 'x')"
    path = script(tmp_path / "live.db", text.format("") + rows)
    goal = script(tmp_path / "goal.db", text.format("") + "create unique index i on t (b);")
    for wanted in (goal, script(tmp_path / "other.db", text.format(" unique"))):
        plan = planned(path, wanted, ways=("*=quarantine",)).plan
        assert [step.reversal.value for step in plan.steps] == ["needs backup"]
        assert "triggers fire when they go: gone" in plan.steps[0].notes
    apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    assert ask(path, "select * from log") == [("gone 2",)]


def test_rows_that_others_refer_to_do_not_go(tmp_path: Path) -> None:
    """The COMMIT is refused, with the number of rows that would refer to nothing."""
    text = "create table c (x int references t (a)); create table t (a integer primary key, b text"
    rows = "insert into t values (1, 'x'), (2, 'x'); insert into c values (2)"
    path = script(tmp_path / "live.db", f"{text}); {rows}")
    goal = script(tmp_path / "goal.db", f"{text} unique)")
    plan, start = planned(path, goal, ways=("*=quarantine",)).plan, contents(path)
    with pytest.raises(ApplyError, match="1 rows of c would refer to rows of t that are not there"):
        apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    assert contents(path) == start


EXPRESSIONS = {
    "null": ("b text not null", "nullif(a, 2)", "1 of the rows of t in which b is null, after the given expression (a: 2)"),
    "no column": ("b text not null", "nowhere", "no such column: nowhere"),
    "new": ("c text not null, b text", "nullif(a, 1)", "which is NOT NULL, after the given expression (a: 1)"),
    "number": ("b integer not null", "nullif(b, 'x')", "in which b is null, after the given expression (a: 1, 2)"),
}


@pytest.mark.parametrize("what", EXPRESSIONS)
def test_an_expression_that_does_not_serve_is_known_before_there_is_a_plan(tmp_path: Path, what: str) -> None:
    """It is tried on every row by SELECT; where it gives null, or cannot be computed, the change is left alone."""
    after, expression, said = EXPRESSIONS[what]
    path = script(
        tmp_path / "live.db", "create table t (a integer primary key, b text); insert into t values (1, 'x'), (2, null)"
    )
    goal = script(tmp_path / "goal.db", f"create table t (a integer primary key, {after})")
    plan = planned(path, goal, ways=(f"main.t.{after[0]}=using:{expression}",), unknown=True).plan
    assert not [step for step in plan.steps if "not null" in step.statements[1]]
    assert any(said in one.reason for one in plan.unplanned), plan.unplanned


def test_a_way_that_is_none_is_refused(tmp_path: Path) -> None:
    """The message has those that are."""
    path = script(tmp_path / "live.db", "create table t (a integer primary key, b text); insert into t values (1, null)")
    goal = script(tmp_path / "goal.db", "create table t (a integer primary key, b text not null)")
    with pytest.raises(UsageError, match="default is no way") as caught:
        planned(path, goal, ways=("main.t.b=default",))
    assert "using, quarantine, leave" in str(caught.value)
    with pytest.raises(UsageError, match="SQLite has no constraint that holds for new rows only"):
        planned(path, goal, ways=("main.t.b=not-valid",))


def test_what_nobody_named_stays_in_a_table_that_is_written_anew(tmp_path: Path) -> None:
    """A column, a constraint and an index that are not expected keep their place, also beside what changes."""
    path = script(
        tmp_path / "live.db",
        "create table t (a integer primary key, old text unique check (old <> ''), b text, check (a < 100));"
        "create index i on t (old); insert into t values (1, 'o', 'x')",
    )
    goal = script(tmp_path / "goal.db", "create table t (a integer primary key, b text not null, c int default (1 + 1))")
    start = contents(path)
    plan = planned(path, goal, drop=()).plan
    assert {one.named for one in plan.unplanned} >= {"main.t.old", "main.t.i", "main.t.check (a < 100)"}
    apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    assert ask(path, "select a, old, b, c from t") == [(1, "o", "x", 2)]
    assert ask(path, "select count(*) from sqlite_schema where name = 'i'") == [(1,)]
    stored = ask(path, "select sql from sqlite_schema where name = 't'")[0][0]
    assert all(text in stored for text in ("unique", "check (old <> '')", "check (a < 100)"))
    rollback(plan, target_of(path), confirm=rollback_token(plan), folder=tmp_path / "i")
    assert {**contents(path), "drifttools_journal": 0} == {**start, "drifttools_journal": 0}


def test_a_column_that_an_index_needs_is_not_dropped(tmp_path: Path) -> None:
    """The index was not named, so the column stays, and the plan says why."""
    path = script(tmp_path / "live.db", "create table t (a int, b text); create index i on t (b)")
    goal = script(tmp_path / "goal.db", "create table t (a int)")
    plan = planned(path, goal, drop=("main.t.b",)).plan
    assert not plan.steps
    assert any("an index that is not dropped uses it" in one.reason for one in plan.unplanned)


def test_a_table_that_is_renamed_and_written_anew_comes_back(tmp_path: Path) -> None:
    """Names in views, triggers and foreign keys of others follow, its rows stay, and all of it is taken back."""
    text = (
        "create table {0} (id integer primary key, name text, phone text, z int{1}); create index ci on {0} (phone);"
        "create table o (id integer primary key, c integer references {0} (id)); create view v as select phone from {0};"
        "create trigger tr after insert on o begin update {0} set z = 1; end;"
    )
    rows = "insert into clients_old values (1, 'a', null, 1); insert into o values (1, 1)"
    path = script(tmp_path / "live.db", text.format("clients_old", "") + rows)
    goal = script(tmp_path / "goal.db", text.format("clients", " not null"))
    start, before = contents(path), definitions(path)
    plan = planned(path, goal).plan
    assert plan.steps[0].title == "rename table main.clients_old to clients"
    apply(plan, target_of(path), confirm=plan.token, folder=tmp_path / "i")
    assert definitions(path) == definitions(goal)
    assert contents(path)["clients"] == start["clients_old"]
    rollback(plan, target_of(path), confirm=rollback_token(plan), folder=tmp_path / "i")
    assert definitions(path) == before
    assert {**contents(path), "drifttools_journal": 0} == {**start, "drifttools_journal": 0}


@pytest.mark.parametrize(
    ("live", "expected", "said"),
    [
        ("create table Users (a int)", "create table users (a int)", "the same name to SQLite"),
        ("create table t (a int)", "create table t (a int, check (t.a > 0))", "the table's own name"),
    ],
)
def test_what_cannot_be_done_is_left_alone_and_nothing_is_lost(tmp_path: Path, live: str, expected: str, said: str) -> None:
    """The plan says why, also where everything may be dropped."""
    path, goal = script(tmp_path / "live.db", live), script(tmp_path / "goal.db", expected)
    plan = planned(path, goal).plan
    assert any(said in one.reason for one in plan.unplanned)
    assert not plan.steps


@pytest.mark.parametrize(
    ("one", "other", "value", "said"),
    [
        ("integer", "real", 2**53 + 1, "a REAL would round"),
        ("text", "double precision", "9007199254740993", "a REAL would round"),
        ("real", "text", 0.1 + 0.2, "a text would round"),
        ("numeric", "varchar(20)", 1 / 3, "a text would round"),
        ("integer", "real", 2**53, ""),
        ("real", "text", 0.1, ""),
        ("integer", "text", 2**53 + 1, ""),
        ("numeric", "real", 0.1 + 0.2, ""),
    ],
)
def test_no_digit_is_lost_without_a_word(one: str, other: str, value: object, said: str, tmp_path: Path) -> None:
    """A type that would round what is there is left alone, and the plan says so; where nothing is lost it goes on."""
    live, right = (
        tmp_path / "live.db",
        script(tmp_path / "right.db", f"create table t (id integer primary key, v {other});"),
    )
    connection = sqlite3.connect(live)
    connection.execute(f"create table t (id integer primary key, v {one})")
    connection.execute("insert into t (v) values (?)", [value])
    connection.commit()
    connection.close()
    plan = planned(live, right).plan
    assert {said in each.reason for each in plan.unplanned} == ({True} if said else set())
    assert bool(plan.steps) != bool(said)
