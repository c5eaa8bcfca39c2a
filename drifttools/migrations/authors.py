"""When the files of migrations were committed first, and by whom: what git knows, where there is git at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_LIMIT_S = 30.0
_COMMIT = "\x01"
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Authored:
    """The commit that added a file: its date by the author's clock (ISO 8601), and the author's name."""

    date: str
    author: str


def authors(root: Path, files: Iterable[str]) -> Mapping[str, Authored]:
    """The commits that added these files; nothing for a file that is in none, and nothing at all without git.

    Args:
        root: Where relative paths start.
        files: The files.
    """
    by_folder: dict[Path, dict[str, str]] = {}
    for file in files:
        path = (root / file).absolute()
        by_folder.setdefault(path.parent, {})[path.name] = file
    found: dict[str, Authored] = {}
    for folder, known in by_folder.items():
        if folder.is_dir():
            found |= {known[name]: one for name, one in _of_folder(folder).items() if name in known}
    return found


def _of_folder(folder: Path) -> dict[str, Authored]:
    # --relative gives names below the folder; newest first, so that what is noted last is the commit that added a file
    command = ["git", "-C", str(folder), "-c", "core.quotePath=off", "log", "--relative", "--name-only", "--no-renames"]
    command += ["--diff-filter=A", f"--format={_COMMIT}%aI%x09%an", "--", "."]
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_LIMIT_S, env=env, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return {}
    found: dict[str, Authored] = {}
    for commit in done.stdout.decode("utf-8", "replace").split(_COMMIT)[1:]:
        head, *names = [line for line in commit.splitlines() if line]
        date, _, author = head.partition("\t")
        found |= dict.fromkeys(names, Authored(date, author))
    return found
