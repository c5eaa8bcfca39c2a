"""One random pair: the file of one schema with rows becomes the other, keeps its rows, and becomes what it was."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from drifttools.compare.engine import compare
from drifttools.model.plan import DataLoss, Plan, Reversal
from drifttools.model.verdict import State
from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.verify.sqlite_rehearsal import rehearse_sqlite
from tests.random_sqlite.draft import Chance, drafted
from tests.random_sqlite.judge import behaviour, kept, pragmas
from tests.random_sqlite.mutate import mutated
from tests.random_sqlite.rows import Row, accepted, drawn, key_of, put
from tests.random_sqlite.schema import Schema, Spelling, create_others, create_tables
from tests.repair.sqlite.files import ask, contents, target_of
from tests.repair.sqlite.loop import definitions, planned, read

SPELLINGS = (Spelling(), Spelling(("`", "`")), Spelling(("[", "]")))


@dataclass(frozen=True)
class Pair:
    """Two schemas, what was done to the first, and rows that fit (both, or the first)."""

    seed: str
    start: Schema
    goal: Schema
    changes: list[str]
    rows: list[Row]


def pair(seed: int, mutations: int, *, fitting: bool = True) -> Pair:
    """Draw a pair that SQLite takes.

    Args:
        fitting: Whether both schemas take the rows; otherwise only the first does.
    """
    for number in range(50):
        chance = Chance(f"sqlite {seed} {number}")
        start = drafted(chance)
        goal, changes = mutated(chance, start, mutations)
        if chance.happens(0.5):
            start, goal = goal, start
        if _possible(start) and _possible(goal):
            rows = accepted(drawn(chance, start), [start, goal] if fitting else [start])
            return Pair(f"{seed}", start, goal, changes, rows)
    raise AssertionError(f"seed {seed} gives nothing that SQLite takes")


def _possible(schema: Schema) -> bool:
    """Whether SQLite takes it, and every view and trigger works."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        spell = Spelling()
        for statement in (*create_tables(schema, spell), *create_others(schema, spell)):
            connection.execute(statement)
        for one in (*schema.tables, *(one for one in schema.others if one.sort == "view")):
            connection.execute(f"select * from {spell(one.name)}")
        connection.execute("pragma foreign_key_check").fetchall()
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def made(path: Path, schema: Schema, spell: Spelling, rows: list[Row]) -> Path:
    """Make a file of a schema with rows."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous = off")
    connection.execute("begin")
    for statement in create_tables(schema, spell):
        connection.execute(statement)
    for row in rows:
        assert put(connection, schema, row), (schema, row)
    for statement in create_others(schema, spell):
        connection.execute(statement)
    connection.execute("commit")
    connection.close()
    return path


def script(schema: Schema) -> str:
    """A schema for a person."""
    spell = Spelling()
    return ";\n".join((*create_tables(schema, spell), *create_others(schema, spell)))


def check(one: Pair, folder: Path) -> Plan:
    """Repair the file, judge it, take it back, judge it."""
    chance = Chance(f"spelt {one.seed}")
    live = made(folder / "live.db", one.start, chance.choice(SPELLINGS), one.rows)
    right = made(folder / "right.db", one.goal, chance.choice(SPELLINGS), [])
    target, incident = target_of(live), folder / "incident"
    first, before, whole = contents(live), definitions(live), ask(live, "pragma integrity_check")
    plan = planned(live, right).plan
    if not plan.steps:
        assert plan.unplanned or pragmas(live) == pragmas(right)
        return plan
    rehearsed = rehearse_sqlite(plan, target, read(right)).verdict
    failed = [(check.name, check.actual, check.reason) for check in rehearsed.checks if check.state is State.FAIL]
    if "rename_table" in one.changes and any("that are not there (foreign_key_check)" in why for *_, why in failed):
        return plan  # renamed and changed it is another table, without the rows that others refer to
    assert not failed, failed
    held = kept(live, one.start, one.goal)
    assert apply(plan, target, confirm=plan.token, folder=incident).changed
    # renamed and changed at once it is another table to anyone who looks
    gone = {step.key[-1] for step in plan.steps if step.title.startswith("drop table")}
    lost = {key_of(table) for table in one.start.tables if table.name in gone}
    now = kept(live, one.goal, one.start)
    assert not [(key, held[key], now[key]) for key in held if key not in lost and held[key] != now.get(key)]
    # a computed value may contradict the type that STRICT wants, and SQLite up to 3.40 sees nulls where none are
    assert {row for row in ask(live, "pragma integrity_check") if not row[0].startswith("NULL value")} <= {*whole, ("ok",)}
    left = {each.finding for each in plan.unplanned}
    assert len(compare(read(right), read(live)).findings.records) <= len(left)
    if not [each for each in plan.unplanned if "order of columns" not in each.reason]:
        assert pragmas(live) == pragmas(right)
        assert behaviour(live, one.goal, one.seed) == behaviour(right, one.goal, one.seed)
    if all(step.inverse for step in plan.steps):
        _check_way_back(plan, live, first, before, incident)
    return plan


def _check_way_back(
    plan: Plan, live: Path, first: dict[str, list[tuple[object, ...]]], before: set[str], incident: Path
) -> None:
    assert rollback(plan, target_of(live), confirm=rollback_token(plan), folder=incident).changed
    assert definitions(live) == before
    after = contents(live)
    after.pop("drifttools_journal", None)
    if all(step.reversal is Reversal.EXACT for step in plan.steps):
        assert after == first, "rows after the way back"
    elif not any(step.data_loss is DataLoss.IRREVERSIBLE for step in plan.steps):
        first.pop("sqlite_sequence", None), after.pop("sqlite_sequence", None)
        assert {name: len(found) for name, found in after.items()} == {name: len(found) for name, found in first.items()}
