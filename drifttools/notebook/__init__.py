"""Notebooks at the edge: what a cell calls, the papermill runner, `drift lab`. Nothing heavy is imported here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from drifttools.notebook.begin import begin
from drifttools.notebook.repair import apply_confirmed, plan_of, rehearse_once
from drifttools.notebook.result import Result, result
from drifttools.notebook.setup import setup, short_errors
from drifttools.notebook.table import table

if TYPE_CHECKING:
    from drifttools.notebook.catalog_view import browse
    from drifttools.notebook.findings_view import explore
    from drifttools.notebook.migration import migration_of
    from drifttools.notebook.plan_review import review
    from drifttools.notebook.trace_view import follow
    from drifttools.notebook.triage_view import triage

__all__ = [
    "Result",
    "apply_confirmed",
    "begin",
    "browse",
    "explore",
    "follow",
    "migration_of",
    "plan_of",
    "rehearse_once",
    "result",
    "review",
    "setup",
    "short_errors",
    "table",
    "triage",
]


# These import the declarations of kinds and the sections of the report, which not every notebook needs.
_LATE = {
    "browse": "catalog_view",
    "explore": "findings_view",
    "follow": "trace_view",
    "migration_of": "migration",
    "review": "plan_review",
    "triage": "triage_view",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(f"drifttools.notebook.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
