"""The ledger of Drizzle."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, text


class DrizzleLedger(LedgerFormat):
    """`__drizzle_migrations`: for each file its SHA-256, and when it was written as its `meta/_journal.json` says.

    That time, and not a name, says which file a row is about; when it was run is not noted. Reference:
    drizzle-team/drizzle-orm, `drizzle-orm/src/migrator.ts`, and `migrate` of the dialects.
    """

    tool: ClassVar[str] = "drizzle"
    names: ClassVar[tuple[str, ...]] = ("__drizzle_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"id", "hash", "created_at"})
    order: ClassVar[tuple[str, ...]] = ("created_at",)

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow("", text(row["created_at"]), checksum=text(row["hash"]), transaction=row["xmin"])

    def checksums(self, content: bytes) -> frozenset[str]:
        return frozenset({hashlib.sha256(content).hexdigest()})
