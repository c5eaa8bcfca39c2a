"""Changing a type without a rewrite.

What it is:
    ALTER COLUMN ... TYPE to a type with the same bytes: a longer varchar, varchar to text.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger. Another collation rebuilds the indexes on the column.

Safer way:
    Keep lock_timeout short. Views that use the column refuse the change: they are dropped and made again.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-type-in-place",
    name="changing a type without a rewrite",
    doc=__doc__ or "",
    note="changes the type of a column of {} in place",
    lock=Lock.ACCESS_EXCLUSIVE,
)
