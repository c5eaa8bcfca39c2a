"""Replacing the body of a function.

What it is:
    CREATE OR REPLACE FUNCTION or PROCEDURE.

Why it matters:
    It keeps grants, owner and dependents, locks no relation, and counts for every call after the commit.

When it bites:
    A trigger or policy calls it: the change reaches further than its name says.

Safer way:
    Compare the two bodies; test it on a copy.

Reference:
    https://www.postgresql.org/docs/current/sql-createfunction.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="replace-routine",
    name="replacing the body of a function",
    doc=__doc__ or "",
    note="replaces the body of {}",
)
