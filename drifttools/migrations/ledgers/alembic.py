"""The ledger of Alembic."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, text


class AlembicLedger(LedgerFormat):
    """`alembic_version`: one row for each head that the database is at, and no time.

    What comes before a head counts as applied. `version_table` and `version_table_schema` of `context.configure` give the
    table another name and schema; its one column stays. Reference: `alembic.ddl.impl.DefaultImpl.version_table_impl`.
    """

    tool: ClassVar[str] = "alembic"
    names: ClassVar[tuple[str, ...]] = ("alembic_version",)
    columns: ClassVar[frozenset[str]] = frozenset({"version_num"})
    telling: ClassVar[str] = "version_num"
    only: ClassVar[bool] = True
    order: ClassVar[tuple[str, ...]] = ("version_num",)
    heads_only: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow("", text(row["version_num"]), transaction=row["xmin"])
