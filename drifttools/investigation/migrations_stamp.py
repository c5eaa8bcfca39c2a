"""Migrations noted as applied that nobody ran: proven by the catalog, then a plan as any other."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.opening import Opening
from drifttools.catalog.reader import Extent, read
from drifttools.compare.stampable import Stampable, stampable
from drifttools.errors import RehearsalError, UsageError
from drifttools.expected.resolve import resolve
from drifttools.incident.record import Status
from drifttools.investigation import files
from drifttools.investigation.blaming import needed_chronicle
from drifttools.investigation.comparing import context_for, printed_alike, read_live
from drifttools.investigation.migrations_status import content_of
from drifttools.investigation.shown import ShownPlan, shown_plan
from drifttools.migrations.ledgers.tables import ledger_tables
from drifttools.migrations.problems import ledgers_of
from drifttools.migrations.read_ledgers import read_ledgers
from drifttools.migrations.states import APPLIED, MigrationState, standings
from drifttools.model.plan import Plan, Step
from drifttools.repair.fingerprint import focus_fingerprint
from drifttools.repair.stamping import stamp_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drifttools.expected.base import Expected
    from drifttools.investigation.asking import Asking
    from drifttools.migrations.history import Migration, MigrationHistory
    from drifttools.migrations.ledger import Ledger
    from drifttools.migrations.states import Standing
    from drifttools.model.snapshot import Snapshot

_SHOWN = 12
_NOT_NOTED = (MigrationState.NOT_APPLIED, MigrationState.SKIPPED)


def stamp(inv: Asking, names: tuple[str, ...], to: str | None) -> ShownPlan:
    """Plan to note migrations as applied; see `Migrations.stamp`."""
    if not names and not to:
        raise UsageError(
            "nothing says which migrations are to be noted as applied",
            hint="name them, or the last of them: drift migrations stamp TARGET EXPECTED --to REVISION",
        )
    if inv.target.dialect == "sqlite":
        raise UsageError(
            f"{inv.target.name} is a SQLite file, and migrations are noted as applied in PostgreSQL alone",
            hint="drift migrations where proves which revision the file is at; then let the tool note it: alembic stamp "
            "REVISION, manage.py migrate --fake APP NAME",
        )
    inv.say(f"reading the catalog of {inv.target.name}")
    with Opening(inv.target) as opening:
        live, _ = read_live(opening, edges=False)
        ledgers = read_ledgers(opening.first())
    context = context_for(inv.target, inv.config, live.server.major, say=inv.say)
    expected = resolve(inv.history_spec, context)
    history = expected.history
    if history is None or not history.migrations:
        raise UsageError(f"{inv.history_spec} has no migrations that could be noted")
    ledger = _ledger(history, ledgers, expected)
    content = content_of(context)
    standing = standings(history, ledger, content)
    stamped = _chosen(standing, names, to)
    applied = {one.label for one in standing if one.state in APPLIED}
    _whole(stamped, applied, history, ledger)
    printed = live
    if expected.snapshot.server.major != live.server.major:
        printed, _ = printed_alike(inv.target, live, context.scratch, edges=False)
    labels = [migration.label for migration in stamped]
    proof = stampable(
        needed_chronicle(inv, context), printed, labels, applied, expected.snapshot.silent, expected.snapshot.apart
    )
    _refuse(proof, labels)
    heads = _heads(history, applied | set(labels), ledger)
    step = stamp_step(ledger, stamped, heads, _columns(live, ledger), content)
    unproven = tuple(f"{label} touches nothing of the catalog: whether it ran cannot be told" for label in proof.silent)
    return _planned(inv, replace(step, notes=(*step.notes, *unproven)), proof, live)


def _ledger(history: MigrationHistory, ledgers: Sequence[Ledger], expected: Expected) -> Ledger:
    own = ledgers_of(history, ledgers)
    places = set(ledger_tables(expected.snapshot))
    found = [one for one in own if (one.schema, one.table) in places] if len(own) > 1 else list(own)
    if len(found) != 1:
        labels = ", ".join(one.label for one in own) or "none"
        raise UsageError(
            f"the migrations are noted in one ledger of {history.tool}, and the database has {labels}",
            hint="drift migrations status says what is wrong; a first ledger is made by the tool itself",
        )
    if found[0].unread:
        raise UsageError(f"the ledger {found[0].label} could not be read: {found[0].unread}")
    return found[0]


def _chosen(standing: Sequence[Standing], names: tuple[str, ...], to: str | None) -> tuple[Migration, ...]:
    """The migrations that were asked for and are not noted, in their order."""
    known = [one.migration for one in standing if one.migration is not None]
    wanted: set[str] = set()
    for pattern in names:
        found = [one.label for one in known if _is_called(one, pattern)]
        if not found:
            raise UsageError(f"there is no migration {pattern}", hint="drift migrations status lists all of them")
        wanted.update(found)
    if to:
        last = [place for place, one in enumerate(known) if _is_called(one, to)]
        if len(last) != 1:
            raise UsageError(
                f"{to} is the name of {len(last) or 'none'} of the migrations, and has to be that of one",
                hint="drift migrations status lists all of them",
            )
        wanted.update(_up_to(known, last[0]))
    wrong = [one for one in standing if one.label in wanted and one.state not in (*_NOT_NOTED, *APPLIED)]
    if wrong:
        raise UsageError(
            f"{wrong[0].label} is {wrong[0].state.value}{f': {wrong[0].why}' if wrong[0].why else ''}",
            hint="what the ledger says of it has to be put right by the tool first",
        )
    chosen = tuple(
        one.migration for one in standing if one.label in wanted and one.state in _NOT_NOTED and one.migration is not None
    )
    if not chosen:
        raise UsageError("all of them are noted as applied already", hint="drift migrations status")
    return chosen


def _is_called(migration: Migration, pattern: str) -> bool:
    names = (migration.label, migration.name)
    return any(fnmatchcase(one, pattern) for one in names) or migration.name.partition("_")[0] == pattern


def _up_to(known: Sequence[Migration], place: int) -> set[str]:
    """A migration and all that it builds on; where nothing says that, all before it."""
    if not any(one.depends_on for one in known):
        return {one.label for one in known[: place + 1]}
    by_label, waiting = {one.label: one for one in known}, [known[place].label]
    found: set[str] = set()
    while waiting:
        label = waiting.pop()
        if label in by_label and label not in found:
            found.add(label)
            waiting += by_label[label].depends_on
    return found


def _whole(stamped: Sequence[Migration], applied: set[str], history: MigrationHistory, ledger: Ledger) -> None:
    """Refuse to note what builds on something that is neither noted nor to be."""
    labels = {one.label for one in stamped} | applied
    known = {one.label for one in history.migrations}
    for one in stamped:
        lacking = [label for label in one.depends_on if label in known and label not in labels]
        if lacking:
            raise UsageError(
                f"{one.label} builds on {lacking[0]}, which {ledger.label} does not note either",
                hint=f"note both: --to {one.label}",
            )


def _refuse(proof: Stampable, labels: Sequence[str]) -> None:
    """Refuse where the catalog is not what the migrations make.

    Raises:
        RehearsalError: It names what differs.
    """
    if not proof.differing:
        return
    shown = "".join(f"\n  {kind} {'.'.join(filter(None, key))}: {how.value}" for kind, key, how in proof.differing[:_SHOWN])
    more = f"\n  and {len(proof.differing) - _SHOWN} more" if len(proof.differing) > _SHOWN else ""
    raise RehearsalError(
        f"{', '.join(labels)} cannot be noted as applied: of {proof.touched} objects that they touch "
        f"{len(proof.differing)} are not as they make them{shown}{more}",
        hint="repair those first (drift audit, drift plan), or let the tool run the migrations",
    )


def _heads(history: MigrationHistory, applied: set[str], ledger: Ledger) -> list[str]:
    """What a tool that notes only where it is has to note."""
    if ledger.tool == "golang-migrate":
        last = [one for one in history.migrations if one.label in applied]
        return [last[-1].name.partition("_")[0]] if last else []
    needed = {label for one in history.migrations if one.label in applied for label in one.depends_on}
    return [one.name for one in history.migrations if one.label in applied and one.label not in needed]


def _columns(live: Snapshot, ledger: Ledger) -> list[str]:
    rows = live.rows["column"]
    return [
        str(values["column"])
        for values in rows.decode(rows.lines)
        if (values["schema"], values["table"]) == (ledger.schema, ledger.table)
    ]


def _planned(inv: Asking, step: Step, proof: Stampable, live: Snapshot) -> ShownPlan:
    """A plan of one step, bound to the rows of all that the migrations touch, in an incident of its own."""
    with connect_readonly(inv.target) as connection:
        focused = read(connection, Extent(focus=proof.focus), origin=inv.target.name)
    plan = Plan(
        target=inv.target.name,
        database=live.server.database,
        system_identifier=live.server.system_identifier,
        created_at=inv.clock(),
        steps=(step,),
        focus=proof.focus,
        fingerprint=focus_fingerprint(focused),
    )
    folder = inv.open()
    (folder.path / files.REHEARSAL).unlink(missing_ok=True)
    folder.write(files.PLAN, plan)
    folder.note(inv.clock(), f"planned: {step.title}", files.PLAN, status=Status.PLANNED)
    return shown_plan(plan)
