"""Adding a column that rewrites the table.

What it is:
    ADD COLUMN with a volatile default, a serial or identity, or a stored generated value: each row needs its
    own.

Why it matters:
    The table and all its indexes are written anew under ACCESS EXCLUSIVE: not even reads go through, and
    twice the room is needed.

When it bites:
    The table is larger than what can be copied within lock and statement timeouts.

Safer way:
    Add the column without a default, fill it in batches, then set the default and the constraint.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-column-rewrite",
    name="adding a column that rewrites the table",
    doc=__doc__ or "",
    note="rewrites every row of {} and its indexes",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
    scans=True,
)
