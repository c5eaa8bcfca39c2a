"""The stories that `drift demo` plays, by name. None is imported before it is played."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drifttools.cli.demos.story import Story

STORIES = {
    "wrong-schema": "twelve tables of a Django project in another schema; the ledger says applied, pages answer 500",
    "alembic-alignment": "models, Alembic and a Supabase database that say three things; a revision brings them together",
    "session-requests": "a service that waits for rows nobody makes: column, key, policy, enum value and code, all at once",
    "sqlite-models": "models for PostgreSQL, a stale SQLite file and the wrong base; 25 tests, of which none passes",
}
"""Name to what happened, in a line. The first one is played where none is named."""
_PLACES = {
    "wrong-schema": ("wrong_schema", "WrongSchema"),
    "alembic-alignment": ("alembic_alignment", "AlembicAlignment"),
    "session-requests": ("session_requests", "SessionRequests"),
    "sqlite-models": ("sqlite_models", "SqliteModels"),
}


def story_of(name: str) -> type[Story]:
    """The story of that name; raises KeyError."""
    module, story = _PLACES[name]
    found: type[Story] = getattr(import_module(f"drifttools.cli.demos.{module}"), story)
    return found
