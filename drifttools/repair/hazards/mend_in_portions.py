"""Putting wrong rows right, portion by portion.

What it is:
    A DO block that takes some of the listed rows, puts those right that are still wrong, notes it in the list,
    commits, and goes on.

Why it matters:
    It cannot run in a transaction block, and what is committed stays when it fails; it goes on where it was when it
    is run again. Writers of the table wait while a portion is worked on; readers do not.

When it bites:
    Triggers fire for every row. A transaction that has written to the table and stays open keeps the next portion
    from its lock: it is asked for again for a while, then the step ends and says who is in the way.

Safer way:
    It is the safer way: no writer waits for longer than a portion takes.

Reference:
    https://www.postgresql.org/docs/current/sql-do.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="mend-in-portions",
    name="putting wrong rows right portion by portion",
    doc=__doc__ or "",
    note="puts listed rows of {} right in portions, each committed",
    lock=Lock.SHARE_ROW_EXCLUSIVE,
    scans=True,
    grows=True,
    data_loss=DataLoss.REVERSIBLE,
    transactional=False,
    portions=True,
)
