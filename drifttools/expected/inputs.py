"""The digest of everything that decides what a project's code becomes: its files, its interpreter, its packages."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from drifttools.errors import SourceError
from drifttools.expected.base import Context
from drifttools.expected.child import environment, interpreter
from drifttools.incident.folder import INCIDENT

_SUFFIXES = (".py", ".sql", ".toml", ".ini", ".cfg", ".json", ".yaml", ".yml", ".env")
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "env", "build", "dist"})

# Names of metadata folders hold names and versions; importlib.metadata would open every one of them.
_PACKAGES = """
import os, sys
print(sys.version)
for place in sys.path:
    if os.path.isdir(place):
        for name in sorted(os.listdir(place)):
            if name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth")):
                print(name)
"""


def project_digest(context: Context, start: Path) -> bytes:
    """The digest of a project.

    Args:
        context: How it is run.
        start: Its directory.

    Raises:
        SourceError: Its interpreter cannot be run.
    """
    digest = hashlib.sha256()
    for root in dict.fromkeys((start, context.root)):
        for path in _files(root):
            try:
                content = path.read_bytes()
            except OSError:  # a link that leads nowhere, or somebody else's file: the import does not need it either
                continue
            digest.update(f"{path}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    python = interpreter(context, start)
    try:
        listed = subprocess.run(
            [str(python), "-c", _PACKAGES],
            capture_output=True,
            check=True,
            timeout=context.project.timeout_s,
            cwd=start,
            env=environment(context, python, start),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SourceError(
            f"{python} could not be run: {error}", file=str(python), hint="set `python` under [project] in drift.toml"
        ) from error
    digest.update(listed.stdout)
    digest.update(repr(sorted(context.project.env.items())).encode())
    return digest.digest()


def _not_its_own(folder: Path) -> bool:
    """Whether a folder is a virtual environment or holds reports of ours, whatever its name.

    Every audit writes a report: where reports are below the project, each would make the next one replay everything.
    """
    reports = any(any(folder.glob(pattern)) for pattern in (f"*/{INCIDENT}", "runs/*.run.json"))
    return reports or Path(folder, "pyvenv.cfg").exists()


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if name not in _PASSED_OVER and not name.startswith(".") and not _not_its_own(Path(folder, name))
        )
        for name in sorted(files):
            if name.endswith(_SUFFIXES):
                yield Path(folder, name)
