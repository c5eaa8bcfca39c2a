"""Writing a value into rows.

What it is:
    UPDATE of the rows that have no value yet, in the transaction of the repair.

Why it matters:
    Every such row is written anew and stays locked until the transaction ends; the space of the old versions is
    left to vacuum.

When it bites:
    Many rows lack a value: the table grows, replicas and triggers see every row.

Safer way:
    Above the size that drift.toml names, the rows are filled in portions with a commit after each.

Reference:
    https://www.postgresql.org/docs/current/sql-update.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="fill-rows",
    name="writing a value into rows that have none",
    doc=__doc__ or "",
    note="writes a value into rows of {}",
    lock=Lock.ROW_EXCLUSIVE,
    scans=True,
    grows=True,
    data_loss=DataLoss.REVERSIBLE,
    reversal=Reversal.NEEDS_BACKUP,
)
