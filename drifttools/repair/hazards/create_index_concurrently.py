"""Building an index while others write.

What it is:
    CREATE INDEX CONCURRENTLY reads the table twice and lets reads and writes go on.

Why it matters:
    It cannot run in a transaction block, and it waits for every transaction that is older than it. One that
    fails (a duplicate, a timeout, a full disk, a killed session) leaves an INVALID index that is kept up to
    date and used by nobody.

When it bites:
    A transaction stays open for hours, or the rows are not as unique as the index wants them.

Safer way:
    It is the safer way. The executor drops an INVALID index before it tries again, and the step is only done
    when the index is valid.

Reference:
    https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-index-concurrently",
    name="building an index while others write",
    doc=__doc__ or "",
    note="builds an index for {} while others write, outside of a transaction",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
    scans=True,
    grows=True,
    transactional=False,
)
