"""Adding a unique or exclusion constraint.

What it is:
    ADD CONSTRAINT ... UNIQUE, PRIMARY KEY or EXCLUDE: the index behind it is built within the statement.

Why it matters:
    The whole table is read under ACCESS EXCLUSIVE, and one duplicate ends it.

When it bites:
    The table is large, or duplicates got in while the constraint was missing.

Safer way:
    CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-unique",
    name="adding a unique or exclusion constraint",
    doc=__doc__ or "",
    note="builds the index of a constraint while nobody can use {}",
    lock=Lock.ACCESS_EXCLUSIVE,
    scans=True,
    grows=True,
)
