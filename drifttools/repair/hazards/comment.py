"""Comments on relations and columns.

What it is:
    COMMENT ON a table, view, index, sequence or column.

Why it matters:
    Nothing that is stored changes. It waits for other changes of the definition, vacuum and index builds, and they wait
    for it; reads and writes go on.

When it bites:
    A long VACUUM or CREATE INDEX CONCURRENTLY works on the table.

Safer way:
    Use a short lock timeout.

Reference:
    https://www.postgresql.org/docs/current/sql-comment.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="comment",
    name="commenting on relations",
    doc=__doc__ or "",
    note="changes what is said about {}",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
