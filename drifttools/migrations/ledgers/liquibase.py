"""The ledger of Liquibase."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow, RowState
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text

_STATES = {"FAILED": RowState.FAILED, "SKIPPED": RowState.ROLLED_BACK, "MARK_RAN": RowState.MARKED}


class LiquibaseLedger(LedgerFormat):
    """`databasechangelog`: a changeset by its file, author and id, when, in which order, and how it ended.

    `EXECTYPE` is EXECUTED, RERAN, FAILED, SKIPPED or MARK_RAN; `changelog-sync` writes EXECUTED without running. The
    checksum is of the parsed changeset (`8:...`, `9:...`), not of the file: it is shown, and cannot be compared with a
    file. Reference: Liquibase, "DATABASECHANGELOG table".
    """

    tool: ClassVar[str] = "liquibase"
    names: ClassVar[tuple[str, ...]] = ("databasechangelog",)
    columns: ClassVar[frozenset[str]] = frozenset(
        {"id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum"}
    )
    telling: ClassVar[str] = "orderexecuted"
    order: ClassVar[tuple[str, ...]] = ("dateexecuted", "orderexecuted")
    chronological: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow(
            text(row["filename"]),
            text(row["id"]),
            moment(row["dateexecuted"]),
            _STATES.get(text(row["exectype"]), RowState.APPLIED),
            title=text(row.get("description")),
            applied_by=text(row["author"]),
            checksum=text(row["md5sum"]),
            note=text(row.get("comments")),
            transaction=row["xmin"],
        )
