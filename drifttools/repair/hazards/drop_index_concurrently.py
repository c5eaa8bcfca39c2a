"""Dropping an index without holding its table.

What it is:
    DROP INDEX CONCURRENTLY waits until nobody uses the index any more, and then removes it.

Why it matters:
    It cannot run in a transaction block; queries that used the index become slow.

When it bites:
    A transaction that used the table stays open: the statement waits for its end.

Safer way:
    It is the safer way; an index that backs a constraint goes with the constraint only.

Reference:
    https://www.postgresql.org/docs/current/sql-dropindex.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-index-concurrently",
    name="dropping an index without holding its table",
    doc=__doc__ or "",
    note="drops an index of {} while others work, outside of a transaction",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
    others=Lock.SHARE_UPDATE_EXCLUSIVE,
    transactional=False,
)
