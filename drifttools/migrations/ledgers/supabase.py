"""The ledger of Supabase."""

from __future__ import annotations

import hashlib
import re
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, TableShape, text

_SCHEMA = "supabase_migrations"
# The CLI cuts a file into statements and leaves off semicolons and spaces around them; the dashboard keeps them.
_LOST = re.compile(r"[\s;]+")


class SupabaseLedger(LedgerFormat):
    """`supabase_migrations.schema_migrations`: version, name and the very statements, and no time.

    Early releases made the version alone; `statements` and `name` were added, then `created_by`, `idempotency_key` and
    `rollback` by the platform. `supabase migration repair` writes rows without running anything. Reference: supabase/cli,
    `pkg/migration/history.go`.
    """

    tool: ClassVar[str] = "supabase"
    names: ClassVar[tuple[str, ...]] = ("schema_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version"})
    order: ClassVar[tuple[str, ...]] = ("version",)

    def fits(self, table: TableShape) -> bool:
        named = super().fits(table)
        return named and (table.schema == _SCHEMA or table.columns.get("statements") == "text[]")

    def row(self, row: Row) -> LedgerRow:
        statements = row.get("statements")
        return LedgerRow(
            "",
            text(row["version"]),
            title=text(row.get("name")),
            applied_by=text(row.get("created_by")),
            checksum=_digest(";".join(map(text, statements))) if statements else "",
            transaction=row["xmin"],
        )

    def checksums(self, content: bytes) -> frozenset[str]:
        """A digest of what is left of the file when semicolons and spaces are taken out of it."""
        return frozenset({_digest(content.decode("utf-8-sig", "replace"))})


def _digest(script: str) -> str:
    return hashlib.sha256(_LOST.sub("", script).encode()).hexdigest()
