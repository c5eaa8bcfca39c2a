"""What an expression in code is, as far as the code alone tells: the same few values for every language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from drifttools.model.code import Place

HOLE = "\ufffc"
"""Stands in a text for a part that only the running program knows."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the code holds, perhaps with holes.

    Args:
        text: Its characters, escapes undone.
        anchors: (offset, line, column) from which on characters follow each other on one line; the first is of offset 0.
    """

    text: str
    anchors: tuple[tuple[int, int, int], ...]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.at(0)

    @property
    def whole(self) -> bool:
        """Whether all of it is known."""
        return HOLE not in self.text

    def at(self, offset: int) -> Place:
        """Where a character of it stands in the file."""
        start, line, column = self.anchors[max(0, bisect_right(self.anchors, (offset, 1 << 60, 0)) - 1)]
        return Place(line, column + max(0, offset - start))

    def part(self, start: int, end: int) -> Text:
        """A piece of it that knows its place."""
        first = self.at(start)
        after, until = bisect_right(self.anchors, (start, 1 << 60, 0)), bisect_left(self.anchors, (end, 0, 0))
        inner = tuple((o - start, line, column) for o, line, column in self.anchors[after:until])
        return Text(self.text[start:end], ((0, first.line, first.column), *inner))


def plain_text(text: str, place: Place) -> Text:
    """A text whose characters stand as they are from a place on."""
    anchors = [(0, place.line, place.column)]
    for offset, char in enumerate(text):
        if char == "\n":
            anchors.append((offset + 1, anchors[-1][1] + 1, 1))
    return Text(text, tuple(anchors))


def joined(parts: Sequence[Text]) -> Text:
    """Several texts one after the other."""
    text, anchors = "", []
    for part in parts:
        anchors += [(len(text) + offset, line, column) for offset, line, column in part.anchors]
        text += part.text
    return Text(text, tuple(anchors) or ((0, 1, 1),))


@dataclass(frozen=True, slots=True)
class Other:
    """A number, a truth value or null: known, and no text."""

    place: Place


@dataclass(frozen=True, slots=True)
class Unknown:
    """What only the running program knows."""

    place: Place
    source: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `complete`: whether all its members stand there."""

    place: Place
    items: tuple[Value, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a mapping: its key, and where that stands."""

    key: str
    place: Place
    value: Value


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping with texts as keys. `complete`: whether all its entries stand there."""

    place: Place
    entries: tuple[Entry, ...]
    complete: bool = True


Value = Text | Other | Unknown | Items | Mapping
