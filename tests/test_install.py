"""The wheel works for a user who installs it alone: without extras, without a checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NO_INDEX = re.compile(r"No matching distribution|Could not find a version|Connection|Temporary failure|timed out")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("install")]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command far from the checkout and return what it printed; pip's lack of an index is a skip."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and "pip" in map(str, command) and NO_INDEX.search(done.stderr):
        pytest.skip(f"pip reaches no package index here: {done.stderr.strip().splitlines()[-1][:120]}")
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the hatchling of this environment: no index is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder)
    run(*pip, ROOT, cwd=folder)
    return next(folder.glob("drifttools-*.whl"))


def test_wheel_carries_what_is_not_python(wheel: Path) -> None:
    """Every data file of the package, the notebooks, the licence and the type marker are in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "drifttools").rglob("*")
        if p.is_file() and p.suffix not in {".py", ".pyc"} and "__pycache__" not in p.parts
    }
    notebooks = {f"drifttools/_notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert "drifttools/py.typed" in names
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert not (data | notebooks) - names
    assert not {n for n in names if n.startswith(("tests/", "bench/")) or n.endswith(".pyc")}


def test_wheel_installs_without_extras_and_runs(wheel: Path, tmp_path: Path) -> None:
    """In a clean environment the wheel alone imports and `drift --help` prints its commands."""
    venv.create(tmp_path / "venv", with_pip=False)  # pip itself is not what is tried, and takes long to be put there
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python")
    run(*pip, "install", "-q", "--disable-pip-version-check", "--no-compile", wheel, cwd=tmp_path)
    where = run(binaries / "python", "-c", "import drifttools; print(drifttools.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(tmp_path)
    assert "audit" in run(binaries / "drift", "--help", cwd=tmp_path)
