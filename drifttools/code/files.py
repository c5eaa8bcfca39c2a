"""Which files of a project are looked at: what people wrote and what runs, not what was installed or generated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from drifttools.errors import CodeError

SUFFIXES = {
    ".py": "python", ".pyi": "", ".sql": "sql", ".prisma": "prisma",
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "typescript",
    ".js": "javascript", ".jsx": "javascript", ".mjs": "javascript", ".cjs": "javascript",
}  # fmt: skip
LEFT_OUT = (
    "node_modules", ".*", "venv", "env", "virtualenv", "site-packages", "__pycache__", "dist", "build", "out", "coverage",
    "vendor", "bower_components", "target", "migrations", "migration", "alembic", "versions", "*.egg-info", "htmlcov",
    "__snapshots__", "generated",
)  # fmt: skip
"""Names of directories that are not looked into, and what makes a file: migrations say what was, not what is."""
FILES_LEFT_OUT = ("*.min.js", "*.d.ts", "*.bundle.js", "*_pb2.py", "*.generated.*", "database.types.ts")
LARGEST = 2 << 20


def files_in(paths: Sequence[Path], root: Path, exclude: Iterable[str] = ()) -> Iterator[Path]:
    """The files to look at, each once, by name.

    Args:
        paths: Files and directories; a file that is named is looked at whatever it is called.
        root: What patterns are relative to.
        exclude: Further patterns: for a path from `root` on, or for the name of a file or directory.

    Raises:
        CodeError: A path does not exist.
    """
    patterns = tuple(exclude)
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise CodeError(
                f"there is no {path} to look at", hint="drift code DIRECTORY, or paths under [code] in drift.toml"
            )
        for file in [path] if path.is_file() else _below(path, root, patterns):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _below(top: Path, root: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for folder, names, files in os.walk(top):
        here = Path(folder)
        # a virtual environment may be called anything
        if "pyvenv.cfg" in files:
            names.clear()
            continue
        names[:] = sorted(
            one
            for one in names
            if not any(fnmatch(one, pattern) for pattern in LEFT_OUT) and not _named(here / one, root, patterns)
        )
        for file in sorted(files):
            path = here / file
            left_out = any(fnmatch(file, one) for one in FILES_LEFT_OUT) or _named(path, root, patterns)
            if SUFFIXES.get(path.suffix) and not left_out:
                yield path


def _named(path: Path, root: Path, patterns: tuple[str, ...]) -> bool:
    shown = shown_path(path, root)
    return any(fnmatch(shown, one.rstrip("/")) or fnmatch(path.name, one.rstrip("/")) for one in patterns)


def shown_path(path: Path, root: Path) -> str:
    """A path as findings name it: from the root on where it is below it, with forward slashes."""
    real, base = path.resolve(), root.resolve()
    return real.relative_to(base).as_posix() if real.is_relative_to(base) else path.as_posix()
