"""`drift lab` copies the notebooks, and what a user has changed stays as it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from drifttools.cli.main import drift
from drifttools.errors import NotebookError
from drifttools.notebook import lab
from drifttools.notebook.find import packaged
from drifttools.notebook.lab import copy_notebooks


def test_a_changed_notebook_is_never_overwritten(tmp_path: Path) -> None:
    """The first copy is new, the second unchanged; a file of the user's is kept; one of an older release is updated."""
    assert {line.rpartition(": ")[2] for line in copy_notebooks(tmp_path / "nb")} == {"new"}
    assert {line.rpartition(": ")[2] for line in copy_notebooks(tmp_path / "nb")} == {"unchanged"}
    mine = tmp_path / "nb" / "01_audit.ipynb"
    mine.write_text("mine", encoding="utf-8")
    lines = copy_notebooks(tmp_path / "nb")
    assert f"{mine}: kept: it was changed here" in lines
    assert mine.read_text(encoding="utf-8") == "mine"
    assert f"{mine}: kept: it was changed here" in copy_notebooks(tmp_path / "nb")


def test_a_copy_that_nobody_changed_follows_a_new_release(tmp_path: Path) -> None:
    """A file that still is what was copied is replaced by what drifttools brings along now."""
    copy_notebooks(tmp_path)
    file = tmp_path / "01_audit.py"
    copied = tmp_path / ".drifttools.json"
    original = file.read_text(encoding="utf-8")
    import hashlib

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text("of an older release", encoding="utf-8")
    older = hashlib.sha256(file.read_bytes()).hexdigest()
    copied.write_text(copied.read_text(encoding="utf-8").replace(digest, older), encoding="utf-8")
    assert f"{file}: updated" in copy_notebooks(tmp_path)
    assert file.read_text(encoding="utf-8") == original == (packaged() / "01_audit.py").read_text(encoding="utf-8")


def test_open_starts_jupyterlab_on_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`drift lab --open` copies, starts `jupyter lab` of its own interpreter on the copy, and ends as that does."""
    told = tmp_path / "told"
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\nexit 3\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(lab.sys, "executable", str(program))
    folder = tmp_path / "nb"
    assert drift.main(["-q", "lab", "--open", str(folder)], standalone_mode=False) == 3
    words = told.read_text(encoding="utf-8").split()
    assert words[:3] == ["-m", "jupyter", "lab"]
    assert words[-1] == str(folder)
    assert ("--allow-root" in words) == (os.geteuid() == 0)
    assert (folder / "06_triage.ipynb").is_file()


def test_open_without_jupyterlab_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where JupyterLab is missing the message has the command that brings it."""
    monkeypatch.setattr(lab, "find_spec", lambda _: None)
    with pytest.raises(NotebookError, match="not installed") as refused:
        lab.open_lab(tmp_path)
    assert "drifttools[notebooks]" in (refused.value.hint or "")
