"""Moving a type, routine or extension to another schema.

What it is:
    ALTER TYPE, DOMAIN, ROUTINE or EXTENSION ... SET SCHEMA.

Why it matters:
    It locks no relation, so lock_timeout does not guard it. Columns follow; casts and calls by name do not.

When it bites:
    Code or a function names the old schema, or relies on search_path.

Safer way:
    Search pg_proc and the code for the name; choose a quiet hour.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-schema-unlocked",
    name="moving a type, routine or extension to another schema",
    doc=__doc__ or "",
    note="moves {} to another schema",
)
