"""The ledger of Diesel."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class DieselLedger(LedgerFormat):
    """`__diesel_schema_migrations`: the version of each migration, its directory's name to the first `_`, and when.

    Reference: diesel-rs/diesel, `diesel/src/migration/setup_migration_table.sql`.
    """

    tool: ClassVar[str] = "diesel"
    names: ClassVar[tuple[str, ...]] = ("__diesel_schema_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version", "run_on"})
    order: ClassVar[tuple[str, ...]] = ("run_on", "version")
    chronological: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow("", text(row["version"]), moment(row["run_on"]), transaction=row["xmin"])
