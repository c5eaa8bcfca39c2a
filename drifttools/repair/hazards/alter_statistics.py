"""Changing extended statistics.

What it is:
    ALTER STATISTICS ... SET STATISTICS.

Why it matters:
    No relation is locked; the next ANALYZE collects more or less.

When it bites:
    A high target makes ANALYZE and planning slow.

Safer way:
    ANALYZE the table afterwards, in a quiet hour.

Reference:
    https://www.postgresql.org/docs/current/sql-alterstatistics.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-statistics",
    name="changing extended statistics",
    doc=__doc__ or "",
    note="changes how much is collected for {}",
)
