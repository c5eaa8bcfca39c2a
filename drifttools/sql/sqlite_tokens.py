"""SQL as SQLite's own tokenizer cuts it, and one spelling for texts that SQLite takes for the same.

SQLite keeps the text of a definition as it was typed, so two sides that mean the same may differ in spaces, comments, the
case of words and the way in which names are quoted. This knows tokens and no grammar: what a text means is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_words import KEYWORDS


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    """A key word or a bare name: SQLite itself decides by the place."""
    NAME = "name"
    """A name in brackets or backticks."""
    QUOTED = "quoted"
    """In double quotes: a name, or a text where nothing has that name."""
    TEXT = "text"
    NUMBER = "number"
    BLOB = "blob"
    SIGN = "sign"
    """An operator, a parenthesis, a comma."""


class Token(NamedTuple):
    """One token; a tuple, because a large schema has hundreds of thousands of them.

    Args:
        value: A name or a text without its quotes; all else as it is written.
        start: Where it begins in the text, and `end` where it ends.
    """

    kind: TokenKind
    value: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in lower case, by which key words are told; empty for what cannot be one."""
        return self.value.lower() if self.kind is TokenKind.WORD else ""

    @property
    def names(self) -> bool:
        """Whether it can stand where a name is wanted: SQLite takes a text there too."""
        return self.kind in _NAMING


_NAMING = frozenset({TokenKind.WORD, TokenKind.NAME, TokenKind.QUOTED, TokenKind.TEXT})
# An opener without its end takes the rest: SQLite would not have stored such a text. Spaces are those of SQLite: to it a
# no-break space is a letter, as every character beyond ASCII.
_TOKEN = re.compile(
    r"""
      (?P<space> [ \t\n\f\r\ufeff]+ | --[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<blob> [xX]'[^']*'? )
    | (?P<text> '(?:[^']|'')*+'? )
    | (?P<quoted> "(?:[^"]|"")*+"? )
    | (?P<back> `(?:[^`]|``)*+`? )
    | (?P<bracket> \[[^\]]*\]? )
    | (?P<number> 0[xX][0-9a-fA-F_]+ | (?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)? )
    | (?P<word> [A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_$\u0080-\U0010ffff]* )
    | (?P<sign> \|\| | <= | >= | <> | != | == | << | >> | ->> | -> | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {kind.value: kind for kind in TokenKind}
_PLAIN = re.compile(r"[a-z_\u0080-\U0010ffff][a-z0-9_$\u0080-\U0010ffff]*")
_SAME_SIGN = {"==": "=", "!=": "<>"}
_SAME_WORD = {"isnull": "is null", "notnull": "is not null"}


def tokens_of(sql: str) -> Iterator[Token]:
    """The tokens of a text, without spaces and comments."""
    for found in _TOKEN.finditer(sql):
        kind, raw = found.lastgroup or "", found[0]
        if kind == "space":
            continue
        start, end = found.span()
        if kind == "quoted":
            yield Token(TokenKind.QUOTED, raw[1:-1].replace('""', '"'), start, end)
        elif kind == "text":
            yield Token(TokenKind.TEXT, raw[1:-1].replace("''", "'"), start, end)
        elif kind == "back":
            yield Token(TokenKind.NAME, raw[1:-1].replace("``", "`"), start, end)
        elif kind == "bracket":
            yield Token(TokenKind.NAME, raw[1:-1], start, end)
        else:
            yield Token(_KINDS[kind], raw, start, end)


def one_spelling(tokens: Sequence[Token], columns: Container[str] | None = None) -> str:
    """Tokens as one text: names and key words in lower case, quotes only where they are needed, one space between.

    Args:
        columns: The names that a token in double quotes can be, in lower case: any other one is a text, as SQLite has it
            for the sake of old schemas. Where they are not known, such a token keeps its quotes unless it is a plain name.
    """
    parts: list[str] = []
    glued = True  # no space before the next one
    before = ""
    signed = True  # whether a minus or plus that stands here is that of a number
    for token in tokens:
        written = _written(token, columns)
        called = written == "(" and bool(before) and _PLAIN.fullmatch(before) is not None and before not in _NOT_CALLED
        if not (glued or called or written in _CLINGING):
            parts.append(" ")
        parts.append(written)
        glued = written in _OPENING or (signed and written in _SIGNS)
        signed, before = (token.kind is TokenKind.SIGN and written != ")") or written in _BEFORE_SIGN, written
    return "".join(parts)


_CLINGING = frozenset({",", ")", ".", ";"})
_OPENING = frozenset({"(", "."})
_SIGNS = frozenset({"-", "+", "~"})
_BEFORE_SIGN = frozenset("and or not in then else when case between like select where by".split())
# key words before a parenthesis that calls nothing
_NOT_CALLED = frozenset(
    "and or not in as on using values check when then else case from where select exists over filter between like key"
    " unique union all except intersect by limit is having join set returning default".split()
)


def _written(token: Token, columns: Container[str] | None) -> str:
    match token.kind:
        case TokenKind.WORD:
            return _SAME_WORD.get(token.word, folded(token.value))
        case TokenKind.NAME:
            return name_spelling(token.value)
        case TokenKind.QUOTED if columns is None:
            return token.value if _bare(token.value) else '"' + token.value.replace('"', '""') + '"'
        case TokenKind.QUOTED if columns is not None and folded(token.value) in columns:
            return name_spelling(token.value)
        case TokenKind.QUOTED | TokenKind.TEXT:
            return "'" + token.value.replace("'", "''") + "'"
        case TokenKind.BLOB:
            return folded(token.value)
        case TokenKind.NUMBER:
            return folded(token.value).replace("_", "")  # 1_000, from SQLite 3.46 on
        case _:
            return _SAME_SIGN.get(token.value, token.value)


def name_spelling(name: str) -> str:
    """A name as it stands within a text: in lower case, because SQLite tells no difference, quoted where it must be."""
    lower = folded(name)
    return lower if _bare(lower) else '"' + lower.replace('"', '""') + '"'


def _bare(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and name not in KEYWORDS


def without_parentheses(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without parentheses that enclose all of them."""
    while len(tokens) > 2 and tokens[0].value == "(" and tokens[-1].value == ")" and _closes_last(tokens):  # noqa: PLR2004 - the two parentheses
        tokens = tokens[1:-1]
    return tokens


def _closes_last(tokens: Sequence[Token]) -> bool:
    depth = 0
    for place, token in enumerate(tokens):
        if token.kind is TokenKind.SIGN:
            depth += {"(": 1, ")": -1}.get(token.value, 0)
            if not depth:
                return place == len(tokens) - 1
    return False
