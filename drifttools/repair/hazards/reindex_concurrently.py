"""Rebuilding an index while others write.

What it is:
    REINDEX INDEX CONCURRENTLY builds a second index and lets it take the place of the first.

Why it matters:
    It cannot run in a transaction block. One that fails leaves an INVALID index whose name ends in _ccnew.

When it bites:
    An index is INVALID because its CREATE INDEX CONCURRENTLY has failed, and what made it fail is still there.

Safer way:
    It is the safer way; the executor drops the index that a failed one has left.

Reference:
    https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
"""

from __future__ import annotations

from drifttools.model.plan import Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="reindex-concurrently",
    name="rebuilding an index while others write",
    doc=__doc__ or "",
    note="rebuilds the index {} while others write, outside of a transaction",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
    others=Lock.SHARE_UPDATE_EXCLUSIVE,
    scans=True,
    grows=True,
    reversal=Reversal.NEEDS_BACKUP,
    transactional=False,
)
