"""Adding a value to an enum.

What it is:
    ALTER TYPE ... ADD VALUE.

Why it matters:
    PostgreSQL has no statement that takes a value away again, and the place of the value in the order is
    final.

When it bites:
    It is used in the transaction that adds it: that fails with 55P04. Hence it is committed on its own,
    before the rest.

Safer way:
    Give BEFORE or AFTER explicitly, and be sure of the spelling.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.model.plan import Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="enum-add-value",
    name="adding a value to an enum",
    doc=__doc__ or "",
    note="adds a value to the enum {} for ever",
    reversal=Reversal.NONE,
    transactional=False,
)
