"""Giving a schema, type or routine to another role.

What it is:
    ALTER ... OWNER TO on something that is no relation.

Why it matters:
    The old owner loses every right that came with owning. No relation is locked, so no lock timeout protects it.

When it bites:
    A routine is SECURITY DEFINER: it then runs with the rights of the new owner.

Safer way:
    Look at what the old owner does with it first; grant that in the same transaction.

Reference:
    https://www.postgresql.org/docs/current/sql-alterfunction.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="set-owner-unlocked",
    name="giving schemas, types and routines to another role",
    doc=__doc__ or "",
    note="another role owns what {} is about",
)
