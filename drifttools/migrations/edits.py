"""Which files of migrations were changed after they were applied: what git knows, where there is git at all. Read-only."""

from __future__ import annotations

import difflib
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drifttools.migrations.history import Migration

_LIMIT_S = 30.0
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class FileEdit:
    """How a file differs from what it was when it was applied.

    Args:
        since: The commit that is taken for the applied one, shortened.
        date, author: Of the last commit that changed the file since; empty where only the working copy did.
        added, removed: The lines that came and went.
    """

    since: str
    date: str
    author: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def edits(root: Path, applied: Mapping[Migration, datetime | None]) -> Mapping[str, FileEdit]:
    """The edits of some migrations by their labels; nothing for a file that is in no repository or was not changed.

    The version that was applied is the last one committed before that time; where the ledger holds no time, or the file
    was committed after it was run, the first one.

    Args:
        root: Where relative paths start.
        applied: The migrations, and when they were applied.
    """
    found = {migration.label: _edit(root / migration.file, at) for migration, at in applied.items() if migration.file}
    return {label: edit for label, edit in found.items() if edit is not None}


def _edit(path: Path, at: datetime | None) -> FileEdit | None:
    log = _git(path.parent, "log", "--follow", "--format=%h%x09%cI%x09%an", "--", path.name)
    commits = [line.split("\t", 2) for line in (log or "").splitlines() if line.count("\t") > 1]
    if not commits:
        return None
    before = [commit for commit in commits if at is not None and datetime.fromisoformat(commit[1]) <= at]
    base = before[0] if before else commits[-1]
    then = _git(path.parent, "show", f"{base[0]}:./{path.name}")
    try:
        now = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if then is None or then.splitlines() == now.splitlines() or max(len(then), len(now)) > _LARGEST:
        return None
    lines = list(difflib.unified_diff(then.splitlines(), now.splitlines(), n=0, lineterm=""))[2:]
    last = commits[0] if commits[0][0] != base[0] else ("", "", "")
    return FileEdit(
        base[0],
        last[1],
        last[2],
        tuple(line[1:] for line in lines if line.startswith("+")),
        tuple(line[1:] for line in lines if line.startswith("-")),
    )


def _git(folder: Path, *arguments: str) -> str | None:
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    command = ["git", "-C", str(folder), "-c", "core.quotePath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_LIMIT_S, env=env, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
