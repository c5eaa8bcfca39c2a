"""A plan for SQLite as a script for the shell `sqlite3`, for whoever does not want drifttools to apply it.

It is safe by itself: it ends at the first error, which rolls all back; it goes on only where the definitions are still
those that it was made for, so that it is not run twice; each check of a step, the number of rows of a table that is written
anew and what `foreign_key_check` finds are looked at before COMMIT. What it lacks are the executor's backup and journal,
and the look at the whole file: its head says so.

SQLite has no statement that fails on purpose. A temporary table with one CHECK has, and the name of the CHECK is what the
shell shows; RAISE takes the text that would name the object only since SQLite 3.47.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from drifttools.model.plan import Plan, Probe, Step
from drifttools.repair.render.sql import printable
from drifttools.repair.sqlite.aside import rows_of
from drifttools.repair.sqlite.schema import Schema
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, value
from drifttools.sql.sqlite_ddl import quoted, text_literal


def bare_sqlite(plan: Plan, found: Schema) -> str:
    """The statements of a plan in the one transaction that they need, for definitions that are still as they were found."""
    if not plan.steps:
        return ""
    parts = [_Part(step, step.title, step.statements, (), ()) for step in plan.steps]
    return _script(plan, "makes what is there equal to what is expected", parts, found)


def repair_sqlite(plan: Plan, found: Schema) -> str:
    """The script that does what the plan does.

    Args:
        found: The definitions that the plan was made for.
    """
    parts = [_Part(one, one.title, one.statements, one.preconditions, one.postconditions, one.notes) for one in plan.steps]
    return _script(plan, f"{plan.id}: repair", parts, found)


def rollback_sqlite(plan: Plan) -> str:
    """The script that takes back what `repair_sqlite` does, the last step first."""
    parts = [
        _Part(step, f"take back: {step.title}", step.inverse, step.postconditions, ()) for step in reversed(plan.steps)
    ]
    return _script(plan, f"{plan.id}: the way back", parts, None)


class _Part:
    """A step in one of the two directions."""

    def __init__(
        self,
        step: Step,
        title: str,
        statements: Sequence[str],
        before: Sequence[Probe],
        after: Sequence[Probe],
        notes: Sequence[str] = (),
    ) -> None:
        self.step, self.title, self.statements = step, title, statements
        self.before, self.after, self.notes = before, after, notes


def _script(plan: Plan, title: str, parts: Sequence[_Part], found: Schema | None) -> str:
    file = plan.database
    copy = _argument(str(compose("VACUUM INTO {}", text_literal(f"{file}.before"))))
    number = f"{len(parts)} step{'s' if len(parts) > 1 else ''}"
    lines = [
        f"-- {printable(title)} ({number}), made by drifttools for {printable(file)}",
        "-- It makes no backup and no entry in the journal, as drift apply does, and drift rollback does not know of it.",
        f"-- Copy the file first: {printable(f'sqlite3 {shlex.quote(file)} {copy}')}",
        f"-- Then: {printable(f'sqlite3 {shlex.quote(file)}')} < this script. An error ends it, and rolls all of it back.",
        *(f"-- left alone: {printable(left.finding)}: {printable(left.reason)}" for left in plan.unplanned),
        ".bail on",
    ]
    return "\n".join([*lines, *_Transaction(plan, parts, found).lines()]) + "\n"


def _argument(text: str) -> str:
    """A text as one word for a shell; in double quotes where nothing in it means something there."""
    return shlex.quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


class _Transaction:
    """The lines of the one transaction."""

    def __init__(self, plan: Plan, parts: Sequence[_Part], found: Schema | None) -> None:
        self._plan, self._parts, self._found = plan, parts, found
        self._number = 0

    def lines(self) -> Iterator[str]:
        """All of them, in order."""
        yield "PRAGMA foreign_keys = OFF;"  # inside a transaction this setting would do nothing
        yield "BEGIN IMMEDIATE;"
        yield "CREATE TEMP TABLE drifttools_orphans AS SELECT count(*) AS rows FROM pragma_foreign_key_check;"
        if self._found is not None:
            said = (
                f"the definitions are those that {self._plan.id} was made for: nobody changed them, and it was not run yet"
            )
            yield from self._demand(said, _same(self._plan, self._found))
        for part in self._parts:
            yield from self._step(part)
        same = deparsed("(SELECT count(*) FROM pragma_foreign_key_check) <= (SELECT rows FROM drifttools_orphans)")
        yield from self._demand("no row refers to what is not there: see PRAGMA foreign_key_check", same)
        yield "COMMIT;"

    def _step(self, part: _Part) -> Iterator[str]:
        yield f"-- {printable(part.step.id)}: {printable(part.title)}"
        yield from (f"--     {printable(note)}" for note in part.notes)
        if not part.statements:
            yield "-- there is no statement for it"
            return
        for probe in part.before:
            yield from self._holds(f"before {part.step.id}: {probe.name}", probe)
        counted = part.step.rewrites and part.step.kind != "rows"
        rows = f"drifttools_rows_{part.step.id}"
        if counted:
            yield f"CREATE TEMP TABLE {quoted(rows)} AS SELECT {rows_of(part.step, part.statements)[0]} AS rows;"
        for statement in part.statements:
            yield statement.rstrip().rstrip(";") + ";"
        if counted:
            kept = compose("{} = (SELECT rows FROM {})", rows_of(part.step, part.statements)[1], quoted(rows))
            yield from self._demand(f"after {part.step.id}: every row of {part.step.key[-1]} is there", kept)
        for probe in part.after:
            yield from self._holds(f"after {part.step.id}: {probe.name}", probe)

    def _holds(self, said: str, probe: Probe) -> Iterator[str]:
        found = deparsed(probe.sql.rstrip().rstrip(";"))
        return self._demand(said, compose("CAST(({}) AS TEXT) = {}", found, text_literal(probe.expected)))

    def _demand(self, said: str, holds: Sql) -> Iterator[str]:
        """What fails, with these words, where a condition is not met."""
        self._number += 1
        table = quoted(f"drifttools_demand_{self._number}")
        yield f"CREATE TEMP TABLE {table} (holds INTEGER CONSTRAINT {quoted(printable(said))} CHECK (holds));"
        yield f"INSERT INTO {table} SELECT {holds};"


def _same(plan: Plan, found: Schema) -> Sql:
    """Whether the definitions that a plan relies on are there, and no more of them."""
    entries = found.of(plan.focus)
    names = joined(text_literal(name) for _, name in plan.focus)
    number = compose(
        "(SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL AND"
        " (tbl_name COLLATE NOCASE IN ({}) OR name COLLATE NOCASE IN ({}))) = {}",
        names,
        names,
        value(len(entries)),
    )
    each = joined(compose("({}, {}, {})", *map(text_literal, (one.type, one.name, one.sql))) for one in entries)
    listed = (
        compose(
            " AND (SELECT count(*) FROM sqlite_schema WHERE (type, name, sql) IN (VALUES {})) = {}",
            each,
            value(len(entries)),
        )
        if entries
        else NOTHING
    )
    return compose("{}{}", number, listed)
