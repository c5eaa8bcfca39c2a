"""Detaching a partition.

What it is:
    ALTER TABLE ... DETACH PARTITION.

Why it matters:
    It locks the partitioned table and the partition against everything. No row is touched, but whoever reads the
    partitioned table no longer finds those of the partition.

When it bites:
    A query is running on the partitioned table: the statement waits for it, and all others wait for the statement.

Safer way:
    DETACH PARTITION CONCURRENTLY (14 and later), outside of a transaction, where there is no default partition.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="detach-partition",
    name="detaching a partition",
    doc=__doc__ or "",
    note="takes {} out of its partitioned table",
    lock=Lock.ACCESS_EXCLUSIVE,
    others=Lock.ACCESS_EXCLUSIVE,
)
