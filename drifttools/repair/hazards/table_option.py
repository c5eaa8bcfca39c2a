"""Changing storage parameters.

What it is:
    ALTER TABLE ... SET (...), RESET (...), CLUSTER ON, SET WITHOUT CLUSTER or ALTER COLUMN ... SET STATISTICS.

Why it matters:
    Reads and writes go on. It counts for what is written later; old pages stay as they are.

When it bites:
    fillfactor or a setting of autovacuum is wrong for the load.

Safer way:
    Watch the table after the change; VACUUM FULL or pg_repack rewrites the old pages.

Reference:
    https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="table-option",
    name="changing storage parameters",
    doc=__doc__ or "",
    note="changes a storage parameter of {}",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
