"""Creating a materialized view.

What it is:
    CREATE MATERIALIZED VIEW runs the whole query and writes what it gives.

Why it matters:
    It takes as long as the query, reads under ACCESS SHARE, and needs room for the result.

When it bites:
    The tables are large, or statement_timeout is shorter than the query.

Safer way:
    Create it WITH NO DATA and refresh it in a quiet hour.

Reference:
    https://www.postgresql.org/docs/current/sql-creatematerializedview.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-materialized-view",
    name="creating a materialized view",
    doc=__doc__ or "",
    note="runs the query of {} and stores its result",
    scans=True,
)
