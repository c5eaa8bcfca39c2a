"""Adding a foreign key that scans both tables.

What it is:
    ADD CONSTRAINT ... FOREIGN KEY without NOT VALID.

Why it matters:
    Writers of both tables wait while every row is looked up, and one orphan ends it.

When it bites:
    Either table is large, orphans got in while the key was missing, or the columns have no index.

Safer way:
    Count the orphans first; add it NOT VALID, then VALIDATE CONSTRAINT.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-foreign-key",
    name="adding a foreign key that scans both tables",
    doc=__doc__ or "",
    note="checks every row of {} against the table it references",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
    others=Lock.SHARE_ROW_EXCLUSIVE,
    scans=True,
)
