"""Names for what a plan sets aside for a moment, the same in every plan."""

from __future__ import annotations

_LONGEST = 63  # bytes; PostgreSQL cuts what is longer, without an error
_MARK = " (drifttools)"


def aside(name: str) -> str:
    """The name that an object has while another takes its place."""
    return name.encode()[: _LONGEST - len(_MARK)].decode(errors="ignore") + _MARK
