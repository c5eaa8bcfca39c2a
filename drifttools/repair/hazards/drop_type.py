"""Dropping a type.

What it is:
    DROP TYPE or DROP DOMAIN without CASCADE: it is refused while a column uses it.

Why it matters:
    No relation is locked, so lock_timeout does not guard it.

When it bites:
    Text in functions casts to the type by its name.

Safer way:
    Search pg_proc and the code for the name.

Reference:
    https://www.postgresql.org/docs/current/sql-droptype.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-type",
    name="dropping a type",
    doc=__doc__ or "",
    note="drops the type {}",
)
