"""Beginning the index of a partitioned table.

What it is:
    CREATE INDEX ON ONLY a partitioned table. It is INVALID until an index of each partition is attached to it.

Why it matters:
    The table itself has no rows, so it takes no time; but it waits for every writer, and others wait behind it.

When it bites:
    A long transaction has written to the table by its own name.

Safer way:
    This is the safer way to CREATE INDEX on the whole, which reads all partitions under one lock.

Reference:
    https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-index-only",
    name="beginning the index of a partitioned table",
    doc=__doc__ or "",
    note="makes an index of {} that its partitions have yet to fill",
    lock=Lock.SHARE,
)
