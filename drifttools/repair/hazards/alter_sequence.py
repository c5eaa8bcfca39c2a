"""Changing a sequence.

What it is:
    ALTER SEQUENCE of its step, limits, start, cache or owner.

Why it matters:
    nextval() waits while the lock is held, so inserts into the table wait too. Values that sessions have
    cached still come.

When it bites:
    A limit lies below values that were given out, or the step changes its sign.

Safer way:
    Read last_value first. RESTART is rolled back with the transaction, setval() never is.

Reference:
    https://www.postgresql.org/docs/current/sql-altersequence.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-sequence",
    name="changing a sequence",
    doc=__doc__ or "",
    note="changes the sequence {}",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
)
