"""What runs on this machine, seen from outside."""

from __future__ import annotations

import os
import time
from pathlib import Path


def processes_with(text: str) -> list[str]:
    """Return the command lines that hold a text, our own process aside."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if text in line:
                found.append(line)
    return found


def gone(directory: str, within: float = 10.0) -> bool:
    """Tell whether the server of a directory and the directory are gone, waiting a while for it."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not Path(directory).exists() and not processes_with(directory):
            return True
        time.sleep(0.05)
    return False
