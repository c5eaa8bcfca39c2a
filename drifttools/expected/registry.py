"""The sources of expected states. A new one is a line here; it is imported when a spec names it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from drifttools.expected.base import Source

_SOURCES: Mapping[str, str] = {
    "models": "models.ModelsSource",
    "alembic": "alembic.AlembicSource",
    "django": "django.DjangoSource",
    "sql": "sql_files.SqlSource",
    "database": "database.DatabaseSource",
    "snapshot": "snapshot.SnapshotSource",
}


def source_class(kind: str) -> type[Source] | None:
    """The source of this kind; None where there is none."""
    if kind not in _SOURCES:
        return None
    module, _, name = _SOURCES[kind].partition(".")
    found: type[Source] = getattr(import_module(f"drifttools.expected.{module}"), name)
    return found


def all_sources() -> tuple[type[Source], ...]:
    """All of them, in the order in which they are told."""
    return tuple(found for kind in _SOURCES if (found := source_class(kind)) is not None)
