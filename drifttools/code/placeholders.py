"""Makes of the SQL in a program one that PostgreSQL's parser takes: placeholders of drivers and holes become parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from drifttools.code.values import HOLE

_NAME = r"[A-Za-z_]\w*"
_TOKEN = re.compile(
    rf"""(?P<skip> '(?:[^']|'')*+'? | --[^\n]* | /\*.*?(?:\*/|$) | \$(?:{_NAME})?\$.*?\$(?:{_NAME})?\$ )
    | (?P<quoted> "(?:[^"]|"")*+"? )
    | (?P<cast> ::+ )
    | (?P<percent> %% )
    | (?P<promise> \$(?:\d+:[a-z]+ | [<{{(][\w.]{{1,60}}(?::[a-z]+|[\^~])?[>}})]) )
    | (?P<parameter> %s | %\({_NAME}\)[sdfib] | %[bt] | (?<![\w:]):'?"?{_NAME}'?"? | @{_NAME} | \?\?? | \{{\w*\}} )
    | (?P<hole> {HOLE} )
    """,
    re.VERBOSE | re.DOTALL,
)
_NAMED_AFTER = re.compile(r"(?:\b(?:from|join|into|update|table|only)\s+|\.|,\s*\.)$", re.IGNORECASE)
_PUT_IN = re.compile(r":(?:name|alias|raw|value)|[\^~]")
NAME = "drift_hole"
"""Stands where a name is not known: what is called so is not looked up."""


class Way(Enum):
    """What a hole is taken for."""

    FITTING = "a name after FROM or a dot, else a parameter"
    NOTHING = "a clause that is left out"
    BARE = "as it is: a question mark is an operator"


@dataclass(frozen=True)
class Prepared:
    """A text for the parser, and where its characters come from.

    Args:
        sql: The text.
        origins: For each character of it the offset in the text of the program.
        holes: Whether a part of it was not known.
    """

    sql: str
    origins: tuple[int, ...]
    holes: bool

    def origin(self, offset: int) -> int:
        """Where a character of `sql` stands in the program's text."""
        if not self.origins:
            return 0
        return self.origins[min(max(offset, 0), len(self.origins) - 1)]


def prepare(text: str, way: Way) -> Prepared:
    """Replace placeholders and holes.

    Args:
        text: As the program holds it.
        way: What a hole is taken for.
    """
    parts: list[str] = []
    origins: list[int] = []
    holes = False
    for piece, at, same in _pieces(text, way):
        holes = holes or piece.startswith("\0")
        shown = piece.removeprefix("\0")
        parts.append(shown)
        origins += range(at, at + len(shown)) if same else [at] * len(shown)
    return Prepared("".join(parts), tuple(origins), holes)


def _pieces(text: str, way: Way) -> Iterator[tuple[str, int, bool]]:
    """(text, offset in the original, whether it stands there as it is); a NUL before it marks a hole."""
    text, end = text.replace("\0", " "), 0
    for found in _TOKEN.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], end, True
        sort, word, at = found.lastgroup, found[0], found.start()
        end = found.end()
        if sort == "percent":
            yield "%", at, False
        elif sort == "promise":  # pg-promise; with a modifier it is put in as it is
            put_in = _PUT_IN.search(word) is not None
            named = put_in or _NAMED_AFTER.search(text[:at]) or text[end : end + 1] == "."
            yield ("\0" if put_in else "") + (f'"{NAME}"' if named else " $1 "), at, False
        elif sort == "hole" or (sort == "parameter" and word in ("??", "{}")) or (sort == "parameter" and word[0] == "{"):
            named = _NAMED_AFTER.search(text[:at]) or text[end : end + 1] == "."
            stand_in = f'"{NAME}"' if named or word == "??" else "" if way is Way.NOTHING else " $1 "
            yield "\0" + stand_in, at, False
        elif sort == "parameter" and not (way is Way.BARE and word[0] in "?@"):
            yield " $1 ", at, False
        else:
            yield word, at, True
    if end < len(text):
        yield text[end:], end, True
