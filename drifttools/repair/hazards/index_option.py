"""Changing an index in place.

What it is:
    ALTER INDEX ... SET, RESET or RENAME.

Why it matters:
    Reads and writes go on. A storage parameter counts for pages that are written later only.

When it bites:
    Code or a hint names the index; REINDEX is needed for the old pages.

Safer way:
    REINDEX CONCURRENTLY where the old pages matter.

Reference:
    https://www.postgresql.org/docs/current/sql-alterindex.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="index-option",
    name="changing an index in place",
    doc=__doc__ or "",
    note="changes {} without rebuilding it",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
