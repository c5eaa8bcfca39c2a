"""The files of a project that are edited, and what is told of what could not be."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drifttools.modelcode.imports import Imports
from drifttools.modelcode.python_file import DEFAULT_WIDTH, PythonFile

_WIDEST = 120
Read = Callable[[str], str | None]
"""The text of a file by its path; None where there is none, or where it is not the project's."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was left as it is.

    Args:
        object: What it is about, as a person names it.
        reason: Why, and what else can be done.
    """

    object: str
    reason: str


class Project:
    """The Python files of a project, each opened when it is first asked for.

    Args:
        read: Gives the text of a file.
        texts: Files that were edited before, by their path.
        width: How long a line may be; None where nothing says so: then as long as the lines of each file are.
    """

    def __init__(self, read: Read, texts: dict[str, str], width: int | None = None) -> None:
        self._read = read
        self._before = texts
        self._width = width
        self._files: dict[str, PythonFile | None] = {}
        self.notes: list[Note] = []

    def file(self, path: str) -> PythonFile | None:
        """A file of the project; None where it is not one, or cannot be parsed."""
        if path not in self._files:
            text = self._before.get(path, self._read(path) if path else None)
            try:
                self._files[path] = None if text is None else PythonFile(path, text, self._width or _longest(text))
            except SyntaxError:
                self._files[path] = None
        return self._files[path]

    def new_file(self, path: str, text: str) -> PythonFile:
        """A file that is not there yet."""
        made = PythonFile(path, text, self._width or DEFAULT_WIDTH)
        self._files[path] = made
        return made

    def imports(self, file: PythonFile) -> Imports:
        """The imports of a file."""
        return Imports(file)

    def note(self, about: str, reason: str) -> None:
        """Tell that something is left as it is."""
        note = Note(about, reason)
        if note not in self.notes:
            self.notes.append(note)

    def texts(self) -> dict[str, str]:
        """Every file that was edited, before or now."""
        opened = {path: file.text for path, file in self._files.items() if file is not None}
        changed = {path: text for path, text in opened.items() if text != self._read(path)}
        return {**{path: text for path, text in self._before.items() if path not in opened}, **changed}


def _longest(text: str) -> int:
    """How long the lines of a file are allowed to be, going by those that there are."""
    return max(DEFAULT_WIDTH, min(_WIDEST, max(map(len, text.splitlines()), default=0)))


def unified_diff(before: Read, after: dict[str, str], shown: Callable[[str], str]) -> str:
    """What `git apply` and `patch -p1` take: the files as they are against what they are to say.

    Args:
        before: The text of a file as it is; None for a new one.
        after: The edited files by their path.
        shown: A path relative to where the diff is applied.
    """
    return "".join(part for path, text in sorted(after.items()) for part in _of_file(before(path), text, shown(path)))


def _of_file(before: str | None, after: str, name: str) -> Iterator[str]:
    if before == after:
        return
    if before is None:
        yield f"diff --git a/{name} b/{name}\nnew file mode 100644\n"
    else:
        yield f"diff --git a/{name} b/{name}\n"
    lines = difflib.unified_diff(
        _lines(before or ""), _lines(after), "/dev/null" if before is None else f"a/{name}", f"b/{name}"
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    # not splitlines: a form feed ends no line for patch
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def documented(node: ast.ClassDef) -> bool:
    """Whether a class begins with its docstring."""
    first = node.body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
