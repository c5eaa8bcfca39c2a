"""Puts an executed notebook where it belongs: cleaned, whole or not at all, with `run.json` beside it, and trusted."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drifttools.errors import NotebookError
from drifttools.incident.atomic import write_whole
from drifttools.incident.folder import INCIDENT
from drifttools.notebook.scrub import scrubbed

LOOSE = "runs"  # for what ended before it had an incident


def store(reports: Path, incident: str, name: str, notebook: Any, record: Mapping[str, Any]) -> tuple[Path, Path]:
    """Write an executed notebook and its record.

    Args:
        reports: Where incident folders are.
        incident: The incident that the notebook worked on; `reports/runs` where there is none.
        name: Of the files, without a suffix; a number is added where it is taken.
        notebook: What papermill gave back, or what there was of it.
        record: For `run.json`.

    Returns:
        The notebook and its record, in the incident folder.

    Raises:
        NotebookError: They cannot be written.
    """
    nbformat = _nbformat()
    clean = nbformat.from_dict(scrubbed(notebook))
    folder = reports / incident
    if not incident or not (folder / INCIDENT).is_file():
        folder = reports / LOOSE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = _free(folder, name)
        written = write_whole(folder / f"{name}.ipynb", nbformat.writes(clean, version=4) + "\n", beside=reports)
        said = json.dumps(scrubbed(record), indent=2, ensure_ascii=False) + "\n"
        beside = write_whole(folder / f"{name}.run.json", said, beside=reports)
    except OSError as problem:
        raise NotebookError(f"{folder} cannot be written: {problem.strerror}", hint="give another --reports") from problem
    _trust(written)
    return written, beside


def _free(folder: Path, name: str) -> str:
    """The name, with a number where two runs began in the same second."""
    taken = (f"{name}-{number}" if number > 1 else name for number in itertools.count(1))
    return next(one for one in taken if not (folder / f"{one}.run.json").exists())


def _trust(path: Path) -> None:
    """Sign what we have run ourselves: JupyterLab then shows its tables as they are."""
    nbformat = _nbformat()
    # A home that cannot be written only means that the reader has to trust it by hand.
    with contextlib.suppress(Exception):
        notary = nbformat.sign.NotebookNotary()
        try:
            notary.sign(nbformat.read(path, as_version=4))
        finally:
            notary.store.close()


def _nbformat() -> Any:
    """The library, which has annotations for only a part of itself."""
    importlib.import_module("nbformat.sign")
    return importlib.import_module("nbformat")
