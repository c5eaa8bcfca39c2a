"""Creating extended statistics.

What it is:
    CREATE STATISTICS on columns or expressions of a table.

Why it matters:
    Reads and writes go on; ANALYZE, VACUUM and other changes of the table wait.

When it bites:
    The planner sees nothing of them until the next ANALYZE, which takes longer from then on.

Safer way:
    ANALYZE the table afterwards, in a quiet hour.

Reference:
    https://www.postgresql.org/docs/current/sql-createstatistics.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-statistics",
    name="creating extended statistics",
    doc=__doc__ or "",
    note="creates the statistics {}",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
