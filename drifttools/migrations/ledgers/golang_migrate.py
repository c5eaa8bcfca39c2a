"""The ledger of golang-migrate."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, text


class GolangMigrateLedger(LedgerFormat):
    """`schema_migrations`: one row, the version that the database is at, and whether getting there failed (`dirty`).

    What comes before counts as applied. `x-migrations-table` gives the table any name; `migrate force` writes the row
    without running anything. Reference: golang-migrate/migrate, `database/postgres/postgres.go`.
    """

    tool: ClassVar[str] = "golang-migrate"
    names: ClassVar[tuple[str, ...]] = ("schema_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version", "dirty"})
    telling: ClassVar[str] = "dirty"
    only: ClassVar[bool] = True
    order: ClassVar[tuple[str, ...]] = ("version",)
    heads_only: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        state = RowState.FAILED if row["dirty"] else RowState.APPLIED
        return LedgerRow("", text(row["version"]), state=state, transaction=row["xmin"])
