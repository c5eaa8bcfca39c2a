"""The ledger: the table in which a migration tool notes what it has applied. Values only; the readers are beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class RowState(StrEnum):
    """What a ledger itself says of a migration."""

    APPLIED = "applied"
    FAILED = "failed"
    """It began, and did not end well: what it did before is there or not, as the tool's transactions decide."""
    ROLLED_BACK = "rolled back"
    """It was taken back, or given up and marked so: not applied."""
    MARKED = "marked"
    """Noted without being run, and the ledger says so: a baseline, a changeset that was marked."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a ledger.

    Args:
        app: What the migration belongs to, for tools with several lines of migrations; else empty.
        name: Its name or version, as the ledger has it.
        applied_at: When, in UTC; a time that the ledger holds without a zone is taken as UTC.
        state: What the ledger says of it.
        title: What else it is called there: Flyway's script, Supabase's name.
        applied_by: Who ran it.
        checksum: Of its file at that time, as `LedgerFormat.checksums` computes it.
        note: What else is said: the log of a failure, the number of the batch.
        transaction: The id of the transaction that wrote the row (`xmin`), 0 where it is not known. Rows that one
            transaction wrote were copied or stamped together; tools write each row with its own migration.
    """

    app: str
    name: str
    applied_at: datetime | None = None
    state: RowState = RowState.APPLIED
    title: str = ""
    applied_by: str = ""
    checksum: str = ""
    note: str = ""
    transaction: int = 0

    @property
    def label(self) -> str:
        """`app.name`, or the name alone."""
        return f"{self.app}.{self.name}" if self.app else self.name

    @property
    def counts(self) -> bool:
        """Whether the tool takes it for applied."""
        return self.state in (RowState.APPLIED, RowState.MARKED)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger table of the live database.

    Args:
        tool: Whose it is.
        schema, table: Where it is.
        rows: What it notes; in the order in which it was noted, where the tool keeps that.
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
        """Whether it has a row of that migration that counts."""
        return any(row.counts for row in self.rows if (row.app, row.name) == (app, name))

    def frame(self) -> pd.DataFrame:
        """Its rows; see `ledgers_frame`."""
        return ledgers_frame((self,))


def ledgers_frame(ledgers: tuple[Ledger, ...]) -> pd.DataFrame:
    """All rows of some ledgers.

    Args:
        ledgers: Those that could not be read have one row, with the reason in `note`.

    Returns:
        Columns tool, ledger (`schema.table`), app, name, title, state, applied_at (UTC), applied_by, checksum, note,
        transaction; one row a row of a ledger, in the order in which it was noted.
    """
    import pandas as pd

    rows: list[tuple[object, ...]] = [
        (
            ledger.tool,
            ledger.label,
            row.app,
            row.name,
            row.title,
            row.state.value,
            row.applied_at,
            row.applied_by,
            row.checksum,
            row.note,
            row.transaction or None,
        )
        for ledger in ledgers
        for row in ledger.rows
    ]
    unread = [ledger for ledger in ledgers if ledger.unread]
    rows += [(one.tool, one.label, *([None] * 3), "unread", *([None] * 3), one.unread, None) for one in unread]
    texts = ["tool", "ledger", "app", "name", "title", "state", "applied_by", "checksum", "note"]
    columns = [*texts[:6], "applied_at", *texts[6:], "transaction"]
    frame = pd.DataFrame.from_records(rows, columns=columns)
    frame["applied_at"] = pd.to_datetime(frame["applied_at"], utc=True)
    return frame.astype(dict.fromkeys(texts, "string") | {"transaction": "Int64"})
