"""Dropping a generated column.

What it is:
    DROP COLUMN of a column that PostgreSQL computes from others.

Why it matters:
    No value is lost, each is computed again when the column is made anew. Until then it is out of reach, and the column
    comes back as the last one of its table.

When it bites:
    Code that does not name the columns it inserts into or reads takes them by their order.

Safer way:
    On PostgreSQL 17 and later, ALTER COLUMN SET EXPRESSION changes what is computed in place.

Reference:
    https://www.postgresql.org/docs/current/ddl-generated-columns.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-generated-column",
    name="dropping a generated column",
    doc=__doc__ or "",
    note="drops a generated column of {}; its values are computed again, and it comes back last",
    lock=Lock.ACCESS_EXCLUSIVE,
    reversal=Reversal.NEEDS_BACKUP,
)
