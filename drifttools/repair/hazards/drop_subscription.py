"""Dropping a subscription.

What it is:
    DROP SUBSCRIPTION after SET (slot_name = NONE), which leaves the replication slot on the publisher.

Why it matters:
    The slot stays there and keeps the write-ahead log of the publisher from the moment on, until its disk is
    full. How far each table had come is forgotten.

When it bites:
    Nobody drops the slot, or the subscription is made again: its tables must then be copied anew.

Safer way:
    On the publisher, once nothing needs it: pg_drop_replication_slot(name).

Reference:
    https://www.postgresql.org/docs/current/sql-dropsubscription.html
"""

from __future__ import annotations

from drifttools.model.plan import Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-subscription",
    name="dropping a subscription",
    doc=__doc__ or "",
    note="drops {}; its slot stays on the publisher and keeps the log there: drop it by hand",
    reversal=Reversal.NEEDS_BACKUP,
)
