"""All families. Where two texts are found at one place, the longer one counts; the order decides between equals."""

from __future__ import annotations

from drifttools.diagnose.triage.families import (
    apis,
    missing,
    models,
    refused,
    sessions,
    sqlite,
    sqlite_refused,
    statements,
    tools,
    values,
)

FAMILIES = (
    *missing.FAMILIES,
    *refused.FAMILIES,
    *values.FAMILIES,
    *statements.FAMILIES,
    *sessions.FAMILIES,
    *apis.FAMILIES,
    *tools.FAMILIES,
    *models.FAMILIES,
    *sqlite.FAMILIES,
    *sqlite_refused.FAMILIES,
)
