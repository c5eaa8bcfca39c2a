"""Forbidding nulls with a scan.

What it is:
    ALTER COLUMN ... SET NOT NULL.

Why it matters:
    Every row is read under ACCESS EXCLUSIVE, and one null ends it.

When it bites:
    The table is large, or nulls got in.

Safer way:
    CHECK (column IS NOT NULL) NOT VALID, VALIDATE, then SET NOT NULL, which needs no scan any more; 18 has
    NOT NULL ... NOT VALID.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-not-null",
    name="forbidding nulls with a scan",
    doc=__doc__ or "",
    note="reads every row of {} while nobody can use it",
    lock=Lock.ACCESS_EXCLUSIVE,
    scans=True,
)
