"""Changing what a table inherits from.

What it is:
    ALTER TABLE ... INHERIT and NO INHERIT.

Why it matters:
    It locks the child against everything. No row is touched, but a query on the parent finds the rows of its children.

When it bites:
    The child lacks a column or a check of its parent: PostgreSQL refuses.

Safer way:
    There is none that is needed: the lock is held for a moment.

Reference:
    https://www.postgresql.org/docs/current/ddl-inherit.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="inherit",
    name="changing what a table inherits from",
    doc=__doc__ or "",
    note="changes what {} inherits from",
    lock=Lock.ACCESS_EXCLUSIVE,
)
