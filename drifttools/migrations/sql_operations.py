"""What the statements of a script do to which table. It looks at the beginnings of statements and parses no SQL.

What it cannot tell, such as what a DO block or a function does, it leaves without a table; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drifttools.migrations.history import Operation
from drifttools.sql.split import Lexeme, PieceKind, lexemes, split

# Words between a verb and the kind of object.
_ADJECTIVES = frozenset(
    {
        *("or", "replace", "global", "local", "temp", "temporary", "unlogged", "unique", "recursive"),
        *("constraint", "trusted", "procedural", "default"),
    }
)
_RELATIONS = frozenset({"table", "view", "materialized view", "foreign table", "sequence"})
_TWO_WORDS = frozenset(
    {
        *("materialized view", "foreign table", "event trigger", "text search", "operator class", "operator family"),
        *("access method", "user mapping", "foreign data", "large object"),
    }
)
_BESIDE_NAMES = frozenset({"if", "not", "exists", "only", "concurrently"})
# After ADD, DROP and ALTER of a table: what is no column.
_NO_COLUMN = frozenset({"constraint", "primary", "unique", "foreign", "check", "exclude", "generated"})
_WRITING = {"insert": "into", "delete": "from", "merge": "into"}


def operations_of_sql(script: str, first_line: int = 1) -> tuple[Operation, ...]:
    """What a script does, statement by statement; a statement about several tables or columns is several.

    Args:
        script: A text that may hold several statements.
        first_line: The line of the file on which it starts.
    """
    return tuple(
        replace(operation, line=piece.line + first_line - 1)
        for piece in split(script)
        if piece.kind is PieceKind.STATEMENT
        for operation in _operations(piece.text)
    )


@dataclass(slots=True)
class _Reader:
    """The lexemes of a statement and a place among them."""

    found: list[Lexeme]
    at: int = 0

    def word(self) -> str:
        """The lexeme here where it is an unquoted word, in lower case; it is not passed."""
        here = self.found[self.at] if self.at < len(self.found) else None
        return here.text.lower() if here is not None and here.kind == "word" else ""

    def take(self, *wanted: str) -> bool:
        """Pass the word here if it is one of these."""
        if self.word() not in wanted:
            return False
        self.at += 1
        return True

    def skip(self, words: frozenset[str]) -> None:
        """Pass all words that are among these."""
        while self.word() in words:
            self.at += 1

    def sign(self, text: str) -> bool:
        """Pass a sign."""
        if self.at < len(self.found) and self.found[self.at].text == text:
            self.at += 1
            return True
        return False

    def name(self) -> str:
        """Pass one name; empty where none stands here."""
        name = self.found[self.at].name if self.at < len(self.found) else ""
        self.at += bool(name)
        return name

    def dotted(self) -> list[str]:
        """Pass a name with its schema."""
        parts = [self.name()]
        while parts[-1] and self.sign("."):
            parts.append(self.name())
        return [part for part in parts if part]

    def find(self, word: str) -> bool:
        """Go behind the next such word outside parentheses; stay where there is none."""
        depth = 0
        for number in range(self.at, len(self.found)):
            lexeme = self.found[number]
            depth += {"open": 1, "close": -1}.get(lexeme.kind, 0)
            if not depth and lexeme.kind == "word" and lexeme.text.lower() == word:
                self.at = number + 1
                return True
        return False

    def next_part(self) -> bool:
        """Go behind the next comma outside parentheses; False where there is none."""
        depth = 0
        while self.at < len(self.found):
            lexeme = self.found[self.at]
            self.at += 1
            depth += {"open": 1, "close": -1}.get(lexeme.kind, 0)
            if not depth and lexeme.text == ",":
                return True
        return False


def _operations(statement: str) -> Iterator[Operation]:
    reader = _Reader([one for one in lexemes(statement) if one.kind != "end"])
    verb = reader.word()
    reader.at += 1
    if verb in ("create", "alter", "drop", "comment"):
        comment = verb == "comment" and reader.take("on")
        reader.skip(_ADJECTIVES)
        kind = _kind(reader)
        op = f"{verb} on {kind}" if comment else f"{verb} {kind}"
        yield from _about_object(op.upper(), verb, kind, reader)
    elif verb in _WRITING or verb in ("update", "truncate"):
        reader.take(_WRITING.get(verb, ""), "table")
        reader.skip(_BESIDE_NAMES)
        yield Operation(verb.upper(), _joined(reader.dotted()))
    elif verb in ("grant", "revoke"):
        yield Operation(verb.upper(), _granted(reader))
    elif verb:
        yield Operation(verb.upper())


def _kind(reader: _Reader) -> str:
    first = reader.word()
    reader.at += 1
    if f"{first} {reader.word()}" in _TWO_WORDS:
        second = reader.word()
        reader.at += 1
        return f"{first} {second}"
    return first


def _about_object(op: str, verb: str, kind: str, reader: _Reader) -> Iterator[Operation]:
    reader.skip(_BESIDE_NAMES)
    if kind == "column" and verb == "comment":
        *table, column = reader.dotted() or [""]
        yield Operation(op, _joined(table), column or None)
    elif kind == "index" and verb == "create":
        yield Operation(op, _after_on(reader))
    elif kind in ("trigger", "policy", "rule"):
        yield Operation(op, _after_on(reader) if verb != "create" or kind != "rule" else _after(reader, "to"))
    elif kind not in _RELATIONS:
        yield Operation(op)
    elif verb == "create":
        yield Operation(op, _joined(reader.dotted()), creates=True)
    elif verb == "drop":
        yield Operation(op, _joined(reader.dotted()))
        while reader.next_part():
            yield Operation(op, _joined(reader.dotted()))
    elif verb == "alter":
        yield from _alter(op, reader)
    else:
        yield Operation(op, _joined(reader.dotted()))


def _alter(op: str, reader: _Reader) -> Iterator[Operation]:
    """Each action of an ALTER TABLE; a rename and a move are about the name that the table has afterwards."""
    parts = reader.dotted()
    reader.sign("*")
    table = _joined(parts)
    while True:
        action = reader.word()
        reader.at += 1
        if action == "rename" and reader.take("to"):
            yield Operation(op, _joined([*parts[:-1], reader.name()]), renamed_from=table)
        elif action == "set" and reader.take("schema"):
            yield Operation(op, _joined([reader.name(), *parts[-1:]]), renamed_from=table)
        elif action == "rename":
            reader.take("column")
            # the name that the column has afterwards, as everywhere
            column = None if reader.word() == "constraint" or not reader.find("to") else reader.name()
            yield Operation(op, table, column)
        elif action in ("add", "drop", "alter") and reader.word() not in _NO_COLUMN:
            reader.take("column")
            reader.skip(_BESIDE_NAMES)
            yield Operation(op, table, reader.name() or None)
        else:
            yield Operation(op, table)
        if not reader.next_part():
            return


def _granted(reader: _Reader) -> str | None:
    """The table of a GRANT; None where it is about something else."""
    if not reader.find("on"):
        return None
    if not reader.take("table") and reader.word() in (
        *("all", "schema", "database", "function", "procedure", "routine", "sequence", "type", "domain", "language"),
        *("foreign", "large", "parameter", "tablespace"),
    ):
        return None
    return _joined(reader.dotted())


def _after_on(reader: _Reader) -> str | None:
    return _after(reader, "on")


def _after(reader: _Reader, word: str) -> str | None:
    if not reader.find(word):
        return None
    reader.skip(_BESIDE_NAMES)
    return _joined(reader.dotted())


def _joined(parts: list[str]) -> str | None:
    return ".".join(part for part in parts if part) or None
