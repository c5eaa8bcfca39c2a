"""Changing a foreign table.

What it is:
    ALTER FOREIGN TABLE of options and columns.

Why it matters:
    Nothing is read or checked: rows are on the foreign server, and what is declared here is believed.

When it bites:
    Options name another table or column, or a declared type is not what the server has: queries fail, or read the
    wrong rows.

Safer way:
    Read a row by the changed declaration first, in a session of its own.

Reference:
    https://www.postgresql.org/docs/current/sql-alterforeigntable.html
"""

from __future__ import annotations

from drifttools.model.plan import Lock
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="alter-foreign-table",
    name="changing a foreign table",
    doc=__doc__ or "",
    note="changes the foreign table {}; nothing checks that the server has it so",
    lock=Lock.ACCESS_EXCLUSIVE,
)
