"""Dropping a constraint.

What it is:
    DROP CONSTRAINT of a check, unique or primary key.

Why it matters:
    Rows that break the rule get in from now on; with a unique constraint its index goes, and queries that
    used it slow down.

When it bites:
    It is put back later: rows that came meanwhile may refuse it.

Safer way:
    Add the replacement first, drop the old one in the same transaction.

Reference:
    https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-REMOVING-A-CONSTRAINT
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-constraint",
    name="dropping a constraint",
    doc=__doc__ or "",
    note="takes a rule away from {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
