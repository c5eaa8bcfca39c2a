"""Refreshing a materialized view.

What it is:
    REFRESH MATERIALIZED VIEW without CONCURRENTLY.

Why it matters:
    Nobody can read the view until its query has ended.

When it bites:
    The query takes longer than readers can wait.

Safer way:
    REFRESH ... CONCURRENTLY, which needs a unique index on the view.

Reference:
    https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="refresh",
    name="refreshing a materialized view",
    doc=__doc__ or "",
    note="computes {} anew",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
    scans=True,
)
