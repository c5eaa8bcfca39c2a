"""Splits a PostgreSQL script where psql would, and loses no character of it.

This is a lexer, not a parser: it knows what may hold a semicolon that ends nothing (quotes, comments, parentheses,
`BEGIN ATOMIC` bodies, COPY data) and nothing else of SQL. The rules are those of psql's own lexer (`psqlscan.l`), so
that a file which psql can run is cut as psql cuts it. What is broken is left to the server, which says it best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of a script is."""

    STATEMENT = "statement"
    COPY_DATA = "copy data"
    """The rows after a `COPY ... FROM stdin`, up to and with the line `\\.`."""
    COMMAND = "command"
    """A backslash command of psql."""
    BLANK = "blank"
    """Spaces and comments with no statement after them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a script; all pieces joined are the script.

    Args:
        kind: What it is.
        text: All of it, with the comments before it and the semicolon.
        number: The number of the statement, counted from 1; data and commands have that of the statement before.
        start: The line on which `text` starts, counted from 1.
        line: The line on which the statement itself starts, after comments.
    """

    kind: PieceKind
    text: str
    number: int
    start: int
    line: int

    @property
    def rows(self) -> str:
        """The rows of COPY data, without what follows the semicolon and without the line that ends them."""
        return _END_OF_DATA.sub("", self.text.partition("\n")[2])

    def line_of(self, position: int) -> int:
        """The line in the script of a character of `text`, counted from 1 as the server counts them."""
        return self.start + self.text.count("\n", 0, max(position - 1, 0))


# A name may hold any character beyond ASCII, as in the server's own lexer.
_NAME = r"[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*"

