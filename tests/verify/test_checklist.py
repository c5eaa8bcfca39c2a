"""The checklist of a plan and the scope check, before and after a real ALTER TABLE ... SET SCHEMA."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.counts import count_rows
from drifttools.config import parse_target
from drifttools.model.finding import Change, Finding, Findings
from drifttools.model.plan import Plan, Probe, Step
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State, Verdict
from drifttools.verify.checklist import Item, checklist, run_checklist
from drifttools.verify.scope import outside_unchanged
from tests.conftest import MakeDatabase
from tests.databases import quoted, snapshot

NAMES = ("about_item", 'quo"te', "new\nline", "UPPER Case", "naïve名前", "é" * 31 + "x", "%s {}", "it's; --")


def schema_of(where: str, name: str) -> str:
    """SQL for the database of the test, with the table in one schema."""
    table = f"{where}.{quoted(name)}"
    return f"""
        create schema test_schema; create table public.users (id bigint primary key);
        create table {table} (id bigserial primary key, user_id bigint references public.users, n int check (n >= 0));
        create index by_user on {table} (user_id); create index by_n on {table} (n);
        create table public.child (id int, about bigint references {table});
        create view public.shown as select * from {table};
        insert into {table} (n) select generate_series(1, 5);
    """


def execute(dsn: str, sql: str) -> None:
    """Change a database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(sql.encode())


@dataclass
class Incident:
    """A table in the wrong schema, its plan and what was known before."""

    dsn: str
    items: tuple[Item, ...]
    name: str

    def checks(self) -> dict[str, Check]:
        """Run the checklist."""
        with connect_readonly(parse_target(self.dsn)) as connection:
            return {check.name: check for check in run_checklist(connection, self.items)}

    def move(self) -> None:
        """Repair it."""
        execute(self.dsn, f"alter table test_schema.{quoted(self.name)} set schema public")


def incident(database: MakeDatabase, name: str, *, counted: bool = True) -> Incident:
    """Make the incident for a table of that name."""
    expected = snapshot(database(schema_of("public", name)))
    dsn = database(schema_of("test_schema", name))
    finding = Finding("table", ("public", name), Change.MOVED, found_key=("test_schema", name))
    probe = Probe("nobody waits", "select count(*) from pg_catalog.pg_locks where not granted", "0")
    step = Step("s01", "move", "table", ("test_schema", name), (finding.id,), (), postconditions=(probe,))
    plan = Plan("t", "d", "1", datetime.now(UTC), (step,))
    with connect_readonly(parse_target(dsn)) as connection:
        before = count_rows(connection, [("test_schema", name)]) if counted else None
    return Incident(dsn, checklist(plan, Findings((finding,)), expected, before), name)


@pytest.mark.parametrize("name", NAMES)
def test_the_checklist_fails_before_and_passes_after(database: MakeDatabase, name: str) -> None:
    """to_regclass of both places, columns, indexes, constraints and rows: wrong before the repair, right after it."""
    case = incident(database, name)
    before = case.checks()
    assert before[f"public.{name} is there"].state is State.FAIL
    assert before[f"test_schema.{name} is gone"].state is State.FAIL
    assert before[f"rows of public.{name}"].state is State.FAIL
    case.move()
    after = case.checks()
    assert Verdict(tuple(after.values())).state is State.PASS, [c for c in after.values() if c.state is not State.PASS]
    assert after[f"number of columns of public.{name}"].actual == "3"
    assert after[f"number of indexes of public.{name}"].actual == "2"
    assert after[f"number of constraints of public.{name}"].actual == "3"
    assert after[f"rows of public.{name}"].actual == "5"
    assert {check.group for check in after.values()} == {"step s01"}


def test_every_check_can_be_repeated_by_hand(database: MakeDatabase) -> None:
    """The query of each check, run in an ordinary session, gives what the check says."""
    case = incident(database, 'quo"te')
    case.move()
    with psycopg.connect(case.dsn) as session:
        for check in case.checks().values():
            row = session.execute(check.query.encode()).fetchone()
            assert row is not None
            assert str(row[0]).lower()[:4] == {"t": "true"}.get(check.actual, check.actual)


def test_lost_rows_and_a_lost_index_are_seen(database: MakeDatabase) -> None:
    """Not blind: fewer rows, fewer indexes, fewer columns fail their check."""
    case = incident(database, "about_item")
    case.move()
    execute(case.dsn, "delete from public.about_item where id = 1; drop index public.by_n;")
    failed = {name for name, check in case.checks().items() if check.state is State.FAIL}
    assert failed == {"rows of public.about_item", "number of indexes of public.about_item"}


def test_what_was_not_counted_before_is_not_run(database: MakeDatabase) -> None:
    """Without a count from before, the rows are NOT RUN with the reason, never a pass."""
    case = incident(database, "about_item", counted=False)
    case.move()
    check = case.checks()["rows of public.about_item"]
    assert check.state is State.NOT_RUN
    assert check.reason == "the rows were not counted before the repair"
    assert check.query == "select pg_catalog.count(*) from public.about_item"


# ------------------------------------------------------------------------------------------------------ scope


def scope(dsn: str, change: str, name: str = "about_item") -> dict[str, Check]:
    """Read, change, read again, and compare outside the plan's scope."""
    before = snapshot(dsn)
    execute(dsn, change)
    moved = {("test_schema", name): ("public", name)}
    checks = outside_unchanged(before, snapshot(dsn), list(moved), moved)
    return {check.name: check for check in checks}


@pytest.mark.parametrize("name", NAMES)
def test_a_move_changes_nothing_outside_its_scope(database: MakeDatabase, name: str) -> None:
    """Views and foreign keys that follow the table, and its owned sequence, are no change of others."""
    checks = scope(
        database(schema_of("test_schema", name)), f"alter table test_schema.{quoted(name)} set schema public", name
    )
    assert {check.state for check in checks.values()} == {State.PASS}, [c for c in checks.values() if c.reason]


@pytest.mark.parametrize(
    ("change", "kind", "label"),
    [
        ("alter table public.users add extra int", "columns", "public.users.extra"),
        ("drop view public.shown", "views", "public.shown"),
        ("create schema other", "schemas", "other"),
        ("create or replace view public.shown as select id, user_id, n + 0 as n from test_schema.about_item", "views",
         "public.shown"),
        ("alter table public.child drop constraint child_about_fkey", "constraints", "public.child.child_about_fkey"),
        ("create table public.about_item_2 (id int)", "tables", "public.about_item_2"),
    ],
)  # fmt: skip
def test_a_change_outside_the_scope_is_seen(database: MakeDatabase, change: str, kind: str, label: str) -> None:
    """Not blind: whatever else changes fails the check of its kind and is named."""
    checks = scope(database(schema_of("test_schema", "about_item")), change)
    assert checks[f"{kind} outside the plan"].state is State.FAIL
    assert label in checks[f"{kind} outside the plan"].reason


def test_what_was_not_read_is_not_called_unchanged(database: MakeDatabase) -> None:
    """A kind that is missing on one side is NOT RUN."""
    whole = snapshot(database(schema_of("test_schema", "about_item")))
    rows = {kind: lines for kind, lines in whole.rows.items() if kind != "policy"}
    part = Snapshot(whole.server, whole.taken_at, rows, "")
    states = {check.name: check.state for check in outside_unchanged(whole, part, [])}
    assert states["policies outside the plan"] is State.NOT_RUN
    assert states["tables outside the plan"] is State.PASS
