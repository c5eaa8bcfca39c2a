"""Changing how rows are stored.

What it is:
    ALTER TABLE or ALTER MATERIALIZED VIEW ... SET ACCESS METHOD, 15 and later.

Why it matters:
    The table and its indexes are written anew under ACCESS EXCLUSIVE.

When it bites:
    The table is large, or the extension of the access method cannot do what the old one could.

Safer way:
    Choose a quiet hour; try the load on a copy first.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-ACCESS-METHOD
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-access-method",
    name="changing how rows are stored",
    doc=__doc__ or "",
    note="writes {} anew with another access method",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
    scans=True,
)
