"""Dropping a function or procedure.

What it is:
    DROP ROUTINE without CASCADE.

Why it matters:
    No relation is locked. Grants, owner and settings of the routine go with it.

When it bites:
    Another function's text calls it: PostgreSQL does not know that dependency, and it fails at the next call.

Safer way:
    Search pg_proc and the code for its name; replace it in place where the signature allows.

Reference:
    https://www.postgresql.org/docs/current/sql-droproutine.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-routine",
    name="dropping a function or procedure",
    doc=__doc__ or "",
    note="drops the routine {}",
)
