"""Lets a project be imported as if some of its files said something else: nothing is written, and no copy is needed.

`DRIFTTOOLS_OVERLAY` names a JSON file of {path: text}. A module whose file is among them is compiled from that text; a
file that is not on disk is found all the same.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

VARIABLE = "DRIFTTOOLS_OVERLAY"
_TEXTS: dict[str, bytes] = {}


def install() -> None:
    """Lay it over the import of modules; without one nothing changes."""
    file = os.environ.pop(VARIABLE, "")
    if not file:
        return
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    _TEXTS.update({os.path.realpath(path): text.encode("utf-8") for path, text in texts.items()})
    loader: Any = importlib.machinery.SourceFileLoader
    get_data, path_stats = loader.get_data, loader.path_stats

    def overlaid(self: Any, path: str) -> bytes:
        text = _TEXTS.get(os.path.realpath(path))
        return get_data(self, path) if text is None else text

    def stats(self: Any, path: str) -> Any:
        if os.path.realpath(path) in _TEXTS:
            raise OSError(path)  # so that no compiled module is taken, which would be that of the file
        return path_stats(self, path)

    loader.get_data, loader.path_stats = overlaid, stats
    sys.meta_path.append(_NewFiles())


def text_of(path: Any) -> bytes:
    """What a file says."""
    text = _TEXTS.get(os.path.realpath(str(path)))
    return Path(path).read_bytes() if text is None else text


def new_files(root: Path) -> list[Path]:
    """The files below a directory that are not on disk."""
    real = os.path.realpath(str(root)) + os.sep
    found = [path for path in _TEXTS if path.startswith(real) and not Path(path).exists()]
    return [root / path[len(real) :] for path in found]


class _NewFiles:
    """Finds modules whose file is not on disk."""

    def find_spec(self, name: str, path: Any = None, _target: Any = None) -> Any:
        for folder in sys.path if path is None else path:
            file = os.path.realpath(os.path.join(folder, name.rpartition(".")[2] + ".py"))  # noqa: PTH118 - realpath below
            if file in _TEXTS and not os.path.exists(file):  # noqa: PTH110 - as above
                return importlib.util.spec_from_file_location(name, file)
        return None
