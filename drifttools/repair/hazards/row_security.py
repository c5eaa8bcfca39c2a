"""Switching row-level security.

What it is:
    ALTER TABLE ... ENABLE, DISABLE, FORCE or NO FORCE ROW LEVEL SECURITY.

Why it matters:
    Enabled without a policy, nobody but the owner sees a row; disabled, every reader sees all of them.

When it bites:
    The policies are made in another transaction.

Safer way:
    Make the policies first, switch last, and count visible rows per role.

Reference:
    https://www.postgresql.org/docs/current/ddl-rowsecurity.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="row-security",
    name="switching row-level security",
    doc=__doc__ or "",
    note="switches row-level security of {}",
    lock=Lock.ACCESS_EXCLUSIVE,
)
