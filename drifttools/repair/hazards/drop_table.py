"""Dropping a table.

What it is:
    DROP TABLE without CASCADE.

Why it matters:
    The rows are gone. Tables that it references are locked too.

When it bites:
    The table was not unused: a nightly job, a report, another service.

Safer way:
    Rename it, wait a release, take a dump, and drop it in a later plan.

Reference:
    https://www.postgresql.org/docs/current/sql-droptable.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-table",
    name="dropping a table",
    doc=__doc__ or "",
    note="drops {} with all its rows",
    lock=Lock.ACCESS_EXCLUSIVE,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NONE,
)
