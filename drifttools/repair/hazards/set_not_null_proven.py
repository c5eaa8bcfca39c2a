"""Forbidding nulls that a constraint has ruled out.

What it is:
    SET NOT NULL where a valid CHECK (column IS NOT NULL) proves that there is none.

Why it matters:
    Nobody can use the table for the moment that the catalog is changed; no row is read.

When it bites:
    The CHECK is not valid: then all rows are read under the lock.

Safer way:
    It is the safer way: ADD CHECK NOT VALID, VALIDATE, then this, then drop the CHECK.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-not-null-proven",
    name="forbidding nulls that a constraint has ruled out",
    doc=__doc__ or "",
    note="forbids nulls in {} without reading a row",
    lock=Lock.ACCESS_EXCLUSIVE,
)
