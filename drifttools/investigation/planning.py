"""From the audit's snapshots to a plan that is bound to the live state, and its rehearsal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.evidence import gather
from drifttools.catalog.postgrest import served_by_postgrest
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.store import load
from drifttools.compare.engine import compare
from drifttools.diagnose.afterwards import afterwards
from drifttools.errors import IncidentError, RehearsalError, StalePlanError, UsageError
from drifttools.incident.record import FindingsFile, Status
from drifttools.investigation import files
from drifttools.investigation.auditing import all_rules, moves_of
from drifttools.investigation.comparing import context_for
from drifttools.investigation.mending import mending_steps
from drifttools.investigation.on_sqlite import plan_for_file
from drifttools.investigation.rows import ground_of
from drifttools.investigation.shown import ShownPlan, ShownVerdict, shown_plan, shown_verdict
from drifttools.kinds.column import Column
from drifttools.migrations.history import MigrationHistory
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import State, Verdict
from drifttools.probes.counting import count
from drifttools.probes.sizes import table_sizes
from drifttools.repair.fingerprint import focus_fingerprint
from drifttools.repair.mending import Mend
from drifttools.repair.options import Options, Way
from drifttools.repair.planner import make_plan, questions_of, touched
from drifttools.repair.reloading import with_reload

if TYPE_CHECKING:
    from drifttools.catalog.connect import Connection
    from drifttools.catalog.evidence import Gathered
    from drifttools.investigation.asking import Asking
    from drifttools.investigation.core import Investigation
    from drifttools.kinds.difference import Comparison
    from drifttools.probes.base import Ground
    from drifttools.verify.rehearsal import Rehearsed

_AUDIT = "drift audit"


def snapshots(inv: Asking) -> tuple[Snapshot, Snapshot]:
    """The expected and the actual state of the last audit."""
    folder = inv.folder
    if not folder.has(files.FINDINGS):
        raise IncidentError(f"the incident {folder.path.name!r} was never audited", hint=f"{_AUDIT} {inv.target.name}")
    return load(folder.path / files.EXPECTED), load(folder.path / files.ACTUAL)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked of a plan; see `Investigation.plan`."""

    drop: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    maintenance: bool = False
    online_above_mb: int | None = None
    mends: tuple[Mend, ...] = ()


def plan(inv: Investigation, wishes: Wishes) -> ShownPlan:
    """Make the plan of an investigation; see `Investigation.plan`."""
    options = Options(drop=wishes.drop, only=wishes.only, ways=tuple(Way.parsed(text) for text in wishes.ways))
    expected, actual = snapshots(inv)
    audited = inv.folder.read(FindingsFile, files.FINDINGS, needs=_AUDIT)
    comparison = compare(expected, actual, ignore=all_rules(inv, expected, actual))
    inv.say("checking that the database is still what was audited")
    if inv.target.dialect == "sqlite":
        made = plan_for_file(inv, (comparison, expected, actual), options, audited, wishes.mends)
        _write(inv, made, (expected, actual))
        return shown_plan(made)
    with connect_readonly(inv.target) as connection:
        live = read(connection, Extent(edges=True), origin=inv.target.name)
        if live.fingerprint != audited.actual_fingerprint:
            raise StalePlanError(
                f"the database {inv.target.name} has changed since it was audited at {audited.taken_at:%Y-%m-%d %H:%M} UTC",
                hint=f"audit it again: {_AUDIT} {inv.target.name}",
            )
        gathered = gather(connection, moves_of(comparison))
        connection.rollback()
        # dependencies cost as much as the whole reading, and only a plan needs them
        actual = replace(actual, edges=live.edges, roles=live.roles)
        options = replace(options, stays=_stays(gathered))
        options = _with_the_rows(inv, connection, (comparison, expected, actual), options)
        made = make_plan(
            comparison,
            expected,
            actual,
            target=inv.target.name,
            now=inv.clock(),
            options=replace(options, online_above=_online_above(inv, wishes)),
        )
        for mend in wishes.mends:
            made = _with_rows_mended(inv, connection, ground_of(inv, connection, actual, comparison), mend, made)
        made = _with_what_follows(inv, connection, gathered, made)
        focused = read(connection, Extent(focus=made.focus), origin=inv.target.name)
    made = replace(made, fingerprint=focus_fingerprint(focused), maintenance=wishes.maintenance)
    _write(inv, made, (expected, actual))
    return shown_plan(made)


