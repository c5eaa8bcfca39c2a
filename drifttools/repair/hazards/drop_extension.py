"""Dropping an extension.

What it is:
    DROP EXTENSION without CASCADE: it is refused while something else depends on the extension.

Why it matters:
    Functions, types and tables of the extension go, with the rows of such tables.

When it bites:
    Text in functions calls the extension: PostgreSQL does not know that dependency.

Safer way:
    Search the code and pg_proc for its functions first; drop it in a plan of its own.

Reference:
    https://www.postgresql.org/docs/current/sql-dropextension.html
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Reversal
from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="drop-extension",
    name="dropping an extension",
    doc=__doc__ or "",
    note="removes the extension {} and all that belongs to it",
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NONE,
)
