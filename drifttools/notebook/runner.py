"""Runs a notebook through papermill: strict parameters, a private kernel, clean files in the incident folder.

Nothing heavy is imported before the notebook and its parameters were found right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drifttools.config import Config, load_config
from drifttools.config.file import CONFIG_VARIABLE
from drifttools.errors import DriftToolsError, NotebookError
from drifttools.incident.folder import IncidentFolder
from drifttools.notebook.find import find_notebook
from drifttools.notebook.lock import one_run
from drifttools.notebook.parameters import Parameter, checked, declared
from drifttools.notebook.result import recorded
from drifttools.notebook.secrets import learn_secrets
from drifttools.redact import redactor
from drifttools.version import __version__

if TYPE_CHECKING:
    from drifttools.notebook.engine import CellEvent
    from drifttools.notebook.execute import Execution

INTERRUPTED = 130
Tell = Callable[["CellEvent"], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a run.

    Args:
        notebook: Its name.
        path: The executed notebook; `record`: its `run.json`.
        exit_code: 0 clean, 1 drift or failed check, 3 could not check, 130 interrupted; else of the error.
        incident: The incident that it worked on; empty where it had none yet.
        message: One sentence.
    """

    notebook: str
    path: Path
    record: Path
    exit_code: int
    incident: str
    message: str
    started_at: datetime
    finished_at: datetime


class CellFailed(NotebookError):
    """A cell of the notebook failed; what ran before it is in `result.path`.

    Args:
        what: Which cell, and the short message of its error.
        result: The run, with the exit code of the error inside.
    """

    def __init__(self, what: str, *, result: RunResult, hint: str | None = None) -> None:
        super().__init__(what, hint=hint)
        self.result = result
        self.exit_code = result.exit_code  # type: ignore[misc] # the code is that of the error in the cell


def parameters_of(notebook: str | Path) -> tuple[Parameter, ...]:
    """What a notebook may be given.

    Raises:
        UsageError: There is no such notebook.
        NotebookError: It is damaged, or declares its parameters in another form.
    """
    return declared(_cells(find_notebook(notebook)))


def run(
    notebook: str | Path,
    parameters: Mapping[str, Any],
    *,
    reports: str | Path = "reports",
    config: str | Path | None = None,
    cell_timeout_s: float | None = 3600.0,
    start_timeout_s: float = 120.0,
    tell: Tell | None = None,
) -> RunResult:
    """Run a notebook.

    Args:
        notebook: `01_audit`, `audit`, or a path.
        parameters: Values, or their texts as a command line has them.
        reports: Where incident folders are; a notebook with a parameter `reports` is given it.
        config: A `drift.toml`; else the first from here upward.
        cell_timeout_s: How long one cell may take; None for no limit.
        start_timeout_s: How long the kernel may take to start.
        tell: Called at the start and at the end of each cell.

    Returns:
        The run; also where the notebook found drift, or was interrupted.

    Raises:
        UsageError: There is no such notebook or parameter, or a value cannot be used.
        BusyError: Another notebook is running on this target.
        CellFailed: A cell failed; its exit code is that of the error inside.
        NotebookError: The kernel did not start, died or took too long.
    """
    path = find_notebook(notebook)
    known = declared(_cells(path))
    given = checked(known, parameters)
    settings = load_config(config)
    learn_secrets(settings)
    root = Path(reports).absolute()
    if any(parameter.name == "reports" for parameter in known):
        given.setdefault("reports", str(root))
        root = Path(str(given["reports"])).absolute()
    extra = {CONFIG_VARIABLE: str(Path(config).absolute())} if config is not None else {}
    incident, target = _case(known, given, settings, root)
    with one_run(root, target):
        try:
            from drifttools.notebook.execute import execute
        except ImportError as problem:
            raise NotebookError(
                f"running a notebook needs {problem.name}", hint="pip install 'drifttools[notebooks]'"
            ) from problem

        started = datetime.now(UTC)
        done = execute(
            path,
            given,
            extra_environment=extra,
            cell_timeout_s=cell_timeout_s,
            start_timeout_s=start_timeout_s,
            tell=tell,
        )
        return _ended(path, given, root, done, started, incident)


def _cells(path: Path) -> list[Mapping[str, Any]]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise NotebookError(f"{path} cannot be read as a notebook", hint="drift lab copies the original ones") from None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise NotebookError(f"{path} cannot be read as a notebook", hint="drift lab copies the original ones")
    return cells


def _case(known: tuple[Parameter, ...], given: Mapping[str, Any], config: Config, reports: Path) -> tuple[str, str]:
    """The incident that the notebook goes on with, and its target; empty where only the notebook can tell."""
    values = {parameter.name: parameter.default for parameter in known} | dict(given)
    name, target = "", str(values.get("target") or "")
    if values.get("incident"):
        try:
            folder = IncidentFolder.open(reports, str(values["incident"]))
            name, target = folder.path.name, target or folder.incident.target
        except DriftToolsError:
            return "", target  # the notebook will say what is wrong with it
    return name, target or (next(iter(config.targets)) if len(config.targets) == 1 else "")


def _ended(
    path: Path, given: Mapping[str, Any], reports: Path, done: Execution, started: datetime, incident: str
) -> RunResult:
    """Keep what was run, and tell how it ended."""
    finished = datetime.now(UTC)
    found = recorded(done.notebook.cells if done.notebook is not None else ())
    code = INTERRUPTED if done.interrupted else done.failure.exit_code if done.failure else found.exit_code if found else 0
    result = RunResult(
        notebook=path.stem,
        path=Path(),
        record=Path(),
        exit_code=code,
        incident=found.incident if found and found.incident else incident,
        message=redactor.clean(_message(done, found.message if found else "")),
        started_at=started,
        finished_at=finished,
    )
    if done.notebook is None:
        raise NotebookError(f"{path.stem}: {result.message}", hint=done.failure.hint if done.failure else None)
    name = f"{path.stem}-{started:%Y%m%dT%H%M%SZ}"
    from drifttools.notebook.store import store

    written, beside = store(reports, result.incident, name, done.notebook, _record(result, given, done))
    result = replace(result, path=written, record=beside)
    if done.failure is not None and not done.interrupted:
        raise CellFailed(
            f"{path.stem}: {result.message}", result=result, hint=redactor.clean(done.failure.hint or "") or None
        )
    return result


def _message(done: Execution, found: str) -> str:
    if done.interrupted:
        return "interrupted"
    return done.failure.what if done.failure else found or "done"


def _record(result: RunResult, given: Mapping[str, Any], done: Execution) -> dict[str, Any]:
    return {
        "format": 1,
        "notebook": result.notebook,
        "parameters": dict(given),
        "incident": result.incident,
        "exit_code": result.exit_code,
        "message": result.message,
        "next": done.failure.hint if done.failure else None,
        "started_at": result.started_at.isoformat(),
        "finished_at": result.finished_at.isoformat(),
        "seconds": round((result.finished_at - result.started_at).total_seconds(), 3),
        "cells": [
            {"number": event.number, "title": event.title, "state": event.state, "seconds": event.seconds}
            for event in done.events
        ],
        "drifttools": __version__,
    }
