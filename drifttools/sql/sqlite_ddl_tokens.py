"""SQLite's own text of a definition as tokens: `sqlite_schema.sql` keeps what its writer wrote, with spaces and comments.

Only what is needed to find the parts of a definition and to tell whether two texts say the same; no grammar of expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drifttools.sql.sqlite_folding import folded

_TOKEN = re.compile(
    r"(?P<space>(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))+)"
    r"|(?P<text>[xX]?'(?:[^']|'')*')"
    r'|(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])'
    r"|(?P<number>(?:0[xX][0-9a-fA-F]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?))"
    r"|(?P<word>[^\W\d][\w$]*|[?:@$#][\w$]*)"
    r"|(?P<sign>->>|->|\|\||<<|>>|<=|>=|<>|!=|==|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a definition.

    Args:
        sort: `text` (a literal), `quoted` (an identifier in quotes), `number`, `word` or `sign`.
        text: As it is written; `start`, `end`: where.
    """

    sort: str
    text: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The identifier that it is: without its quotes, in the case that it was written in."""
        if self.sort == "quoted":
            closing = self.text[-1]
            return self.text[1:-1].replace(closing * 2, closing) if closing != "]" else self.text[1:-1]
        if self.sort == "text":  # SQLite takes a literal where only a name can stand
            return self.text[1:-1].replace("''", "'")
        return self.text

    def says(self, *words: str) -> bool:
        """Whether it is one of these key words or signs."""
        return self.sort in ("word", "sign") and self.text.upper() in words

    @property
    def normal(self) -> str:
        """The same for every spelling of it: words and names in lower case, quotes only where they change the meaning."""
        if self.sort in ("quoted", "word"):
            lower = folded(self.name)
            return lower if _PLAIN.fullmatch(lower) else '"' + lower.replace('"', '""') + '"'
        return self.text.upper() if self.sort == "number" else {"<>": "!=", "==": "="}.get(self.text, self.text)


_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text; spaces and comments are none."""
    return tuple(
        Token(found.lastgroup or "sign", found[0], found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if found.lastgroup != "space"
    )


def normal(text: str) -> str:
    """A text that is equal for two that differ only in spaces, comments, quotes of names and the case of words."""
    return " ".join(token.normal for token in tokens(text))


def names_in(text: str) -> frozenset[str]:
    """All that could be a name in a text, in lower case."""
    return frozenset(folded(token.name) for token in tokens(text) if token.sort in ("word", "quoted"))


def closing(found: Sequence[Token], opening: int) -> int:
    """The position of the parenthesis that closes the one at `opening`; raises ValueError where none does."""
    depth = 0
    for position in range(opening, len(found)):
        depth += {"(": 1, ")": -1}.get(found[position].text, 0) if found[position].sort == "sign" else 0
        if depth == 0:
            return position
    raise ValueError("a parenthesis is never closed")


def split_at_commas(found: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens between the commas that are in no parentheses."""
    depth, part = 0, list[Token]()
    for token in found:
        if token.sort == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if token.text == "," and depth == 0:
                yield part
                part = []
                continue
        part.append(token)
    if part:
        yield part
