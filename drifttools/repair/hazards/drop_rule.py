"""Dropping a rule.

What it is:
    DROP RULE.

Why it matters:
    It needs ACCESS EXCLUSIVE on the table or view for a moment; statements that were rewritten now do what
    they say.

When it bites:
    A view could be written to only by its rule.

Safer way:
    Set lock_timeout and try again; run the statements of the application on a copy first.

Reference:
    https://www.postgresql.org/docs/current/sql-droprule.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-rule",
    name="dropping a rule of a table",
    doc=__doc__ or "",
    note="drops the rule {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
