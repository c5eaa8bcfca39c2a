"""The ledger of Prisma."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class PrismaLedger(LedgerFormat):
    """`_prisma_migrations`: a row for each attempt, with its SHA-256, its log, and when it began and ended.

    An attempt without an end has failed or still runs, and stops every later one; `prisma migrate resolve` marks it as
    rolled back, or writes a row without running anything. Reference: prisma-engines, `create_migrations_table` of the
    PostgreSQL flavour and `checksum.rs`.
    """

    tool: ClassVar[str] = "prisma"
    names: ClassVar[tuple[str, ...]] = ("_prisma_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset(
        {"id", "checksum", "finished_at", "migration_name", "rolled_back_at", "started_at", "applied_steps_count"}
    )
    telling: ClassVar[str] = "applied_steps_count"
    order: ClassVar[tuple[str, ...]] = ("started_at",)
    chronological: ClassVar[bool] = True

    def rows(self, rows: Sequence[Row]) -> tuple[LedgerRow, ...]:
        """Of several attempts the one that counts, else the last."""
        standing: dict[str, LedgerRow] = {}
        for row in super().rows(rows):
            before = standing.get(row.name)
            if before is None or not before.counts:
                standing[row.name] = row
        return tuple(standing.values())

    def row(self, row: Row) -> LedgerRow:
        state = RowState.APPLIED if row["finished_at"] else RowState.FAILED
        return LedgerRow(
            "",
            text(row["migration_name"]),
            moment(row["finished_at"] or row["started_at"]),
            RowState.ROLLED_BACK if row["rolled_back_at"] else state,
            checksum=text(row["checksum"]),
            note=text(row.get("logs")),
            transaction=row["xmin"],
        )

    def checksums(self, content: bytes) -> frozenset[str]:
        """SHA-256 with either sort of line ends: git may have changed them. Early releases wrote no leading zeros."""
        unix = content.replace(b"\r\n", b"\n")
        digests = [hashlib.sha256(form).digest() for form in (content, unix, unix.replace(b"\n", b"\r\n"))]
        return frozenset(one for digest in digests for one in (digest.hex(), "".join(f"{byte:x}" for byte in digest)))
