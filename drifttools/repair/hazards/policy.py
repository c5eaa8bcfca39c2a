"""Creating or changing a policy.

What it is:
    CREATE POLICY or ALTER POLICY.

Why it matters:
    Permissive policies add to each other with OR: one that is too wide opens the table. Reads wait while the
    lock is held.

When it bites:
    Row-level security is enabled: the change counts with the commit.

Safer way:
    Count the rows that each role sees before and after, as that role.

Reference:
    https://www.postgresql.org/docs/current/sql-createpolicy.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="policy",
    name="creating or changing a policy",
    doc=__doc__ or "",
    note="changes who sees which rows of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
