"""The ledger of sqlx."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class SqlxLedger(LedgerFormat):
    """`_sqlx_migrations`: a row for each version, with its SHA-384, and whether it ended well.

    Reference: launchbadge/sqlx, `sqlx-postgres/src/migrate.rs`, `sqlx-sqlite/src/migrate.rs` and `sqlx-core/src/migrate`.
    """

    tool: ClassVar[str] = "sqlx"
    names: ClassVar[tuple[str, ...]] = ("_sqlx_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"version", "description", "installed_on", "success", "checksum"})
    order: ClassVar[tuple[str, ...]] = ("installed_on", "version")
    chronological: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        noted = row["checksum"]
        # bytes of SQLite, and what PostgreSQL makes of bytea in JSON
        digest = noted.hex() if isinstance(noted, bytes) else text(noted).removeprefix("\\x")
        state = RowState.APPLIED if row["success"] else RowState.FAILED
        return LedgerRow(
            "",
            text(row["version"]),
            moment(row["installed_on"]),
            state,
            title=text(row["description"]),
            checksum=digest,
            transaction=row["xmin"],
        )

    def checksums(self, content: bytes) -> frozenset[str]:
        return frozenset({hashlib.sha384(content).hexdigest()})