def _with_what_follows(inv: Investigation, connection: Connection, gathered: Gathered, made: Plan) -> Plan:
    """The plan with the message to PostgREST where it serves the database, and with what is left to do by hand."""
    lacking = [(str(row["grantee"]), str(row["schema"])) for row in gathered.lacking_usage.to_dict("records")]
    history = inv.folder.read_optional(MigrationHistory, files.HISTORY)
    supabase = "the migrations are of Supabase, which serves every database by PostgREST"
    served = served_by_postgrest(connection) or (supabase if history is not None and history.tool == "supabase" else "")
    connection.rollback()
    made = replace(made, afterwards=afterwards(made, lacking))
    return with_reload(made, served) if served else made


def _with_rows_mended(inv: Investigation, connection: Connection, ground: Ground, mend: Mend, made: Plan) -> Plan:
    """The plan with further steps, which may name the columns that those before them make."""
    coming: dict[tuple[str, str], frozenset[str]] = {}
    for step in made.steps:
        if step.kind == Column.kind:
            schema, table, column = step.key
            coming[schema, table] = coming.get((schema, table), frozenset()) | {column}
    steps, focus = mending_steps(inv, connection, ground, mend, coming)
    further = (replace(step, id=f"s{number:02}") for number, step in enumerate(steps, start=len(made.steps) + 1))
    return replace(made, steps=(*made.steps, *further), focus=tuple(sorted({*made.focus, *focus})))


def _with_the_rows(
    inv: Investigation, connection: Connection, compared: tuple[Comparison, Snapshot, Snapshot], options: Options
) -> Options:
    """Count the rows that are in the way, in the live database; only what differs is asked for."""
    questions = questions_of(*compared, options)
    tables = {question.table for question in questions} | set(touched(compared[0]))
    sizes = table_sizes(connection, tables) if tables else {}
    if questions:
        inv.say(f"counting the rows in the way of {len(questions)} changes" if len(questions) > 1 else "counting rows")
    asked = inv.config.repair
    counted = count(
        connection,
        questions,
        sizes,
        timeout_ms=round(asked.count_timeout_s * 1000),
        at_most_rows=asked.count_up_to_rows,
    )
    return replace(options, counted=counted, sizes=sizes)


def _online_above(inv: Investigation, wishes: Wishes) -> int | None:
    if wishes.maintenance:
        return None
    wanted = wishes.online_above_mb
    return (inv.config.repair.online_above_mb if wanted is None else wanted) * 1024 * 1024


def load_plan(inv: Asking) -> ShownPlan:
    """The plan in the folder."""
    return shown_plan(inv.folder.read(Plan, files.PLAN, needs=f"drift plan {inv.incident}"))


def rehearse(inv: Investigation, made: Plan, rows: int | None) -> ShownVerdict:
    """Rehearse a plan; see `Investigation.rehearse`."""
    from drifttools.verify.rehearsal import rehearse as rehearse_on

    rows_alone = {step.kind for step in made.steps} == {"rows"} and not inv.folder.has(files.FINDINGS)
    expected, actual = _as_it_is(inv) if rows_alone else snapshots(inv)
    if inv.target.dialect == "sqlite":
        from drifttools.verify.sqlite_rehearsal import rehearse_sqlite

        return _rehearsed(
            inv,
            rehearse_sqlite(
                made,
                inv.target,
                expected,
                ignore=() if rows_alone else all_rules(inv, expected, actual),
                say=inv.say,
            ),
        )
    major = inv.folder.incident.server.major if inv.folder.incident.server else None
    context = context_for(inv.target, inv.config, major or 0)
    with context.scratch() as scratch:
        done = rehearse_on(
            made,
            inv.target,
            expected,
            scratch,
            rows=inv.config.repair.rehearsal_rows if rows is None else rows,
            ignore=() if rows_alone else all_rules(inv, expected, actual),
            say=inv.say,
        )
    return _rehearsed(inv, done)


