"""Changing a composite type.

What it is:
    ALTER TYPE ... ADD ATTRIBUTE or ALTER ATTRIBUTE ... TYPE.

Why it matters:
    No table is locked or rewritten, so lock_timeout does not guard it: values that are stored read the new
    attribute as null at once.

When it bites:
    Code builds or takes apart values of the type by position. PostgreSQL refuses another type for an attribute
    while a column is of the composite type.

Safer way:
    Search pg_proc and the code for the type's name; name the attributes where values are built.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-attribute",
    name="changing a composite type",
    doc=__doc__ or "",
    note="changes the composite type of {}",
)
