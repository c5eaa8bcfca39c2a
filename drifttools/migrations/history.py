"""The migrations on disk as values: which file does what to which table. Nothing is read here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from drifttools.model.places import short

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a migration, with the names that its objects have in the database right after it.

    Args:
        op: What the tool calls it: `CreateModel`, `AddField`, `RunSQL` ...
        table: The table that it is about, `schema.table` where the project names a schema; None where it is unknown.
        column: The column, where it is about one.
        line: Its line in the file; None where the list of operations is computed.
        creates: Whether it creates `table`.
        renamed_from: The former name of `table`, where it renames one.
        state_only: Whether it changes only what the tool believes and nothing in the database.
    """

    op: str
    table: str | None = None
    column: str | None = None
    line: int | None = None
    creates: bool = False
    renamed_from: str | None = None
    state_only: bool = False


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration on disk.

    Args:
        tool: `django`, `alembic` ...
        app: What the migration belongs to; empty for tools with one line of migrations.
        name: Its name in the ledger.
        file: Its file.
        line: The line on which it starts.
        operations: What it does, in order.
        depends_on: The migrations that must be applied before it, each as `app.name`.
        replaces: The migrations that it stands for (a squashed one), each as `app.name`.
        message: What its author calls it, where that is not its name.
        author: Who added its file, where git knows.
        written_at, changed_at: When its file was first and last committed, where git knows.
        noted: What the ledger has in the place of its name, such as Drizzle's number.
    """

    tool: str
    app: str
    name: str
    file: str
    line: int
    operations: tuple[Operation, ...] = ()
    depends_on: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    message: str = ""
    author: str = ""
    written_at: datetime | None = None
    changed_at: datetime | None = None
    noted: str = ""

    @property
    def label(self) -> str:
        """`app.name`, or the name alone."""
        return f"{self.app}.{self.name}" if self.app else self.name


class Step(NamedTuple):
    """An operation and the migration that holds it."""

    migration: Migration
    operation: Operation

    @property
    def place(self) -> str:
        """`file:line`."""
        return short(f"{self.migration.file}:{self.operation.line or self.migration.line}")


@dataclass(frozen=True, slots=True)
class MigrationHistory:
    """All migrations of a project, in the order in which they are applied."""

    tool: str
    migrations: tuple[Migration, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Every operation, in order."""
        for migration in self.migrations:
            for operation in migration.operations:
                yield Step(migration, operation)

    @property
    def heads(self) -> tuple[Migration, ...]:
        """Of tools with one line of migrations, those that no other builds on."""
        before = {name for migration in self.migrations for name in migration.depends_on}
        return tuple(migration for migration in self.migrations if migration.name not in before)

    def get(self, app: str, name: str) -> Migration | None:
        """The migration of that name."""
        return next((m for m in self.migrations if (m.app, m.name) == (app, name)), None)

    def creating(self, table: str) -> Step | None:
        """The step that makes a table, also where it got its present name later.

        Args:
            table: Its name in the database, with or without its schema.
        """
        wanted = table
        for step in reversed(list(self.steps())):
            operation = step.operation
            if operation.table is None or not _same(operation.table, wanted):
                continue
            if operation.renamed_from:
                wanted = operation.renamed_from
            elif operation.creates and not operation.state_only:
                return step
        return None

    def touching(self, table: str, column: str | None = None) -> tuple[Step, ...]:
        """Every step about a table under that name, or about one of its columns."""
        return tuple(
            step
            for step in self.steps()
            if step.operation.table is not None
            and _same(step.operation.table, table)
            and (column is None or step.operation.column == column)
        )

    def frame(self) -> pd.DataFrame:
        """One row an operation: tool, app, name, position, op, table, column, state_only, file, line."""
        import pandas as pd

        rows = [
            (m.tool, m.app, m.name, position, o.op, o.table, o.column, o.state_only, m.file, o.line or m.line)
            for m in self.migrations
            for position, o in enumerate(m.operations, 1)
        ]
        columns = ["tool", "app", "name", "position", "op", "table", "column", "state_only", "file", "line"]
        dtypes = dict.fromkeys(columns, "string") | {
            "position": "Int64",
            "state_only": "boolean",
            "line": "Int64",
        }
        return pd.DataFrame.from_records(rows, columns=columns).astype(dtypes)


def _same(known: str, wanted: str) -> bool:
    """Whether two names mean one table; a schema counts only where both name one."""
    if "." in known and "." in wanted:
        return known == wanted
    return known.rpartition(".")[2] == wanted.rpartition(".")[2]
