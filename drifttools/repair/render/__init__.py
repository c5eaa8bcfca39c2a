"""A plan as a text for other tools: psql scripts and migrations. Nothing here executes anything."""

from __future__ import annotations

from drifttools.repair.render.django import django_migration, django_migration_name
from drifttools.repair.render.sql import bare_sql, repair_sql, rollback_sql

__all__ = ["bare_sql", "django_migration", "django_migration_name", "repair_sql", "rollback_sql"]
