"""Dropping a foreign key.

What it is:
    DROP CONSTRAINT of a foreign key.

Why it matters:
    ACCESS EXCLUSIVE is taken on both tables, because the triggers on the referenced one go too. Orphans get
    in from now on.

When it bites:
    The referenced table is the busiest of all (users, accounts).

Safer way:
    Add the new key NOT VALID first, validate it, and drop the old one last, with a short lock_timeout.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-foreign-key",
    name="dropping a foreign key",
    doc=__doc__ or "",
    note="drops a foreign key of {}; the referenced table is locked too",
    lock=Lock.ACCESS_EXCLUSIVE,
    others=Lock.ACCESS_EXCLUSIVE,
)
