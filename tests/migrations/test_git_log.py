"""Who wrote a migration and when: a real repository."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from drifttools.migrations.git_log import with_authors
from drifttools.migrations.history import Migration, MigrationHistory

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(root: Path, *arguments: str, author: str = "Ada", at: str = "2024-03-01T10:00:00+01:00") -> None:
    """Run git as somebody at some time."""
    names = {"GIT_AUTHOR_NAME": author, "GIT_COMMITTER_NAME": author, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    mails = {"GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_EMAIL": "a@example.org"}
    env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(root), **names, **mails}
    subprocess.run(["git", *arguments], cwd=root, env=env, check=True, capture_output=True)  # noqa: S607 - the one of PATH


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with two migrations, one of them edited by somebody else, and one that is not committed."""
    root = tmp_path / "repository"
    (root / "db").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    ada, bob = ("1 ü.sql", "Ada", "2024-03-01T10:00:00+01:00"), ("2.sql", "Bob", "2024-03-02T10:00:00+00:00")
    for name, author, at in (ada, bob):
        (root / "db" / name).write_text("select 1;")
        git(root, "add", ".")
        git(root, "commit", "-qm", name, author=author, at=at)
    (root / "db/1 ü.sql").write_text("select 2;")
    git(root, "commit", "-qam", "edited", author="Eve", at="2024-04-01T00:00:00+00:00")
    (root / "db/3.sql").write_text("select 3;")
    return root


def told(root: Path, *files: str) -> list[tuple[str, str | None, str | None]]:
    """Return author, first and last date of each file."""
    history = MigrationHistory("sql", tuple(Migration("sql", "", file, file, 1) for file in files))

    def day(at: datetime | None) -> str | None:
        return None if at is None else f"{at:%m-%d}"

    return [(m.author, day(m.written_at), day(m.changed_at)) for m in with_authors(history, root).migrations]


def test_author_and_dates_are_those_of_the_commits(repository: Path) -> None:
    """Who added the file wrote it; the last commit says when it was changed; what is not committed has neither."""
    assert told(repository, "db/1 ü.sql", "db/2.sql", "db/3.sql", "/elsewhere/4.sql") == [
        ("Ada", "03-01", "04-01"),
        ("Bob", "03-02", "03-02"),
        ("", None, None),
        ("", None, None),
    ]


def test_a_shallow_clone_blames_nobody_for_what_it_does_not_show(repository: Path, tmp_path: Path) -> None:
    """The border of a shallow clone seems to add all files; they have no author then."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    assert told(tmp_path / "shallow", "db/1 ü.sql", "db/2.sql") == [("", None, None), ("", None, None)]


def test_without_a_repository_nothing_is_said(tmp_path: Path) -> None:
    """A directory that git does not know is no error."""
    (tmp_path / "1.sql").touch()
    assert told(tmp_path, "1.sql") == [("", None, None)]
