"""Names for what a plan sets aside for a moment, the same in every plan."""

from __future__ import annotations

from drifttools.sql.quoting import LONGEST_NAME

_MARK = " (drifttools)"


def aside(name: str) -> str:
    """The name that an object has while another takes its place."""
    return name.encode()[: LONGEST_NAME - len(_MARK)].decode(errors="ignore") + _MARK
