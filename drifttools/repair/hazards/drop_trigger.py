"""Dropping a trigger.

What it is:
    DROP TRIGGER.

Why it matters:
    What the trigger kept in order (an audit trail, a counter, updated_at) is no longer kept. Reads wait as
    well while the lock is held.

When it bites:
    Rows are written between the drop and its replacement.

Safer way:
    Replace it in one transaction; CREATE OR REPLACE TRIGGER exists from 14 on.

Reference:
    https://www.postgresql.org/docs/current/sql-droptrigger.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-trigger",
    name="dropping a trigger",
    doc=__doc__ or "",
    note="drops a trigger of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
