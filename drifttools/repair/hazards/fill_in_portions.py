"""Writing a value into rows, portion by portion.

What it is:
    A DO block that updates some pages of the table, commits, and goes on.

Why it matters:
    It cannot run in a transaction block, and what is committed stays when it fails; it goes on where it was
    when it is run again.

When it bites:
    Triggers on UPDATE fire for every row; before PostgreSQL 14 each portion reads the whole table.

Safer way:
    It is the safer way: no row is locked longer than its portion takes.

Reference:
    https://www.postgresql.org/docs/current/sql-do.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="fill-in-portions",
    name="writing a value into rows portion by portion",
    doc=__doc__ or "",
    note="writes a value into the rows of {} in portions, each committed",
    lock=Lock.ROW_EXCLUSIVE,
    scans=True,
    grows=True,
    transactional=False,
    portions=True,
)
