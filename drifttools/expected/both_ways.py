"""Runs a project's migrations on a copy of the live schema, forth and back, as the project's tool would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.config import Target
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.expected.spec import parse_spec
from drifttools.migrations.ledger import Ledger
from drifttools.sql.compose import compose, name, value

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch, ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase
    from drifttools.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CopyOfLive:
    """A copy of the live schema, with its ledger, on which migrations are run.

    Args:
        spec: The migrations.
        context: How the project is run.
        scratch, database: Where it is; a copy of a SQLite file is on no server.
    """

    spec: str
    context: Context
    scratch: Scratch | None
    database: ScratchDatabase | SqliteScratchDatabase

    def upgrade(self) -> None:
        """Let Alembic or Django run what its ledger does not note.

        Raises:
            SourceError: A migration failed; the message names it.
        """
        if self.spec.startswith("alembic:"):
            self._alembic("upgrade", "heads")
        else:
            self._django()

    def downgrade(self, app: str, to: str) -> None:
        """Let it take the last migration back.

        Args:
            app: Django's label of its app.
            to: The migration before it.

        Raises:
            SourceError: As for `upgrade`.
        """
        if self.spec.startswith("alembic:"):
            self._alembic("downgrade", to)
        else:
            self._django(app, to)

    def run(self, script: str, file: str) -> None:
        """Run a file of SQL, as tools for such files do; raises SourceError where a statement fails."""
        from drifttools.catalog.scratch import ScratchDatabase
        from drifttools.expected.replay import Replay
        from drifttools.expected.replay_sqlite import SqliteReplay

        if self.scratch is not None and isinstance(self.database, ScratchDatabase):
            Replay(self.scratch, self.database, self.context.project.timeout_s).run(script, file, whole=True)
        elif not isinstance(self.database, ScratchDatabase):
            SqliteReplay(self.database).run(script, file, whole=True)

    def read(self, silent: frozenset[str]) -> Snapshot:
        """The copy as it is now."""
        from drifttools.catalog.connect import connect_readonly
        from drifttools.catalog.reader import Extent, read
        from drifttools.catalog.reading import read_sqlite_target

        if self.scratch is None:
            return replace(read_sqlite_target(self.database.target, origin="a copy of the file"), silent=silent)
        with connect_readonly(self.database.target) as connection:
            return replace(read(connection, Extent(), origin="a copy of the live schema"), silent=silent)

    def _alembic(self, *command: str) -> None:
        from drifttools.expected.alembic import alembic_project

        project = alembic_project(parse_spec(self.spec, self.context.root), self.context)
        arguments = [project.file, *project.arguments, *command]
        self._child("replay_alembic.py", arguments, project.cwd)

    def _django(self, *arguments: str) -> None:
        from drifttools.expected.django import manage_of

        manage = manage_of(parse_spec(self.spec, self.context.root), self.context)
        self._child("replay_django.py", [manage.name, "replay", *arguments], manage.parent)

    def _child(self, script: str, arguments: Sequence[str], cwd: Path) -> None:
        parameters = self.database.target.parameters
        run_script(script, arguments, context=self.context, cwd=cwd, what=f"{self.spec} on a copy", database=parameters)


@contextmanager
def copy_of_live(spec: str, context: Context, live: Target, ledgers: Sequence[Ledger]) -> Iterator[CopyOfLive]:
    """Copy the live schema, and note in its ledgers what the live ones note; of a SQLite file copy the whole.

    Args:
        spec: The migrations.
        context: How the project is run.
        live: The database that is copied; it is only read.
        ledgers: Its ledgers.

    Raises:
        ScratchError: No copy can be made.
        ConnectionFailed: The database does not answer.
    """
    if live.dialect == "sqlite":
        from drifttools.catalog.sqlite_scratch import SqliteScratch

        with SqliteScratch() as folder, folder.copy_of(live) as copy:
            yield CopyOfLive(spec, context, None, copy)
        return
    with context.scratch() as scratch, scratch.copy_schema(live) as database:
        for ledger in ledgers:
            table = name(ledger.schema, ledger.table)
            for row in ledger.rows:
                if ledger.tool == "alembic":
                    database.run([str(compose("insert into {} (version_num) values ({})", table, value(row.name)))])
                elif ledger.tool == "django":
                    noted = compose(
                        "insert into {} (app, name, applied) values ({}, {}, pg_catalog.now())",
                        table,
                        value(row.app),
                        value(row.name),
                    )
                    database.run([str(noted)])
        yield CopyOfLive(spec, context, scratch, database)
