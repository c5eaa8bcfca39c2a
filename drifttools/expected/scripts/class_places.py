"""Where classes are written: each file is read once.

`inspect.getsourcelines` reads the whole file anew for every class: with two hundred models in one file, most of an audit.
"""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import sys
from typing import Any, Iterator, NamedTuple  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]


class Place(NamedTuple):
    """The file of a class, and its first and last line there; decorators belong to it."""

    file: str
    line: int
    last_line: int

    @property
    def lines(self) -> list[str]:
        """What stands there."""
        return linecache.getlines(self.file)[self.line - 1 : self.last_line]


def place_of(cls: type) -> Place | None:
    """Tell where a class is written; None where it was made at run time."""
    try:
        file = inspect.getsourcefile(cls)
    except (OSError, TypeError):
        return None
    found = _classes_in(file, cls.__module__).get(cls.__qualname__) if file else None
    return Place(file or "", *found) if found else None


@functools.cache
def _classes_in(file: str, module: str) -> dict[str, tuple[int, int]]:
    """The first and last lines of all classes of a file by their qualified name; of two of one name the first one's."""
    lines = linecache.getlines(file, vars(sys.modules[module]) if module in sys.modules else None)
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError):
        return {}
    found: dict[str, tuple[int, int]] = {}
    for name, node in _classes(tree, ""):
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        found.setdefault(name, (first, node.end_lineno or node.lineno))
    return found


def _classes(node: Any, within: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield within + child.name, child
            yield from _classes(child, f"{within}{child.name}.")
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _classes(child, f"{within}{child.name}.<locals>.")
        else:
            yield from _classes(child, within)
