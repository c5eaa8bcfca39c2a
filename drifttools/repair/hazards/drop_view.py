"""Dropping a view.

What it is:
    DROP VIEW or DROP MATERIALIZED VIEW without CASCADE.

Why it matters:
    Grants, comments and owner of the view go with it, and so do the indexes of a materialized one. Its rows
    can be computed again.

When it bites:
    It is made again with other columns: code that reads it by position breaks.

Safer way:
    CREATE OR REPLACE VIEW where columns are only added at the end.

Reference:
    https://www.postgresql.org/docs/current/sql-dropview.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-view",
    name="dropping a view",
    doc=__doc__ or "",
    note="drops the view {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
