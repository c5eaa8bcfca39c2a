"""`drift lab`: the notebooks into a folder of the user's. What the user has changed is the user's, and stays."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from drifttools.errors import NotebookError
from drifttools.notebook.find import packaged

_COPIED = ".drifttools.json"  # digests of what was copied: a file that still has its digest was not changed


def copy_notebooks(directory: Path) -> list[str]:
    """Copy the notebooks, and their texts, into a folder.

    Args:
        directory: It is made where it is not there.

    Returns:
        A line for each file: `new`, `updated`, `unchanged`, or `kept` where the user's own version stays.

    Raises:
        NotebookError: The folder cannot be written.
    """
    copied = _read(directory / _COPIED)
    lines: list[str] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for original in sorted((*packaged().glob("*.ipynb"), *packaged().glob("*.py"))):
            target = directory / original.name
            state = _state(original, target, copied.get(original.name))
            if state in ("new", "updated"):
                shutil.copyfile(original, target)
            if state != "kept: it was changed here":
                copied[original.name] = _digest(original)
            lines.append(f"{target}: {state}")
        (directory / _COPIED).write_text(json.dumps(copied, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as problem:
        raise NotebookError(
            f"{directory} cannot be written: {problem.strerror}", hint="drift lab ANOTHER_FOLDER"
        ) from problem
    return lines


def open_lab(directory: Path, options: Sequence[str] = ()) -> int:
    """Open JupyterLab on a folder, and wait until it is ended.

    Args:
        directory: With the notebooks.
        options: Of `jupyter lab`.

    Returns:
        How it ended.

    Raises:
        NotebookError: It is not installed beside drifttools.
    """
    if find_spec("jupyterlab") is None:
        raise NotebookError("JupyterLab is not installed", hint="pip install 'drifttools[notebooks]'")
    # that of this interpreter: whichever `jupyter` comes first in PATH may know nothing of drifttools
    server = subprocess.Popen([sys.executable, "-m", "jupyter", "lab", *options, str(directory)])
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue  # it has been told, too, and asks whether it is meant


def _state(original: Path, target: Path, copied: str | None) -> str:
    if not target.exists():
        return "new"
    found = _digest(target)
    if found == _digest(original):
        return "unchanged"
    return "updated" if found == copied else "kept: it was changed here"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, Mapping) else {}
