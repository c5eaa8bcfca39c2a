"""Adding a check that scans the table.

What it is:
    ADD CONSTRAINT ... CHECK without NOT VALID.

Why it matters:
    Every row is verified under ACCESS EXCLUSIVE, and one row that fails ends it.

When it bites:
    The table is large, or rows that break the rule got in while the constraint was missing.

Safer way:
    Add it NOT VALID, then VALIDATE CONSTRAINT, which lets reads and writes through.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-check",
    name="adding a check that scans the table",
    doc=__doc__ or "",
    note="checks every row of {} while nobody can use it",
    lock=Lock.ACCESS_EXCLUSIVE,
    scans=True,
)
