"""Switching the write-ahead log of a table.

What it is:
    ALTER TABLE ... SET LOGGED or SET UNLOGGED.

Why it matters:
    The table and its indexes are written anew under ACCESS EXCLUSIVE. An unlogged table is empty after a
    crash and on replicas.

When it bites:
    The table is large, or the crash comes.

Safer way:
    Choose a quiet hour; never SET UNLOGGED what cannot be computed again.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-LOGGED-UNLOGGED
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-logged",
    name="switching the write-ahead log of a table",
    doc=__doc__ or "",
    note="writes {} anew",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
    scans=True,
)
