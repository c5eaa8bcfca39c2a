"""A plan on a SQLite file is done whole and proven, and taken back; what cannot be done is said, and nothing is changed."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from drifttools.errors import ApplyError, StalePlanError, UsageError
from drifttools.model.plan import Plan, Probe
from drifttools.repair.outcome import Standing, rollback_token
from drifttools.repair.sqlite.backup import restore_command
from drifttools.repair.sqlite.executor import apply, rollback, status
from tests.repair.sqlite.files import (
    CLIENTS,
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
    target_of,
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make the shop's file."""
    return made(tmp_path / "shop.db")


def applied(plan: Plan, path: Path, folder: Path) -> None:
    """Apply a plan with its own token."""
    assert apply(plan, target_of(path), confirm=plan.token, folder=folder).changed


def test_two_tables_are_written_anew_and_nothing_else_changes(shop: Path, tmp_path: Path) -> None:
    """Rows, rowids and the highest id stay; indexes, views, triggers and references of others work as before."""
    before, plan = contents(shop), shop_plan(shop)
    applied(plan, shop, tmp_path / "incident")
    assert contents(shop) == before
    names = {entry.name for entry in schema_of(shop).entries}
    assert {"orders_client", "clients_city", "spent", "told", "orders_total"} <= names
    assert ask(shop, "select count(*) from spent") == [(90,)]
    with sqlite3.connect(shop) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.execute("insert into clients (name) values ('new')")
        assert connection.execute("select max(id) from clients").fetchone() == (101,)
        connection.execute("insert into orders (client) values (101)")
        assert connection.execute("select count(*) from log").fetchone() == (101,)
        for refused in ("delete from clients where id = 1", "insert into clients (name) values ('new')"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(refused)


def test_a_second_apply_is_a_no_op_and_the_way_back_brings_all_back(shop: Path, tmp_path: Path) -> None:
    """After the way back every definition means what it did and every row is there; status says so at each point."""
    plan, target, folder = shop_plan(shop), target_of(shop), tmp_path / "incident"
    rows, tables = contents(shop), tables_of(shop)
    assert status(plan, target, folder).standing is Standing.NOTHING_DONE
    applied(plan, shop, folder)
    assert status(plan, target, folder).standing is Standing.DONE
    assert not apply(plan, target, confirm=plan.token, folder=folder).changed
    assert rollback(plan, target, confirm=rollback_token(plan), folder=folder).changed
    assert contents(shop) == rows
    assert tables_of(shop) == tables
    assert status(plan, target, folder).standing is Standing.ROLLED_BACK


def test_the_backup_is_the_state_before_and_its_command_restores_it(shop: Path, tmp_path: Path) -> None:
    """What the outcome says brings the whole file back, rowids included."""
    before, plan, folder = shape(shop), shop_plan(shop), tmp_path / "incident"
    outcome = apply(plan, target_of(shop), confirm=plan.token, folder=folder)
    (kept,) = folder.glob("backup-*")
    assert shape(kept) == before
    command = restore_command(kept, shop)
    assert command in outcome.warnings[-1]
    subprocess.run(shlex.split(command), check=True)
    assert shape(shop) == before


@pytest.mark.parametrize("mode", ["wal", "truncate", "persist"])
def test_it_works_in_every_journal_mode(shop: Path, tmp_path: Path, mode: str) -> None:
    """What is still in the -wal is in the backup too."""
    connection = sqlite3.connect(shop, isolation_level=None)
    connection.execute(f"pragma journal_mode = {mode}")
    connection.execute("update clients set city = 'Bonn' where id = 1")
    plan, folder = shop_plan(shop), tmp_path / "incident"
    applied(plan, shop, folder)
    (kept,) = folder.glob("backup-*")
    assert ask(kept, "select city from clients where id = 1") == [("Bonn",)]
    assert ask(shop, "select city from clients where id = 1") == [("Bonn",)]
    connection.close()


def test_a_plan_for_another_state_is_stale(shop: Path, tmp_path: Path) -> None:
    """Exit code 6; a change of the plan's own tables counts, that of another does not."""
    plan = shop_plan(shop)
    script(shop, "create table unrelated (a); create index more on clients (name)")
    with pytest.raises(StalePlanError):
        apply(plan, target_of(shop), confirm=plan.token, folder=tmp_path / "i")
    script(shop, "drop index more")
    applied(plan, shop, tmp_path / "i")


def test_a_file_that_is_replaced_meanwhile_is_not_written(shop: Path, tmp_path: Path) -> None:
    """Another file of the same name gets nothing, and the one that was opened neither."""
    plan, other = shop_plan(shop), made(tmp_path / "new.db")
    before = shape(other)

    def swap(event: object) -> None:
        if getattr(event, "event", "") == "checking":
            other.rename(shop)

    with pytest.raises(StalePlanError, match="replaced"):
        apply(plan, target_of(shop), confirm=plan.token, folder=tmp_path / "i", progress=swap)
    assert shape(shop) == before


def test_another_token_is_refused(shop: Path, tmp_path: Path) -> None:
    """The token of the way back is not that of the plan."""
    plan = shop_plan(shop)
    with pytest.raises(UsageError, match="not that of"):
        apply(plan, target_of(shop), confirm=rollback_token(plan), folder=tmp_path / "i")


REFUSED = {
    "null": ("id integer primary key, name text not null, city text not null", "NOT NULL"),
    "equal": ("id integer primary key, name text, city text unique", "UNIQUE"),
    "check": ("id integer primary key, name text check (length(name) < 9), city text", "CHECK"),
    "index": ("id integer primary key, name text", "no such column: city"),
    "view": ("id integer primary key, city text", "view spent would no longer work"),
    "orphans": ("id integer primary key, name text references log (what), city text", "rows of clients would refer"),
    "strict": ("id integer primary key, name integer, city text) strict --", "cannot store TEXT value"),
}


@pytest.mark.parametrize(("definition", "said"), REFUSED.values(), ids=REFUSED)
def test_what_rows_or_views_do_not_allow_is_rolled_back(shop: Path, tmp_path: Path, definition: str, said: str) -> None:
    """The message names what is in the way, and the file is as it was."""
    script(shop, "create unique index whats on log (what)")
    one = rebuild(shop, "clients", f"create table clients ({definition})".replace("--)", ""))
    plan = plan_of(shop, step(1, [*one.statements()], [*back(one).statements()], "clients"))
    state = shape(shop)
    with pytest.raises(ApplyError, match=said):
        apply(plan, target_of(shop), confirm=plan.token, folder=tmp_path / "i")
    assert shape(shop) == state


def test_what_was_wrong_before_is_not_the_plans(shop: Path, tmp_path: Path) -> None:
    """Orphans and a broken view that were there stay, and refuse nothing."""
    script(shop, "pragma foreign_keys = off; delete from clients where id = 7; create view odd as select * from nowhere")
    one = rebuild(shop, "clients", CLIENTS)
    applied(plan_of(shop, step(1, [*one.statements()], [*back(one).statements()], "clients")), shop, tmp_path / "i")
    assert len(ask(shop, "pragma foreign_key_check")) == 1


def test_a_check_of_a_step_that_fails_rolls_all_back(shop: Path, tmp_path: Path) -> None:
    """The steps before it are not there either."""
    plan = shop_plan(shop)
    steps = [*plan.steps]
    steps[2] = replace(steps[2], preconditions=(Probe("there are no orders", "select count(*) from orders", "0"),))
    plan, state = replace(plan, steps=tuple(steps)), shape(shop)
    with pytest.raises(ApplyError, match="there are no orders"):
        apply(plan, target_of(shop), confirm=plan.token, folder=tmp_path / "i")
    assert shape(shop) == state
