"""Moving a table or an index to another tablespace.

What it is:
    ALTER TABLE, ALTER INDEX or ALTER MATERIALIZED VIEW ... SET TABLESPACE.

Why it matters:
    The file is copied block by block under ACCESS EXCLUSIVE: nothing reads or writes it until that is done.

When it bites:
    The table is large, or the disk of the other tablespace is full or slow.

Safer way:
    pg_repack or a new table beside; for an index REINDEX (TABLESPACE ...) CONCURRENTLY, 14 and later.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-tablespace",
    name="moving a table or an index to another tablespace",
    doc=__doc__ or "",
    note="copies {} to another tablespace",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
)
