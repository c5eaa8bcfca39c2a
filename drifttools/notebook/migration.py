"""The repair in `05_migrations`: as a migration of the project, shown, and written only where that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.document import Document, Shown, badge, code, document, mono, note, para
from drifttools.errors import IncidentError, UsageError

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.migrations_write import WrittenMigration

_WRITTEN_IN = {".py": "python", ".sql": "sql"}


@dataclass(frozen=True)
class Migration(Shown):
    """What the repair would be as a migration of the project.

    Args:
        message: One sentence.
        files: Path in the project to text.
        command: What to run next.
    """

    message: str
    files: Mapping[str, str]
    command: str = ""

    def document(self) -> Document:
        """The sentence, the files, the next step."""
        return document(
            "Repair as a migration",
            para(badge("info", "nothing was written"), " ", self.message),
            *(
                block
                for file, text in self.files.items()
                for block in (para(mono(file)), code(text, _WRITTEN_IN.get(file[file.rfind(".") :], "")))
            ),
            note("info", "Next: ", mono(self.command)) if self.command else None,
        )


def migration_of(inv: Investigation, *, write: bool = False) -> Migration | WrittenMigration:
    """The plan of the incident as a migration: shown, or written into the project and replayed with all the others.

    Args:
        inv: The investigation.
        write: Whether the project gets the file. The database is not touched either way.

    Raises:
        RehearsalError: It was written, replayed, did not lead to what the database should be, and was removed again.
    """
    try:
        plan = inv.load_plan()
    except IncidentError:
        return Migration("There is no plan yet that could become one: 02_repair makes it.", {}, _plan(inv))
    files = _files(inv)
    if not plan.steps or not files:
        return Migration("The plan has no step that could be written as a migration of this project.", {})
    there = [file for file in files if (inv.config.root / file).exists()]
    if there:
        return Migration(f"It was written before: {', '.join(there)}.", files)
    if write:
        return inv.migrations.write()
    command = f"drift run 05_migrations -p incident={inv.incident} -p write=true"
    return Migration("Read it; with `write` it is put into the project and replayed with all the others.", files, command)


def _plan(inv: Investigation) -> str:
    return f"drift run 02_repair -p incident={inv.incident}" if inv.incident else "drift run 01_audit"


def _files(inv: Investigation) -> Mapping[str, str]:
    from drifttools.investigation import files
    from drifttools.investigation.migrations_files import migration_files
    from drifttools.investigation.planning import snapshots
    from drifttools.migrations.history import MigrationHistory
    from drifttools.repair.render import guards_of

    history = inv.folder.read_optional(MigrationHistory, files.HISTORY)
    if history is None:
        return {}
    plan, states = inv.load_plan(), snapshots(inv)
    try:
        return migration_files(plan, history, inv.clock(), guards_of(plan, *states, states[1].server.major))
    except UsageError:
        return {}
