"""Replacing the query of a view.

What it is:
    CREATE OR REPLACE VIEW.

Why it matters:
    Readers of the view wait while the lock is held. It keeps grants, owner and dependents; columns can only
    be added at the end.

When it bites:
    A view on top of it, or code, relies on rows that the new query leaves out.

Safer way:
    Compare the rows of both queries first.

Reference:
    https://www.postgresql.org/docs/current/sql-createview.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="replace-view",
    name="replacing the query of a view",
    doc=__doc__ or "",
    note="replaces the query of the view {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
