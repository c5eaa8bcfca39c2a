"""Wrong rows of a SQLite file, put right by a plan: the counterpart of `mending` for a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.catalog.statement import one_reading_statement
from drifttools.errors import CatalogError, UsageError
from drifttools.incident.record import Status
from drifttools.investigation import files
from drifttools.investigation.probing import compared
from drifttools.investigation.rows import ask_rows
from drifttools.investigation.shown import ShownPlan, shown_plan
from drifttools.model.plan import Plan, Step
from drifttools.probes.registry import PROBES
from drifttools.probes.sqlite_asking import ask_file
from drifttools.probes.sqlite_counting import ask_all
from drifttools.probes.sqlite_question import FileQuestion, Partner
from drifttools.probes.sqlite_questions import questions
from drifttools.probes.sqlite_tables import FileTables
from drifttools.redact import redactor
from drifttools.repair.mending import Mend, Mending
from drifttools.repair.sqlite.mending import Missing, Wrong, completed, emptied, expressions, quarantined
from drifttools.repair.sqlite.schema import ROWS, Schema
from drifttools.sql.compose import compose, deparsed

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation
    from drifttools.kinds.difference import Comparison
    from drifttools.model.snapshot import Snapshot
    from drifttools.sql.sqlite_ddl import TableText

Relation = tuple[str, str]


def mend_in_file(inv: Investigation, mend: Mend) -> ShownPlan:
    """Plan to put rows right; see `Investigation.mend`."""
    from drifttools.repair.render import sqlite

    actual, comparison = compared(inv, cache=True)
    with closing(connect_sqlite(inv.target)) as connection:
        step, focus = mending_step(inv, connection, actual, comparison, mend)
        definitions = Schema.of_rows(ask_all(connection, ROWS))
    plan = Plan(
        target=inv.target.name,
        database=actual.server.database,
        system_identifier=actual.server.system_identifier,
        created_at=inv.clock(),
        steps=(step,),
        focus=focus,
        fingerprint=definitions.fingerprint(focus),
    )
    folder = inv.open()
    (folder.path / files.REHEARSAL).unlink(missing_ok=True)
    folder.write(files.PLAN, plan)
    folder.write_text(files.REPAIR_SQL, sqlite.repair_sqlite(plan, definitions))
    folder.write_text(files.ROLLBACK_SQL, sqlite.rollback_sqlite(plan))
    if not folder.has(files.PROBES):
        # what a verification asks again
        answers = ask_rows(inv, actual, comparison, PROBES)
        folder.write(files.PROBES, tuple(one for one in answers if one.id == mend.question))
    folder.note(inv.clock(), f"planned: {step.title}", files.PLAN, status=Status.PLANNED)
    return shown_plan(plan)


def with_rows_mended(
    inv: Investigation,
    connection: sqlite3.Connection,
    sides: tuple[Comparison, Snapshot],
    mends: Iterable[Mend],
    made: Plan,
) -> Plan:
    """A plan with a further step for each question.

    Raises:
        UsageError: Another step of it changes the table: how many rows are wrong then nobody knows now.
    """
    comparison, actual = sides
    for mend in mends:
        step, focus = mending_step(inv, connection, actual, comparison, mend)
        changed = {one.key[1] for one in made.steps if one.kind != "rows"} & {name for _, name in focus}
        if changed:
            raise UsageError(
                f"{', '.join(sorted(changed))} is changed by this plan, too: its rows are put right apart",
                hint=f"apply the plan without --mend {mend.question}, then: drift mend {inv.target.name} {mend.question}",
            )
        steps = (*made.steps, replace(step, id=f"s{len(made.steps) + 1:02}"))
        made = replace(made, steps=steps, focus=tuple(sorted({*made.focus, *focus})))
    return made


def mending_step(
    inv: Investigation, connection: sqlite3.Connection, actual: Snapshot, comparison: Comparison, mend: Mend
) -> tuple[Step, tuple[Relation, ...]]:
    """The step that puts the rows of a question right, and the tables whose definitions it relies on.

    Raises:
        UsageError: There is no such question or way, or no such row.
        CatalogError: The rows could not be counted.
    """
    if mend.way not in list(Mending):
        raise UsageError(f"{mend.way!r} is no way", hint=f"one of: {', '.join(Mending)}")
    way = Mending(mend.way)
    if mend.values and way is not Mending.INSERT:
        raise UsageError(f"values are for {Mending.INSERT}")
    for text in mend.values.values():
        one_reading_statement(str(compose("select {}", deparsed(text))))
    tables = FileTables.of(actual).by_name
    asked = _asked(questions(actual, comparison, inv.config.invariants), mend.question)
    wrong = _wrong(inv, connection, asked, tables)
    try:
        return _step(asked, wrong, way, mend.values, tables)
    except ValueError as problem:
        raise UsageError(f"{problem}: no way back could find them again", hint="write the repair as a migration") from None


def _step(
    asked: FileQuestion, wrong: Wrong, way: Mending, values: Mapping[str, str], tables: Mapping[str, TableText]
) -> tuple[Step, tuple[Relation, ...]]:
    focus = {("main", wrong.table.name)}
    if way is Mending.QUARANTINE:
        return quarantined(wrong), (*focus,)
    if way is Mending.EMPTY:
        if not wrong.referring:
            raise UsageError("only a reference can be emptied")
        columns = (wrong.table.column(one) for one in wrong.referring)
        filled = [one.name for one in columns if one is not None and (one.not_null or one.name == wrong.table.rowid_column)]
        if filled:
            raise UsageError(f"{', '.join(filled)} cannot be null")
        return emptied(wrong), (*focus,)
    missing = _missing(asked.partner, asked.about, values, tables)
    return completed(wrong, missing), tuple(sorted({*focus, ("main", missing.table.name)}))


def _missing(partner: Partner | None, about: str, values: Mapping[str, str], tables: Mapping[str, TableText]) -> Missing:
    """What is to be made: by the columns that are equal in both, and by what the user says of the others."""
    if partner is None or partner.table not in tables:
        raise UsageError(f"{about}: no partner is missing", hint=f"use {Mending.QUARANTINE}")
    table = tables[partner.table]
    if unknown := [column for column in values if table.column(column) is None]:
        raise UsageError(f"{table.name} has no column {unknown[0]!r}")
    return Missing(table, {**dict(partner.columns), **expressions(values)}, partner.pairs, partner.once)


def _asked(known: Iterable[FileQuestion], question: str) -> FileQuestion:
    found = next((one for one in known if one.id == question), None)
    if found is None:
        raise UsageError(f"no probe asks {question!r} here", hint="drift probe shows the questions with their names")
    return found


def _wrong(
    inv: Investigation, connection: sqlite3.Connection, asked: FileQuestion, tables: Mapping[str, TableText]
) -> Wrong:
    if asked.impossible or asked.table not in tables:
        raise UsageError(
            f"{asked.about}: {asked.impossible or 'a query says nothing of the table whose rows are wrong'}",
            hint="write the repair as a migration",
        )
    if asked.probe == "sequences":
        raise UsageError(
            f"{asked.about}: nothing is wrong with the rows",
            hint="the next INSERT writes their highest id into sqlite_sequence",
        )
    limit = round(inv.config.probe.timeout_s * 1000)
    (answer,) = ask_file(connection, [asked], tables, timeout_ms=limit, probes=[asked.probe], wanted=lambda _: True)
    if answer.rows is None:
        raise CatalogError(f"{asked.about} could not be counted: {redactor.clean(answer.reason)}")
    if not answer.rows:
        raise UsageError(f"there are no {asked.about}: nothing is to be mended")
    return Wrong(asked.id, asked.about, tables[asked.table], asked.where, answer.rows, asked.referring)
