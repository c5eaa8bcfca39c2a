"""Measure and wrap text for a terminal, where a character takes no, one or two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# A long identifier in a narrow column is best broken behind one of these.
_SOFT = re.compile(r"[^._/,:;=()-]+[._/,:;=()-]*|[._/,:;=()-]+")


def columns(text: str) -> int:
    """How many columns of a terminal the text takes; our own colour codes take none."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    return sum(_columns_of(char) for char in ANSI.sub("", text))


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def fill(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    """A paragraph: wrapped at blanks. A word longer than a line is kept whole, so that a name can be copied."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r" *[^ ]+| +$", text):
        room = width - columns(rest if lines else first)
        if line and columns(line + word) > room:
            lines.append(line)
            line = word.lstrip(" ")
        else:
            line += word
    lines.append(line)
    return "\n".join((first if at == 0 else rest) + line for at, line in enumerate(lines))


def fold(text: str, width: int) -> list[str]:
    """A cell: wrapped at blanks, else behind punctuation, else anywhere, so that no line is wider than the column.

    The lines joined together are the text again: nothing is dropped at a break.
    """
    lines = [""]
    for piece in _pieces(text, width):
        if lines[-1] and columns(lines[-1]) + columns(piece.rstrip(" ")) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """The text in pieces that each fit into a line: words with the blanks that follow them, else parts of words."""
    for word in re.findall(r"[^ ]+ *| +", text):
        if columns(word.rstrip(" ")) <= width:
            yield word
            continue
        for part in _SOFT.findall(word):
            yield from [part] if columns(part.rstrip(" ")) <= width else _cut(part, width)


def _cut(text: str, width: int) -> Iterator[str]:
    line = ""
    for char in text:
        if line and columns(line + char) > width:
            yield line
            line = ""
        line += char
    yield line


def pad(text: str, width: int, align: str) -> str:
    """The text with blanks up to the width of its column."""
    gap = max(width - columns(text), 0)
    left = {"left": 0, "right": gap, "center": gap // 2}[align]
    return " " * left + text + " " * (gap - left)
