"""Finds a notebook by its path or its short name: in ./notebooks first, then among those that drifttools brings along."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import drifttools
from drifttools.errors import UsageError

FOLDER = "notebooks"


def packaged() -> Path:
    """The folder of the notebooks that came with drifttools: in the wheel, or in the checkout."""
    package = Path(drifttools.__file__).parent
    shipped = package / "_notebooks"
    return shipped if shipped.is_dir() else package.parent / FOLDER


def find_notebook(name: str | Path, root: Path | None = None) -> Path:
    """The notebook that is meant.

    Args:
        name: A path, or a short name: `01_audit`, `audit`.
        root: Where `notebooks/` is looked for; the current directory without it.

    Raises:
        UsageError: There is none; the message lists those that are there.
    """
    path = Path(name)
    base = root or Path.cwd()
    if path.suffix == ".ipynb" and (base / path).is_file():
        return base / path
    known: dict[str, Path] = {}
    for folder in (base / FOLDER, packaged()):
        for notebook in sorted(folder.glob("*.ipynb")):
            known.setdefault(notebook.stem, notebook)
    wanted = path.name.removesuffix(".ipynb")
    if path.name == str(path):
        for stem, notebook in known.items():
            if wanted in (stem, re.sub(r"^\d+_", "", stem)):
                return notebook
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.4)
    asked = f"did you mean {near[0]!r}? " if near else ""
    raise UsageError(f"there is no notebook {str(name)!r}", hint=f"{asked}there are: {', '.join(known) or 'none'}")
