"""Attaching an index to that of the partitioned table.

What it is:
    ALTER INDEX ... ATTACH PARTITION.

Why it matters:
    Nothing is built. The index of the partition cannot be dropped alone any more; that of the partitioned table
    becomes valid with the last one that it lacked.

When it bites:
    It waits for whoever uses the index of the partition, and queries that come later queue behind it.

Safer way:
    Keep lock_timeout short.

Reference:
    https://www.postgresql.org/docs/current/sql-alterindex.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="attach-index",
    name="attaching an index to that of the partitioned table",
    doc=__doc__ or "",
    note="makes {} a part of the index of the partitioned table",
    lock=Lock.ACCESS_EXCLUSIVE,
    others=Lock.SHARE_UPDATE_EXCLUSIVE,
)
