"""The ledger of Django."""

from __future__ import annotations

from typing import ClassVar

from drifttools.migrations.ledger import LedgerRow
from drifttools.migrations.ledgers.base import LedgerFormat, Row, moment, text


class DjangoLedger(LedgerFormat):
    """`django_migrations`: app, name and time of each migration; `--fake` writes the same row as a run does.

    A squashed migration has a row of its own beside those that it replaces. Reference:
    `django.db.migrations.recorder.MigrationRecorder`.
    """

    tool: ClassVar[str] = "django"
    names: ClassVar[tuple[str, ...]] = ("django_migrations",)
    columns: ClassVar[frozenset[str]] = frozenset({"id", "app", "name", "applied"})
    order: ClassVar[tuple[str, ...]] = ("id",)
    chronological: ClassVar[bool] = True

    def row(self, row: Row) -> LedgerRow:
        return LedgerRow(text(row["app"]), text(row["name"]), moment(row["applied"]), transaction=row["xmin"])
