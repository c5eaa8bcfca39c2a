"""Changing how a table is stored or replicated.

What it is:
    ALTER TABLE ... REPLICA IDENTITY, OF or NOT OF a type, or ALTER COLUMN ... SET STORAGE or COMPRESSION.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger. REPLICA IDENTITY FULL makes the log of a busy table grow.

Safer way:
    Keep lock_timeout short; see that logical replication has a key.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-REPLICA-IDENTITY
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="table-setting",
    name="changing how a table is stored or replicated",
    doc=__doc__ or "",
    note="changes a setting of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
