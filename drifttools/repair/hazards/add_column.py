"""Adding a column.

What it is:
    ADD COLUMN that is nullable or has a default that is not volatile: the value is kept once, in the catalog.

Why it matters:
    Readers and writers that come later queue behind it, also while it only waits for its lock.

When it bites:
    It only changes the catalog, so it takes milliseconds once it has its lock; the wait for a long
    transaction that uses the table is the danger.

Safer way:
    Keep lock_timeout short and try again; never add it in a transaction that goes on to do long work.

Reference:
    https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="add-column",
    name="adding a column",
    doc=__doc__ or "",
    note="adds a column to {} without touching its rows",
    lock=Lock.ACCESS_EXCLUSIVE,
)
