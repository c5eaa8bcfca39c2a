"""Enabling or disabling a trigger.

What it is:
    ALTER TABLE ... ENABLE or DISABLE TRIGGER.

Why it matters:
    What the trigger keeps in order is not kept while it is disabled, and is not made up for when it is
    enabled again.

When it bites:
    A bulk load disabled it and ended early.

Safer way:
    Check the rows that were written meanwhile.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="enable-trigger",
    name="enabling or disabling a trigger",
    doc=__doc__ or "",
    note="changes whether a trigger of {} runs",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
)
