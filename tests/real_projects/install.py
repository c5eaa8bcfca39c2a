"""Installs real projects, each in its own virtual environment: `python tests/real_projects/install.py [--light] [NAME]`.

Environments are kept in `.cache/real-projects` (or where DRIFTTOOLS_REAL_PROJECTS says) under a name that holds a digest
of the pins and the Python, so they are made once. Wheels only: nothing is built. Where PyPI cannot be reached or has no
wheels for this Python, that is written down beside them, the tests are skipped with it, and the exit code is 0; any other
failure is one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # this is a script, too

from tests.real_projects.projects import PROJECTS, RealProject  # noqa: E402 - found by the line above

_NO_PYPI = "PyPI cannot be reached"
_EXCUSES = {
    **dict.fromkeys(("NewConnectionError", "NameResolutionError", "Max retries", "ConnectTimeout", "ProxyError"), _NO_PYPI),
    "No matching distribution found": f"PyPI has no wheel of its pins for Python {platform.python_version()}",
}


def folder() -> Path:
    """Name the directory of the environments."""
    named = os.environ.get("DRIFTTOOLS_REAL_PROJECTS")
    return Path(named) if named else HERE.parents[1] / ".cache" / "real-projects"


def environment(project: RealProject) -> Path:
    """Name the environment of a project; it is there if it was installed as the pins say."""
    about = f"{sys.version_info[:2]}\n{project.requirements.read_text(encoding='utf-8')}"
    return folder() / f"{project.name}-{hashlib.sha256(about.encode()).hexdigest()[:12]}"


def why_not(project: RealProject) -> str:
    """Say why it is not installed; empty where it is."""
    place = environment(project)
    if (place / "bin/python").exists():
        return ""
    told = place.with_suffix(".txt")
    return told.read_text(encoding="utf-8") if told.exists() else "not installed: `make real` does that, from PyPI"


def install(project: RealProject) -> None:
    """Make the environment, whole or not at all.

    Raises:
        RuntimeError: It could not be installed although PyPI could be reached.
    """
    place = environment(project)
    if not why_not(project):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    # a virtual environment cannot be moved afterwards: its scripts name its place
    shutil.rmtree(place, ignore_errors=True)
    begun = time.monotonic()
    print(f"real projects: installing {project.name} into {place}", flush=True)
    try:
        _run([sys.executable, "-m", "venv", "--without-pip", str(place)])
        pip = [sys.executable, "-m", "pip", "--python", str(place / "bin/python"), "install", "--disable-pip-version-check"]
        # the pins are whole: nothing has to be resolved
        _run([*pip, "-q", "--no-deps", "--only-binary", ":all:", "--retries", "2", "-r", str(project.requirements)])
    except RuntimeError as error:
        shutil.rmtree(place, ignore_errors=True)
        why = next((reason for sign, reason in _EXCUSES.items() if sign in str(error)), None)
        if why is None:
            raise
        place.with_suffix(".txt").write_text(f"it could not be installed: {why}", encoding="utf-8")
        print(f"real projects: {why}, so the tests of {project.name} will be skipped", flush=True)
        return
    place.with_suffix(".txt").unlink(missing_ok=True)
    print(f"real projects: {project.name} in {time.monotonic() - begun:.0f} s", flush=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def main() -> None:
    """Install those that are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="all without one")
    parser.add_argument("--light", action="store_true", help="those that `make test` runs")
    given = parser.parse_args()
    for project in PROJECTS:
        if project.name in given.names or (not given.names and (project.light or not given.light)):
            install(project)


if __name__ == "__main__":
    main()
