"""Attaching a partition.

What it is:
    ALTER TABLE ... ATTACH PARTITION.

Why it matters:
    The partition is locked and every row is tested against the bound; the parent takes SHARE UPDATE EXCLUSIVE
    only.

When it bites:
    The partition is large and no valid CHECK proves the bound.

Safer way:
    Add a CHECK that implies the bound, validate it, attach, then drop the CHECK: no row is read under the
    lock.

Reference:
    https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="attach-partition",
    name="attaching a partition",
    doc=__doc__ or "",
    note="makes {} a partition",
    lock=Lock.ACCESS_EXCLUSIVE,
    others=Lock.SHARE_UPDATE_EXCLUSIVE,
    scans=True,
)
