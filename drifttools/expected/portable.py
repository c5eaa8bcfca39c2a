"""Has models tried on SQLite and on a scratch PostgreSQL, by the project's own interpreter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drifttools.catalog.scratch import ScratchDatabase
from drifttools.errors import DriftToolsError, ScratchError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.expected.models import extension_for
from drifttools.expected.spec import models_spec


def try_models(spec: str, context: Context) -> Mapping[str, Any]:
    """What `scripts/port_models.py` answers for a spec of models.

    Without a scratch server they are tried on SQLite and only compiled for PostgreSQL, and the answer says so.

    Args:
        spec: `models:package.module:Base`.
        context: How the project is run; its overlay is what the files say.

    Raises:
        UsageError: It names no models.
        SourceError: The project's code raised, or has no models.
    """
    parsed = models_spec(spec, context.root)

    def tried(parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
        given = [parsed.argument]
        return run_script("port_models.py", given, context=context, cwd=context.root, what=str(parsed), database=parameters)

    try:
        with context.scratch() as scratch, scratch.database(str(parsed)) as database:
            answer = tried(database.target.parameters)
            wanted = {name for name in map(extension_for, _refusals(answer)) if name}
            provided = [name for name in sorted(wanted) if _provided(database, name)]
            if provided:
                answer = tried(database.target.parameters)
    except ScratchError as problem:
        answer = tried()
        answer["dialects"]["postgresql"] = problem.what
    _forgive(answer)
    return _with_places(answer, context)


def _forgive(answer: dict[str, Any]) -> None:
    """What this machine's PostgreSQL lacks an extension for was not tried: that says nothing of the models."""
    for name in ("types", "constraints", "indexes", "defaults", "keys"):
        for one in answer[name]:
            said = one["trial"].get("postgresql", {}).get("error", "")
            extension = extension_for(said)
            if extension:
                told = f"the PostgreSQL of this machine lacks the extension {extension}"
                one["trial"]["postgresql"] = {"untried": told, "lacks": extension}


def _refusals(answer: Mapping[str, Any]) -> set[str]:
    """What PostgreSQL said where it refused."""
    tried = [one["trial"] for name in ("types", "constraints", "indexes", "defaults") for one in answer[name]]
    return {one["postgresql"]["error"] for one in tried if "error" in one.get("postgresql", {})}


def _provided(database: ScratchDatabase, extension: str) -> bool:
    from drifttools.sql.compose import compose, name

    try:
        database.run([str(compose("create extension {}", name(extension)))])
    except DriftToolsError:
        return False  # the machine lacks it: the column says so
    return True


def _with_places(answer: dict[str, Any], context: Context) -> dict[str, Any]:
    for one in answer["described"]["tables"]:
        one["shown"] = context.shown(one["file"]) if one["file"] else ""
    return answer
