"""Adding a foreign key that existing rows are not tested for.

What it is:
    ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID.

Why it matters:
    Both tables take no writes while the lock is held; rows that are orphans already stay.

When it bites:
    It is never validated, and a report trusts it.

Safer way:
    Follow it with VALIDATE CONSTRAINT in a transaction of its own.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-foreign-key-not-valid",
    name="adding a foreign key that existing rows are not tested for",
    doc=__doc__ or "",
    note="adds a foreign key to {} for new rows only",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
    others=Lock.SHARE_ROW_EXCLUSIVE,
)
