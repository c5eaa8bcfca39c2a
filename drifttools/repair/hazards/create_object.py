"""Creating an object.

What it is:
    A CREATE TABLE, VIEW, SEQUENCE, TYPE, FUNCTION or SCHEMA of something that is not there yet.

Why it matters:
    Nothing that exists is locked or read, so running work is not touched. Default privileges decide who may
    use the new object.

When it bites:
    A name in the same schema is already taken, or a role that should use the object has no privilege on it.

Safer way:
    Check that the name is free first; compare the privileges afterwards.

Reference:
    https://www.postgresql.org/docs/current/sql-createtable.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-object",
    name="creating an object",
    doc=__doc__ or "",
    note="creates {}",
)
