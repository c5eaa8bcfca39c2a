"""Renaming a type.

What it is:
    ALTER TYPE or ALTER DOMAIN ... RENAME TO.

Why it matters:
    It locks no relation, so lock_timeout does not guard it. Columns follow; casts by name in code and in
    functions do not.

When it bites:
    Code of the old release casts to the old name.

Safer way:
    Search pg_proc and the code for the name; choose a quiet hour.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="rename-unlocked",
    name="renaming a type",
    doc=__doc__ or "",
    note="renames the type {}",
)
