"""The libpq services of this user: which names `pg_service.conf` defines."""

from __future__ import annotations

import os
import re
from pathlib import Path


def service_names() -> tuple[str, ...]:
    """The names of all services, in the order in which libpq finds them."""
    return tuple(dict.fromkeys(name for path in _files() for name in _names(path)))


def _files() -> tuple[Path, ...]:
    own = os.environ.get("PGSERVICEFILE")
    found = [Path(own) if own else Path("~/.pg_service.conf").expanduser()]
    if system := os.environ.get("PGSYSCONFDIR"):
        found.append(Path(system) / "pg_service.conf")
    return tuple(found)


def _names(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return tuple(re.findall(r"^\s*\[([^\]\n]+)\]", text, re.MULTILINE))
