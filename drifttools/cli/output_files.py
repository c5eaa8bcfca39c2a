"""Files that a command writes where it was told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def write_output(path: Path, text: str, *, append: bool = False) -> None:
    """Write a text, or append it; directories that are missing are made.

    Raises:
        UsageError: It cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if append else "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as problem:
        raise UsageError(
            f"{path} cannot be written: {problem.strerror}", hint="name a file in a directory that you may write to"
        ) from problem
