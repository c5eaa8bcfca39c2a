"""Updating an extension.

What it is:
    ALTER EXTENSION ... UPDATE TO runs the scripts that lead from the installed version to another one. They change the
    extension's functions, types and sometimes tables, under whatever locks that takes.

Why it matters:
    Functions may behave in another way or be gone, and hardly any extension has scripts that lead back.

When it bites:
    A view, an index or code uses what a new version has changed; the library that is loaded is of another version.

Safer way:
    Read the release notes of the extension, and try the update on a copy of the machine first: a rehearsal has only what
    is installed where it runs.

Reference:
    https://www.postgresql.org/docs/current/sql-alterextension.html
"""

from __future__ import annotations

from drifttools.repair.hazards.base import Rule

RULE = Rule(
    id="update-extension",
    name="updating an extension",
    doc=__doc__ or "",
    note="runs the update scripts of the extension {}",
)
