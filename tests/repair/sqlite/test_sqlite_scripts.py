"""Scripts for the shell `sqlite3`, for whoever does not let drifttools apply a plan: they are safe by themselves."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import drifttools as dt
from drifttools.model.plan import Plan
from drifttools.repair.render import repair_sqlite, rollback_sqlite
from tests.repair.sqlite.files import (
    CLIENTS,
    ORDERS,
    SHOP,
    ask,
    back,
    contents,
    made,
    plan_of,
    rebuild,
    schema_of,
    script,
    shape,
    shop_plan,
    step,
    tables_of,
)
from tests.repair.sqlite.loop import definitions


def run(path: Path, text: str) -> str:
    """Give a script to the shell; what it says against it.

    Where there is no shell, the module of Python sends the statements one by one and ends at the first error, as it does.
    """
    if shell := shutil.which("sqlite3"):
        done = subprocess.run([shell, str(path)], input=text, capture_output=True, text=True, check=False)
        assert bool(done.returncode) == bool(done.stderr)
        return done.stderr
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            connection.executescript(re.sub(r"(?m)^\.bail on$", "", text))
        except sqlite3.Error as problem:
            return str(problem)
    return ""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make the shop's file."""
    return made(tmp_path / "it's a shop.db")


@pytest.fixture
def plan(shop: Path) -> Plan:
    """Plan to write two of its tables anew."""
    return replace(shop_plan(shop), database=str(shop))


def test_the_scripts_do_what_the_executor_does_and_only_once(shop: Path, plan: Plan) -> None:
    """The plan is done and taken back with all rows; a second time nothing is changed, and the shell says why."""
    rows, tables, text = contents(shop), tables_of(shop), repair_sqlite(plan, schema_of(shop))
    assert not run(shop, text)
    assert tables_of(shop)["clients"] != tables["clients"]
    assert contents(shop) == rows
    done = shape(shop)
    assert "nobody changed them, and it was not run yet" in run(shop, text)
    assert shape(shop) == done
    assert not run(shop, rollback_sqlite(plan))
    assert (contents(shop), tables_of(shop)) == (rows, tables)


def test_the_head_says_what_it_lacks_and_how_to_make_a_backup(shop: Path, plan: Plan) -> None:
    """The command in it makes a copy, and never writes over one."""
    text = repair_sqlite(plan, schema_of(shop))
    head = text.partition(".bail on")[0]
    assert "no backup and no entry in the journal" in head
    command = re.search(r"Copy the file first: (.*)", head)
    assert command is not None
    if shutil.which("sqlite3"):
        words = shlex.split(command[1])
        subprocess.run(words, check=True)
        assert shape(shop.with_name(f"{shop.name}.before")) == shape(shop)
        assert subprocess.run(words, capture_output=True, check=False).returncode


BROKEN = {
    "rows that refer to nothing": (
        "id integer primary key, name text references log (what), city text",
        "foreign_key_check",
    ),
    "equal rows": ("id integer primary key, name text, city text unique", "UNIQUE constraint failed"),
    "a column that an index needs": ("id integer primary key, name text", "no such column: city"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_an_error_rolls_all_of_it_back(shop: Path, what: str) -> None:
    """Whatever fails, at whichever place: the shell ends with an error, and the file is as it was."""
    script(shop, "create unique index whats on log (what)")
    definition, said = BROKEN[what]
    one = rebuild(shop, "clients", f"create table clients ({definition})")
    plan = plan_of(shop, step(1, [*one.statements()], [*back(one).statements()], "clients"))
    before = shape(shop)
    assert said in run(shop, repair_sqlite(plan, schema_of(shop)))
    assert shape(shop) == before


def test_a_file_that_changed_is_left_alone(shop: Path, plan: Plan) -> None:
    """The definitions are looked at under the write lock, those that came along too."""
    text = repair_sqlite(plan, schema_of(shop))
    script(shop, "create index more on clients (name)")
    before = shape(shop)
    assert "nobody changed them" in run(shop, text)
    assert shape(shop) == before


def test_the_sql_of_a_diff_makes_actual_equal_expected(tmp_path: Path) -> None:
    """`drift diff --format sql` into `sqlite3` is all that it takes; then the two are equal, and it is not run again."""
    goal = SHOP.replace("create table log (what text);", "create table log (what text, at text default '');")
    first, second = (line for line in goal.splitlines() if "id integer primary key" in line)
    goal = goal.replace(first, CLIENTS + ";").replace("create table orders (\n" + second, ORDERS + ";")
    wanted = script(tmp_path / "goal.db", goal + "create index orders_total on orders (total);")
    live = script(made(tmp_path / "live.db"), "create table leftover (a); insert into leftover values (1)")
    command = [sys.executable, "-m", "drifttools", "diff", f"sqlite:///{live}", f"database:sqlite:///{wanted}"]
    printed = subprocess.run([*command, "--format", "sql"], capture_output=True, text=True, check=False)
    assert printed.returncode == 1, printed.stderr
    assert not run(live, printed.stdout)
    assert definitions(live) == definitions(wanted)
    equal = subprocess.run([*command, "--format", "sql"], capture_output=True, text=True, check=False)
    assert (equal.returncode, equal.stdout) == (0, "")
    assert run(live, printed.stdout)


def test_the_scripts_of_an_incident_are_those_of_its_plan(tmp_path: Path) -> None:
    """repair.sql and rollback.sql of the folder run as they are, with rows in the way counted again."""
    live = script(tmp_path / "live.db", "create table t (a integer primary key, b text); insert into t values (1, 'x')")
    goal = script(tmp_path / "goal.db", "create table t (a integer primary key, b text not null)")
    inv = dt.investigate(f"sqlite:///{live}", f"database:sqlite:///{goal}", reports=tmp_path / "r", title="scripts")
    inv.audit()
    inv.plan()
    texts = {one: (inv.folder.path / f"{one}.sql").read_text(encoding="utf-8") for one in ("repair", "rollback")}
    script(live, "insert into t values (7, null)")
    assert "there are no rows of t in which b is null" in run(live, texts["repair"])
    script(live, "delete from t where a = 7")
    before = definitions(live)
    assert not run(live, texts["repair"])
    assert definitions(live) == definitions(goal)
    assert not run(live, texts["rollback"])
    assert definitions(live) == before
    assert ask(live, "select * from t") == [(1, "x")]
