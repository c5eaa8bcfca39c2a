"""Dropping a schema.

What it is:
    DROP SCHEMA without CASCADE: it is refused while the schema holds anything.

Why it matters:
    Nothing in it can be lost. Grants on the schema and default privileges in it go.

When it bites:
    A role or the database has the schema in its search_path.

Safer way:
    Look at search_path settings of roles and database first.

Reference:
    https://www.postgresql.org/docs/current/sql-dropschema.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-schema",
    name="dropping a schema",
    doc=__doc__ or "",
    note="drops the schema {}, which must be empty",
)
