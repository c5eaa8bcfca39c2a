"""Dropping an index.

What it is:
    DROP INDEX without CONCURRENTLY.

Why it matters:
    The index and its table are locked, and queries that used it read the whole table from then on.

When it bites:
    The index looked unused because the statistics were reset or the replica uses it.

Safer way:
    Look at pg_stat_user_indexes of primary and replicas; DROP INDEX CONCURRENTLY outside a transaction.

Reference:
    https://www.postgresql.org/docs/current/sql-dropindex.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-index",
    name="dropping an index",
    doc=__doc__ or "",
    note="drops {}",
    lock=Lock.ACCESS_EXCLUSIVE,
    others=Lock.ACCESS_EXCLUSIVE,
)
