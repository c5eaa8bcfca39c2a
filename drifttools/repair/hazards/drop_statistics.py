"""Dropping extended statistics.

What it is:
    DROP STATISTICS.

Why it matters:
    Plans that relied on them change at once, and what ANALYZE had collected is gone until it runs again.

When it bites:
    A query's plan was good only because of them.

Safer way:
    EXPLAIN the queries of the table before and after.

Reference:
    https://www.postgresql.org/docs/current/sql-dropstatistics.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-statistics",
    name="dropping extended statistics",
    doc=__doc__ or "",
    note="drops the statistics {}",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
