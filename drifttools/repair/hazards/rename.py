"""Renaming.

What it is:
    ALTER ... RENAME of a table, column, constraint, view, sequence or trigger.

Why it matters:
    Code that uses the old name fails from the commit on. Views and foreign keys follow, the text of functions
    does not.

When it bites:
    Code of the old release still runs.

Safer way:
    Keep a view under the old name until every release uses the new one.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="rename",
    name="renaming",
    doc=__doc__ or "",
    note="renames {} or a part of it",
    lock=Lock.ACCESS_EXCLUSIVE,
)
