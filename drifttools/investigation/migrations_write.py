"""The plan of an incident, written into the project as a migration of its own tool, and replayed before it stays there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.compare.engine import compare
from drifttools.document import Document, document, mono, note, para
from drifttools.document.shown import Shown
from drifttools.errors import RehearsalError, UsageError
from drifttools.incident.record import Written
from drifttools.investigation import files
from drifttools.investigation.auditing import all_rules
from drifttools.investigation.comparing import context_for
from drifttools.investigation.migrations_files import OfFile, migration_files
from drifttools.investigation.migrations_tried import first_of, try_both_ways
from drifttools.investigation.planning import snapshots
from drifttools.repair.render import NO_GUARDS, guards_of
from drifttools.repair.sqlite.groups import groups_of
from drifttools.repair.sqlite.schema import Schema

if TYPE_CHECKING:
    from drifttools.expected.base import Expected
    from drifttools.investigation.asking import Asking
    from drifttools.model.finding import Finding
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Snapshot

_NEXT = {
    "alembic": "alembic upgrade head",
    "django": "python manage.py migrate",
    "supabase": "supabase db push",
    "flyway": "flyway migrate",
    "golang-migrate": "migrate up",
    "dbmate": "dbmate up",
    "prisma": "prisma migrate deploy",
}


@dataclass(frozen=True)
class WrittenMigration(Shown):
    """A migration that was written and replayed.

    Args:
        tool: The project's.
        files: What was written, relative to the root.
        plan: The id of the plan.
        tried: What was tried on a copy of the live schema.
        looks: Whether it looks first, and does nothing where the repair is made.
    """

    tool: str
    files: tuple[str, ...]
    plan: str
    tried: str = ""
    looks: bool = True

    def document(self) -> Document:
        """What was written and what was proven."""
        return document(
            f"Migration for {self.plan}",
            note("ok", "Replayed with all the others on a scratch database: the result is what the database should be."),
            para(self.tried) if self.tried else None,
            *(para("Written: ", mono(file)) for file in self.files),
            para(
                "It does nothing where the repair is made already."
                if self.looks
                else "It is for databases as the migrations before it leave them.",
                " Next: review it, commit it",
                *((", ", mono(_NEXT[self.tool])) if self.tool in _NEXT else ()),
                ".",
            ),
        )


def write(inv: Asking, history: str | None) -> WrittenMigration:
    """Write the plan of an investigation as a migration; see `Migrations.write`."""
    from drifttools.expected.alembic import alembic_project
    from drifttools.expected.resolve import resolve

    plan = inv.load_plan()
    if not plan.steps:
        raise UsageError(f"{plan.id} has no step, so there is nothing to write", hint=f"drift plan {inv.incident}")
    spec = history or inv.history_spec
    server = inv.folder.incident.server
    context = context_for(inv.target, inv.config, server.major if server else None, say=inv.say)
    before = resolve(spec, context)
    if before.history is None:
        raise UsageError(
            f"{before.spec} has no migrations that this one could come after",
            hint="name them: drift migrations write --history alembic:alembic.ini",
        )
    expected, actual = snapshots(inv)
    on_file = actual.server.dialect == "sqlite"
    guards = NO_GUARDS if on_file else guards_of(plan, expected, actual, actual.server.major)
    of_file = _of_file(plan, expected, actual, before.snapshot) if on_file else None
    engine = alembic_project(before.spec, context).engine if before.spec.kind == "alembic" else ""
    texts = migration_files(plan, before.history, inv.clock(), guards, engine, of_file)
    paths = {context.path(file): text for file, text in texts.items()}
    _create(paths)
    try:
        inv.say("replaying the history with it")
        _prove(inv, plan, resolve(spec, replace(context, cache=None)))
        tried = try_both_ways(inv, plan, spec, context, before.history, texts)
    except BaseException:
        _take_away(paths)
        raise
    written = tuple(texts)
    inv.folder.write(files.WRITTEN, Written(plan.id, before.history.tool, written, inv.clock()))
    inv.folder.note(inv.clock(), f"wrote {plan.id} as a migration and replayed it: {', '.join(written)}", written[0])
    looks = of_file is None or not of_file.behind or before.history.tool in ("alembic", "django")
    return WrittenMigration(before.history.tool, written, plan.id, tried, looks)


def _of_file(plan: Plan, expected: Snapshot, actual: Snapshot, replayed: Snapshot) -> OfFile:
    """What a migration for SQLite is made of; see `OfFile`."""
    now, made = (Schema.of_snapshot(one).meaning(plan.focus) for one in (actual, replayed))
    return OfFile(groups_of(plan, actual, (expected, replayed)), behind=now == made)


def _create(paths: dict[Path, str]) -> None:
    """Write new files; one that is there is never replaced."""
    made: dict[Path, str] = {}
    for path, text in paths.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            _take_away(made)
            raise UsageError(
                f"{path} is there already", hint="the plan was written before; remove the file first"
            ) from None
        except OSError as problem:
            _take_away(made)
            raise UsageError(f"{path} cannot be written: {problem.strerror}") from problem
        made[path] = text


def _take_away(paths: dict[Path, str]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _prove(inv: Asking, plan: Plan, replayed: Expected) -> None:
    """Refuse a migration after which the history is not what the database should be.

    Raises:
        RehearsalError: Something differs that the plan does not leave alone; the message names it.
    """
    expected, _ = snapshots(inv)
    left = _differing(inv, expected, replayed.snapshot)
    alone = {one.finding for one in plan.unplanned}
    wrong = [
        finding for finding in left if finding.id not in alone and (finding.kind, finding.key) not in plan.open_by_choice
    ]
    if wrong:
        raise RehearsalError(
            f"the migration was replayed and removed again: what is left is {first_of(wrong)}",
            hint="the history does not lead to the state that the plan starts from: drift migrations status",
        )


def _differing(inv: Asking, expected: Snapshot, found: Snapshot) -> list[Finding]:
    comparison = compare(expected, found, ignore=all_rules(inv, expected, found))
    return list(comparison.findings)