# Each alternative is linear: possessive loops, and an opener whose end is missing takes the rest of the text.
_TOKEN = re.compile(
    rf"""
      (?P<comment> --[^\n\r]* )
    | (?P<block> /\* )
    | (?P<escape> [eE]' (?: [^'\\] | \\. | '' | '[ \t\f\v]*[\n\r]\s*' )*+ '? )
    | (?P<text> '[^']*+'? )
    | (?P<quoted> "[^"]*+"? )
    | (?P<dollar> \$(?:{_NAME})?\$ )
    | (?P<word> [A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_$\u0080-\U0010ffff]* )
    | (?P<number> \$?[0-9][A-Za-z0-9_\u0080-\U0010ffff]* )
    | (?P<open> [(\[] )
    | (?P<close> [)\]] )
    | (?P<end> ; )
    | (?P<joint> \\; )
    | (?P<backslash> \\ )
    | (?P<space> \s+ )
    | (?P<other> [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
# What starts no statement; psql's `\;` keeps two statements in one message.
_GAPS = frozenset({"comment", "block", "space", "joint"})
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_END_OF_DATA = re.compile(r"^\\\.[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_ROUTINE = re.compile(r"create(?: or replace)? (?:function|procedure)\b")
_FROM_STDIN = re.compile(r"^copy .*\bfrom stdin\b")


def split(script: str) -> Iterator[Piece]:
    """Cut a script into statements, COPY data and psql commands.

    Args:
        script: The text. It may be broken: an unfinished quote reaches to the end, where the server names its place.
    """
    return _Splitter(script).pieces()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word, quoted name, number, text or sign of a statement.

    Args:
        kind: `word`, `quoted`, `number`, `text` (of any way of quoting), `open`, `close`, `end` or `other`.
        text: As it stands there.
        at: Its first character in the statement, counted from 0.
    """

    kind: str
    text: str
    at: int

    @property
    def name(self) -> str:
        """The name that it is, as the catalog has it; empty where it is none."""
        if self.kind == "quoted":
            return self.text[1:-1].replace('""', '"')
        return self.text.lower() if self.kind == "word" else ""


def lexemes(statement: str) -> Iterator[Lexeme]:
    """Cut a statement into its lexemes, without spaces and comments."""
    at = 0
    while found := _TOKEN.match(statement, at):
        start, at = found.start(), _end_of_token(statement, found)
        kind = found.lastgroup or "other"
        # a doubled quote is two tokens for the splitter
        while kind in ("quoted", "text") and (more := _TOKEN.match(statement, at)) and more.lastgroup == kind:
            at = more.end()
        if kind not in _GAPS:
            kind = "text" if kind in ("escape", "dollar") else kind
            yield Lexeme(kind, statement[start:at], start)


@dataclass(slots=True)
class _Statement:
    """What is known of the statement that is being read."""

    words: list[str]
    first: int | None = None  # where it starts, after comments
    depth: int = 0  # of parentheses
    begins: int = 0  # of BEGIN and CASE in the body of a routine

    def follow(self, lexeme: str | None, text: str) -> None:
        """Take note of a lexeme: parentheses, and BEGIN, CASE and END in a routine. Elsewhere BEGIN opens a transaction."""
        if lexeme == "open":
            self.depth += 1
        elif lexeme == "close":
            self.depth = max(0, self.depth - 1)
        elif lexeme == "word" and not self.depth:
            word = text.lower()
            self.words.append(word)
            if word in ("begin", "case", "end") and _ROUTINE.match(" ".join(self.words[:4])):
                if word == "end":
                    self.begins = max(0, self.begins - 1)
                elif word == "begin" or self.begins:
                    self.begins += 1

    @property
    def closed(self) -> bool:
        """Whether a semicolon ends it here."""
        return not self.depth and not self.begins

    @property
    def reads_stdin(self) -> bool:
        """Whether rows follow it."""
        return self.words[:1] == ["copy"] and bool(_FROM_STDIN.match(" ".join(self.words)))


class _Splitter:
    def __init__(self, script: str) -> None:
        self.script = script
        self.start = 0  # of the piece that is being read
        self.line = 1  # of that start
        self.number = 0

    def pieces(self) -> Iterator[Piece]:
        script, at, statement = self.script, 0, _Statement([])
        while found := _TOKEN.match(script, at):
            lexeme, at = found.lastgroup, _end_of_token(script, found)
            if lexeme in _GAPS:
                continue
            if lexeme == "backslash":
                if statement.first is not None:
                    yield self._statement(found.start(), statement.first)
                yield self._piece(PieceKind.COMMAND, at, found.start())
                statement = _Statement([])
                continue
            statement.first = found.start() if statement.first is None else statement.first
            if lexeme == "end" and statement.closed:
                yield self._statement(at, statement.first)
                if statement.reads_stdin:
                    at = _end_of_data(script, at)
                    yield self._piece(PieceKind.COPY_DATA, at, self.start)
                statement = _Statement([])
            else:
                statement.follow(lexeme, found[0])
        if statement.first is not None:
            yield self._statement(len(script), statement.first)
        elif self.start < len(script):
            yield self._piece(PieceKind.BLANK, len(script), self.start)

    def _statement(self, end: int, first: int) -> Piece:
        # A lone semicolon is a statement too: psql sends it, and the server answers that it is empty.
        self.number += 1
        return self._piece(PieceKind.STATEMENT, end, first)

    def _piece(self, kind: PieceKind, end: int, first: int) -> Piece:
        text = self.script[self.start : end]
        line = self.line + self.script.count("\n", self.start, first)
        piece = Piece(kind, text, self.number, self.line, line)
        self.start, self.line = end, self.line + text.count("\n")
        return piece


def _end_of_token(script: str, found: re.Match[str]) -> int:
    """The end of a token whose opener was found."""
    at = found.end()
    if found.lastgroup == "block":
        return _end_of_comment(script, at)
    if found.lastgroup == "dollar":
        end = script.find(found[0], at)
        return len(script) if end < 0 else end + len(found[0])
    return _end_of_line(script, at) if found.lastgroup == "backslash" else at


def _end_of_data(script: str, at: int) -> int:
    """The end of the rows that start on the line after `at`."""
    end = _END_OF_DATA.search(script, _end_of_line(script, at))
    return end.end() if end else len(script)


def _end_of_comment(script: str, at: int) -> int:
    """The end of a block comment whose opener ends at `at`; PostgreSQL nests them."""
    depth = 1
    while depth:
        edge = _COMMENT_EDGE.search(script, at)
        if edge is None:
            return len(script)
        depth += 1 if edge[0] == "/*" else -1
        at = edge.end()
    return at


def _end_of_line(script: str, at: int) -> int:
    end = script.find("\n", at)
    return len(script) if end < 0 else end + 1
