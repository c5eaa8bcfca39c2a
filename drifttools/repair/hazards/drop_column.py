"""Dropping a column.

What it is:
    DROP COLUMN.

Why it matters:
    The values are out of reach at once and for ever, and so are indexes and constraints on the column.

When it bites:
    Code that still runs names the column, or somebody needs its values later.

Safer way:
    Stop using it, rename it, wait, and drop it in a later plan. Keep a copy of key and value.

Reference:
    https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-REMOVING-A-COLUMN
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-column",
    name="dropping a column",
    doc=__doc__ or "",
    note="drops a column of {} with its values",
    lock=Lock.ACCESS_EXCLUSIVE,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NONE,
)
