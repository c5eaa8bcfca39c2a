"""Adding a rule to a domain.

What it is:
    ALTER DOMAIN ... ADD CONSTRAINT or SET NOT NULL: all tables that use the domain are read.

Why it matters:
    Writers of each of those tables wait (SHARE lock), and one value that fails ends it.

When it bites:
    The domain is used widely: the locks add up, table after table.

Safer way:
    ADD CONSTRAINT ... NOT VALID, then ALTER DOMAIN ... VALIDATE CONSTRAINT.

Reference:
    https://www.postgresql.org/docs/current/sql-alterdomain.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="domain-check",
    name="adding a rule to a domain",
    doc=__doc__ or "",
    note="checks every column of the domain {}",
    lock=Lock.SHARE,
    scans=True,
)
