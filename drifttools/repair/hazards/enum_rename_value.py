"""Giving another name to a value of an enum.

What it is:
    ALTER TYPE ... RENAME VALUE, where two enums have as many values and differ only in what some are called.

Why it matters:
    Every row that holds the value says the new word from the commit on, and so do indexes, defaults and views. No row is
    read or written.

When it bites:
    The application still sends the old word, or the new word was meant as another value and not as another name.

Safer way:
    Read both lists of values first. Where they mean different things, add the new value, bring the rows over, and name
    the old one as what may be removed.

Reference:
    https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="enum-rename-value",
    name="renaming a value of an enum",
    doc=__doc__ or "",
    note="rows of the enum {} that hold the value say the new name",
)
