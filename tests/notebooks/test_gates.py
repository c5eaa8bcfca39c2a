"""The notebooks as other tools run them: nbval and plain papermill, with nothing of our runner around."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shop

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def environment(shop: Shop, tmp_path: Path) -> dict[str, str]:
    """Give what a colleague's shell would have: the configuration, and the canary nowhere but in it."""
    return {**os.environ, "DRIFT_CONFIG": str(shop.config), "IPYTHONDIR": str(tmp_path / "ipython")}


@pytest.mark.slow
def test_nbval_passes_all_of_them(shop: Shop, tmp_path: Path) -> None:
    """With the defaults of their parameters and one target in drift.toml, every cell of every notebook runs."""
    files = [str(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    options = "-q --nbval-lax --nbval-current-env -p no:cacheprovider".split()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-c", os.devnull, "--rootdir", str(tmp_path), *files],
        env=environment(shop, tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed" not in done.stdout


@pytest.mark.parametrize("notebook", ["01_audit"])
def test_plain_papermill_runs_an_audit(shop: Shop, tmp_path: Path, notebook: str) -> None:
    """Papermill, as Airflow and others call it, passes on drift and fails on an error; the password is in no output."""
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", str(NOTEBOOKS / f"{notebook}.ipynb"), str(out), "--no-progress-bar"]
    where = {"env": environment(shop, tmp_path), "cwd": tmp_path, "capture_output": True, "text": True}
    done = subprocess.run([*command, "-p", "target", "shop"], check=False, **where)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    assert "application/vnd.drifttools.result+json" in out.read_text(encoding="utf-8")
    bad = subprocess.run([*command, "-p", "target", "nowhere"], check=False, **where)  # type: ignore[call-overload]
    assert bad.returncode != 0
    assert "there is no target 'nowhere'" in bad.stderr


def test_a_dsn_is_refused_by_the_notebook_itself(shop: Shop, tmp_path: Path) -> None:
    """Also without our runner: the cell after the parameters refuses it, and does not repeat it."""
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", str(NOTEBOOKS / "01_audit.ipynb"), str(out), "--no-progress-bar"]
    done = subprocess.run(
        [*command, "-p", "target", "host=db dbname=shop"],
        env=environment(shop, tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "is a DSN; a notebook takes the name of a target only" in done.stderr
