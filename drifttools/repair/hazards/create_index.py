"""Building an index under a lock on writes.

What it is:
    CREATE INDEX without CONCURRENTLY reads the whole table.

Why it matters:
    Every INSERT, UPDATE and DELETE on the table waits until the index is built.

When it bites:
    The table is large or busy: the build takes seconds to hours.

Safer way:
    CREATE INDEX CONCURRENTLY, outside a transaction; a failed one leaves an INVALID index that has to be
    dropped.

Reference:
    https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-index",
    name="building an index under a lock on writes",
    doc=__doc__ or "",
    note="builds an index while {} takes no writes",
    lock=Lock.SHARE,
    scans=True,
    grows=True,
)
