"""Names as SQLite compares them: without regard to the case of ASCII letters, and of no others (`Ä` is not `ä`)."""

from __future__ import annotations

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def folded(name: str) -> str:
    """A name that is equal for two that SQLite takes for the same."""
    return name.lower() if name.isascii() else name.translate(_LOWER)
