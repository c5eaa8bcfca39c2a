"""A plan as a text for other tools: psql scripts and migrations. Nothing here executes anything."""

from __future__ import annotations

from drifttools.repair.render.alembic import alembic_revision, alembic_revision_id
from drifttools.repair.render.django import django_migration, django_migration_name
from drifttools.repair.render.guards import NO_GUARDS, Guards, guards_of
from drifttools.repair.render.sql import bare_sql, repair_sql, rollback_sql
from drifttools.repair.render.sql_migration import sql_migration, sql_migration_back
from drifttools.repair.render.sqlite import bare_sqlite, repair_sqlite, rollback_sqlite
from drifttools.repair.render.sqlite_migration import sqlite_migration, sqlite_migration_back
from drifttools.repair.render.sqlite_python import alembic_on_sqlite, django_on_sqlite

__all__ = [
    "NO_GUARDS",
    "Guards",
    "alembic_on_sqlite",
    "alembic_revision",
    "alembic_revision_id",
    "bare_sql",
    "bare_sqlite",
    "django_migration",
    "django_migration_name",
    "django_on_sqlite",
    "guards_of",
    "repair_sql",
    "repair_sqlite",
    "rollback_sql",
    "rollback_sqlite",
    "sql_migration",
    "sql_migration_back",
    "sqlite_migration",
    "sqlite_migration_back",
]
