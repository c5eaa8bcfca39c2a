"""Changing what sessions begin with.

What it is:
    ALTER DATABASE, ALTER ROLE or ALTER ROLE ... IN DATABASE with SET or RESET.

Why it matters:
    Only new sessions see it. A connection pool goes on with the old value for as long as its connections live, so that
    two programs, or two requests to one, find different tables by the same bare name.

When it bites:
    The setting is search_path, role, row_security, a timeout or default_transaction_read_only, and sessions stay open.

Safer way:
    Let the pools connect anew right after it. What must hold for a function is better said by the function itself
    (ALTER FUNCTION ... SET).

Reference:
    https://www.postgresql.org/docs/current/sql-alterdatabase.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="session-setting",
    name="changing what sessions begin with",
    doc=__doc__ or "",
    note="{} holds for new sessions only: pooled ones keep the old value",
)
