"""Changing an object that holds no rows.

What it is:
    ALTER EVENT TRIGGER, PUBLICATION, OPERATOR, LANGUAGE, TEXT SEARCH, SERVER or DEFAULT PRIVILEGES of options.

Why it matters:
    No relation is locked, so lock_timeout does not guard it, and all sessions see the change at once.

When it bites:
    Code, a subscriber or a query relied on the option as it was.

Safer way:
    Name who uses the object before it is changed.

Reference:
    https://www.postgresql.org/docs/current/sql-commands.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-object",
    name="changing an object that holds no rows",
    doc=__doc__ or "",
    note="changes {}",
)