def _rehearsed(inv: Investigation, done: Rehearsed) -> ShownVerdict:
    inv.folder.write(files.REHEARSAL, done.verdict)
    inv.folder.note(
        inv.clock(),
        f"rehearsed plan and way back on a copy: {done.verdict.state}",
        files.REHEARSAL,
        status=Status.REHEARSED if done.verdict.state is State.PASS else None,
    )
    return shown_verdict(done.verdict)


def _as_it_is(inv: Investigation) -> tuple[Snapshot, Snapshot]:
    """The live catalog twice: a plan that only puts rows right leaves it as it is."""
    if inv.target.dialect == "sqlite":
        live = read_sqlite_target(inv.target)
        return live, live
    with connect_readonly(inv.target) as connection:
        live = read(connection, Extent(edges=True), origin=inv.target.name)
    return live, live


def refuse_failed_rehearsal(inv: Investigation) -> None:
    """Refuse to apply a plan whose own rehearsal failed.

    Raises:
        RehearsalError: A check of it failed; the message names the first.
    """
    verdict = inv.folder.read_optional(Verdict, files.REHEARSAL)
    failed = [check for check in verdict.checks if check.state is State.FAIL] if verdict else []
    if failed:
        raise RehearsalError(
            f"the rehearsal of this plan failed: {failed[0].name}: {failed[0].reason}",
            hint=f"mend what it names, then: drift plan {inv.incident} and drift rehearse {inv.incident}",
        )


def _stays(gathered: Gathered) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Per moved relation, what SET SCHEMA leaves behind, and what will look for it in the old place."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in gathered.stays.to_dict("records"):
        found[str(row["schema"]), str(row["table"])].append(f"{row['kind']} {row['object']}: {row['reason']}")
    mentioned = gathered.text_references.to_dict("records")
    for key in {(str(r["schema"]), str(r["table"])) for r in gathered.counts.to_dict("records")}:
        for row in mentioned:
            if row["mentions"] == key[1]:
                found[key].append(f"function {row['schema']}.{row['routine']}: its text names the table (manual)")
    return {key: tuple(entries) for key, entries in found.items()}


def _write(inv: Investigation, made: Plan, states: tuple[Snapshot, Snapshot]) -> None:
    from drifttools.repair.render import sql, sqlite
    from drifttools.repair.sqlite.schema import Schema

    folder = inv.folder
    (folder.path / files.REHEARSAL).unlink(missing_ok=True)  # it was of another plan
    folder.write(files.PLAN, made)
    on_sqlite = inv.target.dialect == "sqlite"
    repair = sqlite.repair_sqlite(made, Schema.of_snapshot(states[1])) if on_sqlite else sql.repair_sql(made)
    folder.write_text(files.REPAIR_SQL, repair)
    folder.write_text(files.ROLLBACK_SQL, sqlite.rollback_sqlite(made) if on_sqlite else sql.rollback_sql(made))
    history = folder.read_optional(MigrationHistory, files.HISTORY)
    if history is not None and made.steps:
        _write_migration(inv, made, history, states)
    folder.note(
        inv.clock(),
        f"planned: {len(made.steps)} steps, {len(made.unplanned)} findings left alone",
        files.PLAN,
        status=Status.PLANNED,
    )


def _write_migration(inv: Investigation, made: Plan, history: MigrationHistory, states: tuple[Snapshot, Snapshot]) -> None:
    """The repair as a migration of the project, beside the plan: `drift migrations write` puts it into the project."""
    from drifttools.investigation.migrations_files import migration_files
    from drifttools.repair.render import guards_of

    try:
        texts = migration_files(made, history, inv.clock(), guards_of(made, *states, states[1].server.major))
    except UsageError:
        return  # a tool for which none is written, or a plan that is none; the scripts are there
    for file, text in texts.items():
        inv.folder.write_text(PurePosixPath(file).name, text)
