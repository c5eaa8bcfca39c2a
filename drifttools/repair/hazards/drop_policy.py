"""Dropping a policy.

What it is:
    DROP POLICY.

Why it matters:
    Without a permissive policy nobody but the owner sees a row; without a restrictive one more is seen than
    was meant.

When it bites:
    It is replaced: between DROP and CREATE in two transactions rows are hidden or exposed.

Safer way:
    Create the new one under another name, drop the old one and rename, all in one transaction.

Reference:
    https://www.postgresql.org/docs/current/sql-droppolicy.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-policy",
    name="dropping a policy",
    doc=__doc__ or "",
    note="drops a row-security policy of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
