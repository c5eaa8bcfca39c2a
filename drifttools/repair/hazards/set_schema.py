"""Moving to another schema.

What it is:
    ALTER TABLE, VIEW, MATERIALIZED VIEW or SEQUENCE ... SET SCHEMA: indexes, constraints, owned sequences,
    grants, policies and triggers go along.

Why it matters:
    What follows by oid (views, foreign keys) goes on working; names in text do not: bodies of functions,
    nextval('...'::text), search_path. Enum types and extended statistics stay.

When it bites:
    A role has no USAGE on the new schema, or a name there is taken, even that of an index.

Safer way:
    Grant USAGE first; leave a view under the old name until all code uses the new one.

Reference:
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-SCHEMA
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-schema",
    name="moving to another schema",
    doc=__doc__ or "",
    note="moves {} to another schema",
    lock=Lock.ACCESS_EXCLUSIVE,
)
