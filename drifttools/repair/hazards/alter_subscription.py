"""Changing a subscription.

What it is:
    ALTER SUBSCRIPTION of its connection, publications, options or state, without a refresh.

Why it matters:
    The publisher is not asked: tables of new publications are not followed before REFRESH PUBLICATION, and a slot
    of another name is neither made nor dropped there.

When it bites:
    It was disabled for a reason, or the slot is not there: the worker fails and is started again, over and over.

Safer way:
    See that the slot is on the publisher first; afterwards REFRESH PUBLICATION, and watch pg_stat_subscription.

Reference:
    https://www.postgresql.org/docs/current/sql-altersubscription.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-subscription",
    name="changing a subscription",
    doc=__doc__ or "",
    note="changes {} here only: slots on the publisher and the list of tables stay as they are",
)
