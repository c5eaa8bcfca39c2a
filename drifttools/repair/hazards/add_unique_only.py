"""Beginning a unique constraint of a partitioned table.

What it is:
    ALTER TABLE ONLY ... ADD CONSTRAINT ... UNIQUE on a partitioned table. It holds once one of each partition is attached.

Why it matters:
    The table itself has no rows, so it takes no time; but nobody reads or writes through it meanwhile.

When it bites:
    A long query runs on the table: this waits for it, and everybody else behind this.

Safer way:
    This is the safer way to ADD CONSTRAINT on the whole, which reads all partitions under one lock.

Reference:
    https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-unique-only",
    name="beginning a unique constraint of a partitioned table",
    doc=__doc__ or "",
    note="makes a constraint of {} that its partitions have yet to fill",
    lock=Lock.ACCESS_EXCLUSIVE,
)
