"""Taking rows out of a table into another one.

What it is:
    The rows that are in the way of a constraint are moved to a table in the schema drifttools.

Why it matters:
    The application does not find them any more, although no value is lost; triggers on DELETE fire.

When it bites:
    Somebody still needs the rows, or other tables refer to them: then the DELETE is refused and nothing is
    changed.

Safer way:
    Mend the rows, or add the constraint NOT VALID; the way back of the step puts them in again.

Reference:
    https://www.postgresql.org/docs/current/sql-delete.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="quarantine-rows",
    name="taking rows out of a table into another one",
    doc=__doc__ or "",
    note="takes rows out of the table of {}",
    lock=Lock.ROW_EXCLUSIVE,
    scans=True,
    grows=True,
    data_loss=DataLoss.REVERSIBLE,
)
