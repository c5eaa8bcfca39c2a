"""Changing what is published.

What it is:
    CREATE PUBLICATION, ALTER PUBLICATION ... ADD, DROP or SET.

Why it matters:
    Each table that is added or taken away is locked against changes of its schema; from then on its UPDATE
    and DELETE fail without a replica identity.

When it bites:
    A subscriber applies the stream: what is no longer published stays as it was there, and new tables need
    a REFRESH.

Safer way:
    Check replica identities first; refresh the subscriptions afterwards.

Reference:
    https://www.postgresql.org/docs/current/sql-alterpublication.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="publish",
    name="changing what is published",
    doc=__doc__ or "",
    note="changes what {} publishes",
    lock=Lock.SHARE_UPDATE_EXCLUSIVE,
)
