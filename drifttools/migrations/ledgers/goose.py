"""The ledger of goose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class GooseLedger(LedgerFormat):
    """`goose_db_version`: a row for each version that was run up or, in older releases, down; version 0 is the table.

    Reference: pressly/goose, `internal/dialects/postgres.go`.
    """

    tool: ClassVar[str] = "goose"
    names: ClassVar[tuple[str, ...]] = ("goose_db_version",)
    columns: ClassVar[frozenset[str]] = frozenset({"id", "version_id", "is_applied", "tstamp"})
    telling: ClassVar[str] = "is_applied"
    order: ClassVar[tuple[str, ...]] = ("id",)
    chronological: ClassVar[bool] = True

    def rows(self, rows: Sequence[Row]) -> tuple[LedgerRow, ...]:
        """The last row of each version says how it stands."""
        standing: dict[str, LedgerRow] = {}
        for row in super().rows(rows):
            if row.name != "0":
                standing.pop(row.name, None)
                standing[row.name] = row
        return tuple(standing.values())

    def row(self, row: Row) -> LedgerRow:
        state = RowState.APPLIED if row["is_applied"] else RowState.ROLLED_BACK
        return LedgerRow("", text(row["version_id"]), moment(row["tstamp"]), state, transaction=row["xmin"])
