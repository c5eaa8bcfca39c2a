"""The ledger: the table in which a migration tool notes what it has applied. Values only; the readers are beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.migrations.history import Migration, MigrationHistory

if TYPE_CHECKING:
    import pandas as pd


class MigrationState(StrEnum):
    """What files and ledger together say of a migration."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    NOT_ON_DISK = "applied but not on disk"
    REPLACED = "replaced"
    """Applied, its file is gone, and a squashed migration on disk stands for it."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One applied migration."""

    app: str
    name: str
    applied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger table of the live database.

    Args:
        tool: Whose it is.
        schema, table: Where it is.
        rows: What it notes, in the order in which it was noted.
        unread: Why it could not be read; empty where it was. An unread ledger says nothing, not even "nothing applied".
    """

    tool: str
    schema: str
    table: str
    rows: tuple[LedgerRow, ...] = ()
    unread: str = ""

    @property
    def label(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.table}"

    def applied(self, app: str, name: str) -> bool:
        """Whether it notes that migration."""
        return any((row.app, row.name) == (app, name) for row in self.rows)

    def frame(self) -> pd.DataFrame:
        """The rows: app, name, applied_at (UTC), ledger_schema."""
        import pandas as pd

        rows = [(row.app, row.name, row.applied_at, self.schema) for row in self.rows]
        frame = pd.DataFrame.from_records(rows, columns=["app", "name", "applied_at", "ledger_schema"])
        frame["applied_at"] = pd.to_datetime(frame["applied_at"], utc=True)
        return frame.astype({"app": "string", "name": "string", "ledger_schema": "string"})


def migration_states(
    history: MigrationHistory, ledger: Ledger
) -> tuple[tuple[Migration | None, LedgerRow | None, MigrationState], ...]:
    """Lay files and ledger beside each other: first the files in their order, then what only the ledger knows.

    Args:
        history: The files.
        ledger: What the database notes.
    """
    noted = {(row.app, row.name): row for row in ledger.rows}
    labels = {f"{app}.{name}" if app else name for app, name in noted}
    replaced = {label: m for m in history.migrations for label in m.replaces}
    states: list[tuple[Migration | None, LedgerRow | None, MigrationState]] = []
    for migration in history.migrations:
        row = noted.pop((migration.app, migration.name), None)
        # Django counts a squashed migration as applied as soon as all that it replaces are.
        stands = bool(migration.replaces) and labels.issuperset(migration.replaces)
        by_squash = replaced.get(migration.label)
        covered = by_squash is not None and by_squash.label in labels
        applied = row is not None or stands or covered
        states.append((migration, row, MigrationState.APPLIED if applied else MigrationState.NOT_APPLIED))
    for row in noted.values():
        label = f"{row.app}.{row.name}" if row.app else row.name
        state = MigrationState.REPLACED if label in replaced else MigrationState.NOT_ON_DISK
        states.append((None, row, state))
    return tuple(states)


def ledger_frame(history: MigrationHistory, ledger: Ledger) -> pd.DataFrame:
    """Files and ledger beside each other: app, name, state, applied_at, ledger_schema, file, operations.

    Args:
        history: The files.
        ledger: What the database notes.
    """
    import pandas as pd

    rows = [
        (
            migration.app if migration else row.app if row else "",
            migration.name if migration else row.name if row else "",
            state.value,
            row.applied_at if row else None,
            ledger.schema,
            migration.file if migration else None,
            len(migration.operations) if migration else None,
        )
        for migration, row, state in migration_states(history, ledger)
    ]
    columns = ["app", "name", "state", "applied_at", "ledger_schema", "file", "operations"]
    frame = pd.DataFrame.from_records(rows, columns=columns)
    frame["applied_at"] = pd.to_datetime(frame["applied_at"], utc=True)
    texts = dict.fromkeys(["app", "name", "state", "ledger_schema", "file"], "string")
    return frame.astype(texts | {"operations": "Int64"})
