"""Revoking privileges.

What it is:
    REVOKE on a table or view.

Why it matters:
    Somebody who used the right fails from the commit on.

When it bites:
    The right also came by PUBLIC or by membership: then nothing changes, and the audit reports it again.

Safer way:
    Look in the log for who uses the table; grant to the right role first.

Reference:
    https://www.postgresql.org/docs/current/sql-revoke.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="revoke",
    name="revoking privileges",
    doc=__doc__ or "",
    note="takes rights on {} away",
    lock=Lock.ACCESS_SHARE,
    lock_before=(18, Lock.NO_LOCK),  # earlier releases take none
)
