"""Granting privileges.

What it is:
    GRANT on a table or view.

Why it matters:
    More people can read or change the rows from the moment of the commit.

When it bites:
    The role is PUBLIC, or many other roles are members of it.

Safer way:
    Grant the least to a group role; look at who its members are.

Reference:
    https://www.postgresql.org/docs/current/sql-grant.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="grant",
    name="granting privileges",
    doc=__doc__ or "",
    note="gives somebody rights on {}",
    lock=Lock.ACCESS_SHARE,
    lock_before=(18, Lock.NO_LOCK),  # earlier releases take none
)
