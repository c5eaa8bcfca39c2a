"""Who wrote a migration and when, as git knows it. One `git log` for all files; without git nothing is said."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drifttools.migrations.history import Migration, MigrationHistory

_TIMEOUT_S = 10.0
_COMMIT, _PART = "\x1e", "\x1f"
# What a repository may configure that would run a program or change the output.
_AS_IT_IS = (
    *("-c", "core.fsmonitor=false", "-c", "core.quotepath=off", "-c", "log.showSignature=false"),
    *("-c", "log.follow=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat"),
)


@dataclass(frozen=True, slots=True)
class _Commits:
    """The first and the last commit of a file."""

    author: str
    written_at: datetime
    changed_at: datetime


def with_authors(history: MigrationHistory, root: Path) -> MigrationHistory:
    """The same history; each migration whose file git knows has its author, its first and its last date.

    Args:
        history: The migrations.
        root: Where their relative paths start.
    """
    files = {one.file: root / one.file for one in history.migrations if one.file and not Path(one.file).is_absolute()}
    if not files:
        return history
    directory = Path(os.path.commonpath([path.parent for path in files.values()]))
    known = _log(directory)

    def told(migration: Migration) -> Migration:
        path = files.get(migration.file)
        one = known.get(path.relative_to(directory).as_posix()) if path else None
        if one is None:
            return migration
        return replace(migration, author=one.author, written_at=one.written_at, changed_at=one.changed_at)

    return replace(history, migrations=tuple(told(one) for one in history.migrations)) if known else history


def _log(directory: Path) -> dict[str, _Commits]:
    """File relative to a directory to its commits; empty where git does not answer."""
    form = f"--format={_COMMIT}%H{_PART}%aI{_PART}%an"
    said = _git(directory, "log", form, "--name-only", "--relative", "--", ".")
    if not said:
        return {}
    # The oldest commit of a shallow clone seems to add every file, and its author has written none of them.
    shallow = _git(directory, "rev-parse", "--git-path", "shallow").strip()
    try:
        borders = set((directory / shallow).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        borders = set()
    known: dict[str, _Commits] = {}
    for commit in said.split(_COMMIT)[1:]:  # the newest first
        head, _, names = commit.partition("\n")
        number, date, author = head.split(_PART, 2)
        for name in filter(None, names.split("\n")):
            if number in borders:
                known.pop(name, None)
                continue
            at = datetime.fromisoformat(date)
            known[name] = _Commits(author, at, known[name].changed_at if name in known else at)
    return known


def _git(directory: Path, *arguments: str) -> str:
    """What git answers; nothing where there is none, no repository, or no answer in time."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # nothing is written, asked for or fetched
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # git as the user's PATH has it
            ["git", *_AS_IT_IS, *arguments],  # noqa: S607 - as above
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
