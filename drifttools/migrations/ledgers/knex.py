"""The ledger of Knex."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class KnexLedger(LedgerFormat):
    """`knex_migrations`: the file of each migration, when, and the number of the batch that it was run with.

    Reference: knex/knex, `lib/migrations/migrate/table-creator.js`.
    """

    tool: ClassVar[str] = "knex"
    names: ClassVar[tuple[str, ...]] = ("knex_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"id", "name", "batch", "migration_time"})
    telling: ClassVar[str] = "migration_time"
    order: ClassVar[tuple[str, ...]] = ("id",)
    chronological: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        at, batch = moment(row["migration_time"]), text(row["batch"])
        return LedgerRow("", text(row["name"]), at, note=f"batch {batch}" if batch else "", transaction=row["xmin"])
