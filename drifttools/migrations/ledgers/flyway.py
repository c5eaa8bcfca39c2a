"""The ledger of Flyway."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text

_MARKED = ("BASELINE", "SQL_BASELINE", "JDBC_BASELINE")
_UNDO = "UNDO_"


class FlywayLedger(LedgerFormat):
    """`flyway_schema_history`: version, script, CRC-32, who, when, how long, and whether it went well.

    Before Flyway 5 it was `schema_version`; `flyway.table` gives it any name. A repeatable migration has no version, and
    a row for each run; undoing one adds a row, as does what `repair` deletes. Reference: Redgate, "Flyway schema history
    table"; flyway-core, `LoadableResource.calculateChecksum`.
    """

    tool: ClassVar[str] = "flyway"
    names: ClassVar[tuple[str, ...]] = ("flyway_schema_history", "schema_version")
    columns: ClassVar[frozenset[str]] = frozenset(
        {
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "installed_by",
            "installed_on",
            "success",
        }
    )
    telling: ClassVar[str] = "installed_rank"
    order: ClassVar[tuple[str, ...]] = ("installed_rank",)
    chronological: ClassVar[bool] = True

    def rows(self, rows: Sequence[Row]) -> tuple[LedgerRow, ...]:
        """The last row of each migration says how it stands, at the place of its first one."""
        standing: dict[str, LedgerRow] = {}
        for told in sorted(rows, key=self._place):
            kind = text(told["type"])
            if kind == "SCHEMA":  # that Flyway made the schema is no migration
                continue
            row = self.row(told)
            if kind.startswith(_UNDO) or kind == "DELETE":
                before = standing.get(row.name, row)
                row = replace(before, state=RowState.ROLLED_BACK, note=f"{kind.lower()} at {told['installed_on']}")
            standing[row.name] = row
        return tuple(standing.values())

    def row(self, row: Row) -> LedgerRow:
        state = RowState.MARKED if text(row["type"]) in _MARKED else RowState.APPLIED
        return LedgerRow(
            "",
            text(row["version"]) or text(row["script"]),
            moment(row["installed_on"]),
            state if row["success"] else RowState.FAILED,
            title=text(row["script"]),
            applied_by=text(row["installed_by"]),
            checksum=text(row["checksum"]),
            note=text(row["description"]),
            transaction=row["xmin"],
        )

    def checksums(self, content: bytes) -> frozenset[str]:
        """CRC-32 over the lines without their ends and without the mark at the start, as a signed number."""
        script = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        number = zlib.crc32(script.replace("\n", "").encode())
        return frozenset({str(number - (1 << 32) if number >= 1 << 31 else number)})
