"""Adding a check that existing rows are not tested for.

What it is:
    ADD CONSTRAINT ... CHECK ... NOT VALID.

Why it matters:
    New rows are checked from now on; old ones are not, and the planner does not rely on the constraint.

When it bites:
    It is never validated: the database then says less than its models do. An UPDATE of an old row that fails
    the check is refused.

Safer way:
    Follow it with VALIDATE CONSTRAINT in a transaction of its own.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-check-not-valid",
    name="adding a check that existing rows are not tested for",
    doc=__doc__ or "",
    note="adds a check to {} for new rows only",
    lock=Lock.ACCESS_EXCLUSIVE,
)
