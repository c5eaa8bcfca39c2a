"""Changing a domain.

What it is:
    ALTER DOMAIN of a default, a dropped check or a dropped NOT NULL.

Why it matters:
    It locks no relation, so lock_timeout does not guard it, and every column of the domain changes at once.

When it bites:
    Sessions that run keep the rule that they have cached until they look again.

Safer way:
    Name the columns that use the domain before it is changed.

Reference:
    https://www.postgresql.org/docs/current/sql-alterdomain.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-domain",
    name="changing a domain",
    doc=__doc__ or "",
    note="changes the domain {}",
)
