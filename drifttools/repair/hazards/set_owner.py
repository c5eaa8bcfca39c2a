"""Giving a table, view or sequence to another role.

What it is:
    ALTER ... OWNER TO on a relation; its indexes and the sequences of its columns go along.

Why it matters:
    The old owner loses every right that came with owning, the new one gets all of them. It waits for every reader and
    blocks them.

When it bites:
    An application connects as the old owner, or the table is under row-level security, which an owner passes by.

Safer way:
    Grant the old owner what it still needs in the same transaction; use a short lock timeout.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-owner",
    name="giving relations to another role",
    doc=__doc__ or "",
    note="another role owns what {} is about",
    lock=Lock.ACCESS_EXCLUSIVE,
)
