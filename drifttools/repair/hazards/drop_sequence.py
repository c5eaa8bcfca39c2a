"""Dropping a sequence.

What it is:
    DROP SEQUENCE without CASCADE.

Why it matters:
    Its position is gone: a new sequence starts again, and values that were given out come twice.

When it bites:
    The default of a column names it as text, which PostgreSQL does not know as a dependency.

Safer way:
    Note last_value and is_called; look for nextval('...'::text).

Reference:
    https://www.postgresql.org/docs/current/sql-dropsequence.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-sequence",
    name="dropping a sequence",
    doc=__doc__ or "",
    note="drops the sequence {} and forgets its position",
    lock=Lock.ACCESS_EXCLUSIVE,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NEEDS_BACKUP,
)
