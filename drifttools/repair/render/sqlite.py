"""A plan for SQLite as a script for `sqlite3 -bail`, for whoever does not want drifttools to apply it.

It lacks what the executor does beside the statements: the backup, the proof that the objects are still those of the plan,
the journal, and the refusal of what foreign_key_check finds. Its header says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.model.plan import Plan
from drifttools.repair.render.sql import printable


def bare_sqlite(plan: Plan) -> str:
    """The statements of a plan, in the one transaction that they need."""
    statements = [statement for step in plan.steps for statement in step.statements]
    return "".join(f"{line}\n" for line in _transaction(statements)) if statements else ""


def repair_sqlite(plan: Plan) -> str:
    """The script that does what the plan does."""
    parts = [(f"{step.id}: {step.title}", step.statements, step.notes) for step in plan.steps]
    return _script(plan, f"{plan.id}: repair", parts)


def rollback_sqlite(plan: Plan) -> str:
    """The script that takes back what `repair_sqlite` does, the last step first."""
    parts = [(f"{step.id}: take back: {step.title}", step.inverse, ()) for step in reversed(plan.steps)]
    return _script(plan, f"{plan.id}: the way back", parts)


def _script(plan: Plan, title: str, parts: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> str:
    lines = [
        f"-- {printable(title)} of {printable(plan.database)} ({len(parts)} steps), made by drifttools",
        "-- copy the file first; then: sqlite3 -bail FILE < this script",
        "-- without -bail sqlite3 goes on after an error, and commits a part of it",
        *(f"-- left alone: {printable(left.finding)}: {printable(left.reason)}" for left in plan.unplanned),
    ]
    body: list[str] = []
    for what, statements, notes in parts:
        body.append(f"-- {printable(what)}")
        body += [f"--     {printable(note)}" for note in notes]
        body += [*statements]
    return "\n".join([*lines, *_transaction(body)]) + "\n"


def _transaction(statements: Sequence[str]) -> Iterator[str]:
    # inside a transaction this setting would do nothing
    yield "PRAGMA foreign_keys = OFF;"
    yield "BEGIN IMMEDIATE;"
    for statement in statements:
        yield statement if statement.startswith("--") else statement.rstrip().rstrip(";") + ";"
    yield "COMMIT;"
    yield "PRAGMA foreign_key_check;"
