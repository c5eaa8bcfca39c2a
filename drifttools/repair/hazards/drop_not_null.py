"""Allowing nulls.

What it is:
    ALTER COLUMN ... DROP NOT NULL.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock. Nulls that
    come meanwhile refuse the way back.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger.

Safer way:
    Keep lock_timeout short.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-not-null",
    name="allowing nulls",
    doc=__doc__ or "",
    note="allows nulls in a column of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
