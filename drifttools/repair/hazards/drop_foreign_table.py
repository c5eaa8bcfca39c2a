"""Dropping a foreign table.

What it is:
    DROP FOREIGN TABLE without CASCADE.

Why it matters:
    The rows are on the foreign server and stay there. Grants, comments, triggers and checks of the table go.

When it bites:
    It is made again: everything that was said of it must be made again too.

Safer way:
    ALTER FOREIGN TABLE where only options or columns differ; another server needs a new table.

Reference:
    https://www.postgresql.org/docs/current/sql-dropforeigntable.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-foreign-table",
    name="dropping a foreign table",
    doc=__doc__ or "",
    note="drops the foreign table {}; its rows are elsewhere and stay",
    lock=Lock.ACCESS_EXCLUSIVE,
)
