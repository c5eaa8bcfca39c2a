"""The ledger of dbmate."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, TableShape, text


class DbmateLedger(LedgerFormat):
    """`schema_migrations`: the version of each migration as `varchar(128)`, 255 in older releases, and nothing else.

    Reference: amacneil/dbmate, `CreateMigrationsTable` of `pkg/driver/postgres/postgres.go`.
    """

    tool: ClassVar[str] = "dbmate"
    names: ClassVar[tuple[str, ...]] = ("schema_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version"})
    only: ClassVar[bool] = True
    order: ClassVar[tuple[str, ...]] = ("version",)

    def fits(self, table: TableShape) -> bool:
        return super().fits(table) and table.columns["version"].startswith("character varying(")

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow("", text(row["version"]), transaction=row["xmin"])
