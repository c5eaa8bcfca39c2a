"""Changing when a constraint is checked.

What it is:
    ALTER CONSTRAINT ... DEFERRABLE or INITIALLY DEFERRED on a foreign key.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger.

Safer way:
    Keep lock_timeout short. Code that relied on the error coming at once gets it at COMMIT.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-constraint",
    name="changing when a constraint is checked",
    doc=__doc__ or "",
    note="changes when a constraint of {} is checked",
    lock=Lock.ACCESS_EXCLUSIVE,
)
