"""Changing a rule.

What it is:
    CREATE RULE, ALTER RULE ... RENAME, ALTER TABLE ... ENABLE or DISABLE RULE.

Why it matters:
    It needs ACCESS EXCLUSIVE on the table or view for a moment, and every statement that is parsed from
    then on is rewritten in another way.

When it bites:
    Behind a long transaction, or where code counts the rows that a statement reports.

Safer way:
    Set lock_timeout and try again; prefer a trigger.

Reference:
    https://www.postgresql.org/docs/current/sql-createrule.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="rule",
    name="changing a rule of a table",
    doc=__doc__ or "",
    note="changes the rule {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
