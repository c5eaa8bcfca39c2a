"""Validating a constraint.

What it is:
    VALIDATE CONSTRAINT of a check or foreign key that was added NOT VALID.

Why it matters:
    Reads and writes go on while the rows are read; vacuum and other DDL wait.

When it bites:
    A row fails it, or the lock of an earlier step in the same transaction is held meanwhile.

Safer way:
    Run it in a transaction of its own.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="validate-constraint",
    name="validating a constraint",
    doc=__doc__ or "",
    note="reads every row of {} beside running work",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
    others=Lock.ROW_SHARE,
    scans=True,
)
