"""A message on a channel.

What it is:
    NOTIFY: sessions that listen on the channel get the message when the transaction commits.

Why it matters:
    PostgREST keeps the schema in a cache, and reads it again when it hears of it: until then it refuses the new columns,
    and asks for the old ones. It is sent in the transaction of the repair, so it is heard when the repair is there.

When it bites:
    Commits of all sessions that notify wait for each other, for a moment. Where PostgREST's channel is off
    (db-channel-enabled) nobody hears it.

Safer way:
    None is needed. Where the channel is off, restart PostgREST or send it SIGUSR1.

Reference:
    https://www.postgresql.org/docs/current/sql-notify.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="notify",
    name="sending a message on a channel",
    doc=__doc__ or "",
    note="whoever listens on {} hears it when the transaction is committed",
)
