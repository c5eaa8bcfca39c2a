"""Wrong rows that a probe found, put right by a plan: counted, shown, applied and taken back as any other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.query import said
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.statement import one_reading_statement
from drifttools.errors import CatalogError, UsageError
from drifttools.incident.record import Status
from drifttools.investigation import files
from drifttools.investigation.probing import compared
from drifttools.investigation.rows import ask_rows, ground_of
from drifttools.investigation.shown import ShownPlan, shown_plan
from drifttools.kinds.comment import Comment
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.hindrance import AsNamed, Orphans
from drifttools.kinds.names import parts_of
from drifttools.kinds.table import Table
from drifttools.model.plan import Plan, Step
from drifttools.model.probed import Basis
from drifttools.probes.asking import question_id
from drifttools.probes.counting import ask
from drifttools.probes.registry import PROBES
from drifttools.repair import portions
from drifttools.repair.fingerprint import focus_fingerprint
from drifttools.repair.mending import Mend, Mending, Partner, Wrong, completed, emptied, quarantined
from drifttools.repair.portions import in_portions
from drifttools.sql.compose import compose, deparsed, name

if TYPE_CHECKING:
    from drifttools.catalog.connect import Connection
    from drifttools.investigation.core import Investigation
    from drifttools.probes.base import Asked, Ground, Relation


def mend(inv: Investigation, question: str, way: str, values: Mapping[str, str]) -> ShownPlan:
    """Plan to put rows right; see `Investigation.mend`."""
    from drifttools.repair.render import sql

    if inv.target.dialect == "sqlite":
        from drifttools.investigation.mending_file import mend_in_file

        return mend_in_file(inv, Mend(question, way, values))
    actual, comparison = compared(inv, cache=True)
    with connect_readonly(inv.target) as connection:
        ground = ground_of(inv, connection, actual, comparison)
        steps, focus = mending_steps(inv, connection, ground, Mend(question, way, values))
        connection.rollback()
        focused = read(connection, Extent(focus=focus), origin=inv.target.name)
    plan = Plan(
        target=inv.target.name,
        database=actual.server.database,
        system_identifier=actual.server.system_identifier,
        created_at=inv.clock(),
        steps=steps,
        focus=focus,
        fingerprint=focus_fingerprint(focused),
    )
    folder = inv.open()
    (folder.path / files.REHEARSAL).unlink(missing_ok=True)
    folder.write(files.PLAN, plan)
    folder.write_text(files.REPAIR_SQL, sql.repair_sql(plan))
    folder.write_text(files.ROLLBACK_SQL, sql.rollback_sql(plan))
    if not folder.has(files.PROBES):
        # what a verification asks again
        probes = tuple(probe for probe in PROBES if any(question_id(probe, one) == question for one in probe.asks(ground)))
        answers = ask_rows(inv, actual, comparison, probes)
        folder.write(files.PROBES, tuple(one for one in answers if one.id == question))
    folder.note(inv.clock(), f"planned: {steps[-1].title}", files.PLAN, status=Status.PLANNED)
    return shown_plan(plan)


def mending_steps(
    inv: Investigation,
    connection: Connection,
    ground: Ground,
    mend: Mend,
    coming: Mapping[Relation, frozenset[str]] = MappingProxyType({}),
) -> tuple[tuple[Step, ...], tuple[Relation, ...]]:
    """The steps that put the rows of a question right, and the tables whose catalog rows they rely on.

    Args:
        inv: The investigation.
        connection: From `connect_readonly`.
        ground: The catalog and what differs.
        mend: The question and what is wanted.
        coming: Columns that earlier steps of the same plan make.

    Raises:
        UsageError: There is no such question or way, no such row, or many without a primary key to go through them by.
        CatalogError: The rows could not be counted.
    """
    if mend.way not in list(Mending):
        raise UsageError(f"{mend.way!r} is no way", hint=f"one of: {', '.join(Mending)}")
    for text in mend.values.values():
        one_reading_statement(str(compose("select {}", deparsed(text))))
    asked = _asked(ground, mend.question)
    wrong = _wrong(inv, connection, ground, asked, mend.question)
    return _steps(ground, asked, wrong, mend, coming)


def _asked(ground: Ground, question: str) -> Asked:
    for probe in PROBES:
        for asked in probe.asks(ground):
            if question_id(probe, asked) == question:
                return asked
    raise UsageError(f"no probe asks {question!r} here", hint="drift probe shows the questions with their names")


def _wrong(inv: Investigation, connection: Connection, ground: Ground, asked: Asked, question: str) -> Wrong:
    hindrance = asked.hindrance
    if asked.impossible or not hindrance.table:
        raise UsageError(
            f"{hindrance.about}: {asked.impossible or 'a query says nothing of the table whose rows are wrong'}",
            hint="write the repair as a migration",
        )
    table = (hindrance.table[0], hindrance.table[1])
    if table not in ground.columns or ground.seen.now(table) != table:
        raise UsageError(f"{'.'.join(table)} is not there under this name", hint="repair the schema first: drift plan")
    try:
        counting = str(hindrance.counting(AsNamed()))
        rows = ask(connection, counting, round(inv.config.probe.timeout_s * 1000), typed=True)
    except psycopg.Error as problem:
        connection.rollback()
        raise CatalogError(f"{hindrance.about} could not be counted: {said(problem)}") from None
    number = int(str(rows[0][0]))
    if not number:
        raise UsageError(f"there are no {hindrance.about}: nothing is to be mended")
    if number > portions.ONE_TRANSACTION:
        _refuse_nameless(ground, table, f"{number:,} {hindrance.about}")
    refusing = _refusing(ground, asked)
    return Wrong(
        hindrance,
        question,
        number,
        columns=tuple(one.column for one in ground.columns[table] if not one.generated),
        key=ground.primary_keys.get(table, ()),
        referring=hindrance.columns if isinstance(hindrance, Orphans) else (),
        refusing=refusing,
        remark=_remark(ground, refusing) if refusing is not None else None,
    )


def _remark(ground: Ground, constraint: Constraint) -> Comment | None:
    """The comment on a constraint, which goes with it."""
    key = (constraint.schema, constraint.table, constraint.constraint, "constraint")
    return next((one for one in ground.every(Comment) if one.key == key), None)


def _refusing(ground: Ground, asked: Asked) -> Constraint | None:
    """What is there and would refuse the rows on the way back: it checks every row that comes."""
    if asked.basis is not Basis.DECLARED:
        return None
    hindrance = asked.hindrance
    if isinstance(hindrance, Orphans):
        wanted = (*hindrance.table, hindrance.columns, hindrance.referenced)
        for one in ground.every(Constraint):
            place = one.schema, one.table, one.columns, one.referenced
            if one.type == "foreign key" and not one.validated and place == wanted:
                return one if one.enforced else None
    raise UsageError(
        f"{hindrance.about}: what declares it would refuse them on the way back, so there would be none",
        hint="drop the constraint or index first, or write the repair as a migration",
    )


def _refuse_nameless(ground: Ground, table: Relation, rows: str) -> None:
    """Rows that others may change between two portions are known again by nothing but their primary key."""
    label = ".".join(table)
    lacking, hint = "", "write the repair as a migration"
    parents = (parts_of(one) for other in ground.every(Table) for one in other.inherits or ())
    if table in parents:
        lacking = f"tables inherit from {label}, and their keys may be the same as its own"
    elif not ground.primary_keys.get(table):
        lacking, hint = f"{label} has no primary key", f"add a primary key to {label}, or {hint}"
    if lacking:
        raise UsageError(
            f"{rows}: more than {portions.ONE_TRANSACTION:,} are put right in portions, row by row by the primary key, and"
            f" {lacking}",
            hint=hint,
        )


def _steps(
    ground: Ground, asked: Asked, wrong: Wrong, mend: Mend, coming: Mapping[Relation, frozenset[str]]
) -> tuple[tuple[Step, ...], tuple[Relation, ...]]:
    way = Mending(mend.way)
    many = wrong.rows > portions.ONE_TRANSACTION
    if mend.values and way is not Mending.INSERT:
        raise UsageError(f"values are for {Mending.INSERT}")
    if way is Mending.QUARANTINE:
        return in_portions(wrong, way) if many else (quarantined(wrong),), (wrong.table,)
    if way is Mending.EMPTY:
        if not wrong.referring or not wrong.key:
            raise UsageError("only a reference of a table with a primary key can be emptied")
        needed = {one.column for one in ground.columns[wrong.table] if one.not_null}
        if filled := needed.intersection(wrong.referring):
            raise UsageError(f"{', '.join(sorted(filled))} cannot be null")
        return in_portions(wrong, way) if many else (emptied(wrong),), (wrong.table,)
    partner = _partner(ground, asked, mend.values, coming)
    steps = in_portions(wrong, way, partner) if many else (completed(wrong, partner),)
    return steps, tuple(sorted({wrong.table, partner.table}))


def _partner(ground: Ground, asked: Asked, values: Mapping[str, str], coming: Mapping[Relation, frozenset[str]]) -> Partner:
    """What is to be made: by the columns that are equal in both, and by what the user says of the others."""
    hindrance = asked.hindrance
    if isinstance(hindrance, Orphans):
        table = (hindrance.parent[0], hindrance.parent[1])
        plain = dict(zip(hindrance.referenced, hindrance.columns, strict=True))
    elif asked.partner is not None:
        table = asked.partner[0]
        plain = {there.column: here.column for here, there in asked.partner[1] if not (here.steps or there.steps)}
    else:
        raise UsageError(f"{hindrance.about}: no partner is missing", hint=f"use {Mending.QUARANTINE}")
    known = {one.column for one in ground.columns.get(table, ())} | coming.get(table, frozenset())
    if unknown := [column for column in values if column not in known]:
        raise UsageError(f"{'.'.join(table)} has no column {unknown[0]!r}")
    key = ground.primary_keys.get(table, ())
    if not key:
        raise UsageError(f"{'.'.join(table)} has no primary key, by which the way back would know what was made")
    given = {column: str(compose("t.{}", name(here))) for column, here in plain.items()}
    once = hindrance.columns if isinstance(hindrance, Orphans) else ()
    return Partner(table, key, {**given, **values}, once)
