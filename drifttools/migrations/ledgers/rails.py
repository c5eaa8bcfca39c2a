"""The ledger of Rails."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, TableShape, text

BESIDE = "ar_internal_metadata"


class RailsLedger(LedgerFormat):
    """`schema_migrations`: the version of each migration, and nothing else.

    dbmate has a table of the same name and column. Rails 5 and later keep `ar_internal_metadata` beside theirs; without
    it a version of any length is Rails', one of a fixed length dbmate's. Reference: rails/rails,
    `activerecord/lib/active_record/schema_migration.rb`.
    """

    tool: ClassVar[str] = "rails"
    names: ClassVar[tuple[str, ...]] = ("schema_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version"})
    only: ClassVar[bool] = True
    order: ClassVar[tuple[str, ...]] = ("version",)

    def fits(self, table: TableShape) -> bool:
        return super().fits(table) and (BESIDE in table.siblings or table.columns["version"] == "character varying")

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow("", text(row["version"]), transaction=row["xmin"])
