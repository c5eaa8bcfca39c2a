"""Creating a subscription.

What it is:
    CREATE SUBSCRIPTION with connect = false: it is there, disabled, and nothing was asked of the publisher.

Why it matters:
    No replication slot is made, and no table is copied or followed yet. The publisher is another server, whose
    slots keep its write-ahead log: they are never made without its owner's word.

When it bites:
    It is enabled before its slot is there, or before ALTER SUBSCRIPTION ... REFRESH PUBLICATION: changes pass by
    unseen.

Safer way:
    On the publisher: pg_create_logical_replication_slot(name, 'pgoutput'). Then here: ENABLE, and REFRESH
    PUBLICATION.

Reference:
    https://www.postgresql.org/docs/current/sql-createsubscription.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-subscription",
    name="creating a subscription",
    doc=__doc__ or "",
    note="makes {} disabled and without a slot on the publisher: make that there, then ENABLE and REFRESH PUBLICATION",
)
