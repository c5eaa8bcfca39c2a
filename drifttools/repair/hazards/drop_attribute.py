"""Dropping an attribute of a composite type.

What it is:
    ALTER TYPE ... DROP ATTRIBUTE.

Why it matters:
    Every stored value of the type loses that part for ever, and no table is locked while it happens.

When it bites:
    A column is of the type, and its rows hold the only copy of the values.

Safer way:
    Copy the values of the attribute aside first.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-attribute",
    name="dropping an attribute of a composite type",
    doc=__doc__ or "",
    note="drops {} with its values, wherever they are stored",
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NONE,
)
