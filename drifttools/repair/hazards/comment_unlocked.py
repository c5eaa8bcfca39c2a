"""Comments on what is no relation.

What it is:
    COMMENT ON a schema, type, routine, operator, cast, constraint, trigger or policy.

Why it matters:
    Nothing that is stored changes, and nobody waits.

When it bites:
    A tool reads the comment as a setting, as PostGraphile and Supabase do.

Safer way:
    Look for such annotations (`@name`, `@omit`) in the text first.

Reference:
    https://www.postgresql.org/docs/current/sql-comment.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="comment-unlocked",
    name="commenting on other objects",
    doc=__doc__ or "",
    note="changes what is said about {}",
)
