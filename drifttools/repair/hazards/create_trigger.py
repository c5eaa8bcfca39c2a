"""Creating a trigger.

What it is:
    CREATE TRIGGER on a table.

Why it matters:
    Writers wait while the lock is held; afterwards every write runs the trigger's function.

When it bites:
    A long transaction writes to the table, or the function assumes a search_path.

Safer way:
    Keep lock_timeout short, and read what the function does before it runs for every row.

Reference:
    https://www.postgresql.org/docs/current/sql-createtrigger.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-trigger",
    name="creating a trigger",
    doc=__doc__ or "",
    note="adds a trigger to {}",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
)
