"""Changing a default.

What it is:
    ALTER COLUMN ... SET DEFAULT, DROP DEFAULT, or a change of its identity.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock. Rows that
    exist keep their values.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger.

Safer way:
    Keep lock_timeout short.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-default",
    name="changing a default",
    doc=__doc__ or "",
    note="changes the default of a column of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
