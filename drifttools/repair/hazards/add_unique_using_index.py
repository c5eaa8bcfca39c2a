"""Making a constraint of an index that is there.

What it is:
    ADD CONSTRAINT ... UNIQUE or PRIMARY KEY USING INDEX takes a unique index that was built before.

Why it matters:
    Nobody can use the table for the moment that the catalog is changed; no row is read.

When it bites:
    A primary key takes a column that may be null: then all rows are read under the lock.

Safer way:
    It is the safer way: forbid nulls first, build the index CONCURRENTLY, then this.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-unique-using-index",
    name="making a constraint of an index that is there",
    doc=__doc__ or "",
    note="makes an index the constraint {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
