"""A plan as a text for other tools: psql scripts and migrations. Nothing here executes anything."""

from __future__ import annotations

from drifttools.repair.render.alembic import alembic_revision, alembic_revision_id
from drifttools.repair.render.django import django_migration, django_migration_name
from drifttools.repair.render.guards import NO_GUARDS, Guards, guards_of
from drifttools.repair.render.sql import bare_sql, repair_sql, rollback_sql
from drifttools.repair.render.sql_migration import sql_migration, sql_migration_back

__all__ = [
    "NO_GUARDS",
    "Guards",
    "alembic_revision",
    "alembic_revision_id",
    "bare_sql",
    "django_migration",
    "django_migration_name",
    "guards_of",
    "repair_sql",
    "rollback_sql",
    "sql_migration",
    "sql_migration_back",
]
