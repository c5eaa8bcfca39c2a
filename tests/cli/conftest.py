"""Runs `drift` as a user does: a process of its own, in a directory of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def drift(tmp_path: Path) -> Run:
    """Run `drift ARGUMENTS` in a fresh directory and give what it printed; never raises."""

    def run(*arguments: str, timeout: int = 120, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "drifttools", *arguments],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": str(tmp_path / "cache"), **variables},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
