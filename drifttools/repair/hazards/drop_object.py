"""Dropping an object that holds no rows.

What it is:
    DROP COLLATION, AGGREGATE, OPERATOR, CAST, PUBLICATION, TEXT SEARCH, SERVER ... without CASCADE: it is
    refused while another object uses it.

Why it matters:
    No relation is locked, so lock_timeout does not guard it.

When it bites:
    Text in functions and in code names it: nothing keeps a dependency on that.

Safer way:
    Search pg_proc and the code for the name.

Reference:
    https://www.postgresql.org/docs/current/sql-commands.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-object",
    name="dropping an object that holds no rows",
    doc=__doc__ or "",
    note="drops {}",
)
