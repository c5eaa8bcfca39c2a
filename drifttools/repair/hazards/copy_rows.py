"""Copying the rows of a table to the one that takes its place.

What it is:
    INSERT ... SELECT from the old table into the new one, a count of both, and DROP TABLE of the old one, in one
    statement: where the counts differ, all of it fails and the old table stays.

Why it matters:
    No ALTER TABLE makes a table partitioned, or partitioned by another key. Every row is written anew, the disk holds
    all of them twice until the transaction ends, and nobody can read or write the table meanwhile.

When it bites:
    The table is large: applications wait for the whole copy, and for the indexes that are built after it.

Safer way:
    Make the new table beside the old one, copy in portions, keep the two equal by a trigger, and exchange their names.

Reference:
    https://www.postgresql.org/docs/current/ddl-partitioning.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="copy-rows",
    name="copying all rows to a new table",
    doc=__doc__ or "",
    note="copies all rows of {} to a new table, and drops the old one",
    lock=Lock.ROW_EXCLUSIVE,
    scans=True,
    grows=True,
)
