"""Migration files that hold both ways in one file: dbmate, goose, sql-migrate, rambler. Only the way up counts."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"^[ \t]*--[ \t]*(?:migrate:|\+goose[ \t]+|\+migrate[ \t]+|rambler[ \t]+)(?P<way>up|down)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)


def way_up(script: str) -> str:
    """The script with its way down left blank, so that every line keeps its number.

    Args:
        script: A migration; one without marks is all way up.
    """
    kept: list[str] = []
    at, up = 0, True
    for mark in _MARK.finditer(script):
        kept.append(_part(script[at : mark.start()], up=up))
        at, up = mark.start(), mark["way"].lower() == "up"
    kept.append(_part(script[at:], up=up))
    return "".join(kept)


def _part(text: str, *, up: bool) -> str:
    return text if up else "\n" * text.count("\n")
