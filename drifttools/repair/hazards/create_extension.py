"""Creating an extension.

What it is:
    CREATE EXTENSION runs the extension's script, which makes types, functions and sometimes tables.

Why it matters:
    The script runs with the rights of a superuser where the extension is trusted, and needs a superuser where
    it is not.

When it bites:
    The server lacks the extension's files, or offers another version than the one that was expected.

Safer way:
    Look into pg_available_extensions first and name the version.

Reference:
    https://www.postgresql.org/docs/current/sql-createextension.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="create-extension",
    name="creating an extension",
    doc=__doc__ or "",
    note="installs the extension {}",
)
