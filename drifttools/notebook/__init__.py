"""Notebooks at the edge: what a cell calls, the papermill runner, `drift lab`. Nothing heavy is imported here."""

from __future__ import annotations

from drifttools.notebook.begin import begin
from drifttools.notebook.repair import apply_confirmed, plan_of, rehearse_once
from drifttools.notebook.result import Result, result
from drifttools.notebook.setup import setup, short_errors
from drifttools.notebook.table import table

__all__ = [
    "Result",
    "apply_confirmed",
    "begin",
    "plan_of",
    "rehearse_once",
    "result",
    "setup",
    "short_errors",
    "table",
]
