"""Changing a type that rewrites the table.

What it is:
    ALTER COLUMN ... TYPE to a type with other bytes: integer to bigint, text to timestamptz, text to an enum.

Why it matters:
    Table and indexes are written anew under ACCESS EXCLUSIVE; a column in a foreign key locks the other table
    too. The cast can fail, round, or read a date another way.

When it bites:
    The table is large, or values do not cast: '01/02/2024' is January or February by DateStyle.

Safer way:
    Add a column, fill it in batches, swap the names. Test the cast on every value first and keep the old text
    until it is signed off.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from drifttools.model.plan import Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-type-rewrite",
    name="changing a type that rewrites the table",
    doc=__doc__ or "",
    note="rewrites every row of {} and its indexes",
    lock=Lock.ACCESS_EXCLUSIVE,
    rewrites=True,
    scans=True,
    reversal=Reversal.NEEDS_BACKUP,
)
