"""Runs a script on a scratch SQLite file, statement by statement, and says exactly where one fails."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.errors import SourceError
from drifttools.sql.sqlite_tokens import tokens_of

if TYPE_CHECKING:
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase


@dataclass(frozen=True, slots=True)
class SqlitePiece:
    """One statement of a script.

    Args:
        number: Counted from 1; `line`: where it begins, counted from 1.
    """

    text: str
    number: int
    line: int


def pieces_of(script: str) -> Iterator[SqlitePiece]:
    """The statements of a script; SQLite itself says where one ends, because a trigger has semicolons within."""
    number = 0
    begun: int | None = None
    for token in tokens_of(script):
        begun = token.start if begun is None else begun
        if token.value == ";" and sqlite3.complete_statement(script[begun : token.end]):
            if token.start > begun:
                number += 1
                yield SqlitePiece(script[begun : token.end], number, script.count("\n", 0, begun) + 1)
            begun = None
    if begun is not None:
        yield SqlitePiece(script[begun:], number + 1, script.count("\n", 0, begun) + 1)


class SqliteReplay:
    """A session on a scratch file that runs scripts.

    Args:
        database: The database.
    """

    def __init__(self, database: SqliteScratchDatabase) -> None:
        self._database = database

    def run(self, script: str, file: str, *, whole: bool = False) -> None:
        """Run a script in a session of its own.

        Args:
            script: The text.
            file: Its name, for messages.
            whole: Whether it is run in one transaction, unless it has one of its own.

        Raises:
            SourceError: A statement failed; it has file, line, number and what SQLite said.
        """
        pieces = list(pieces_of(script))
        own = any(piece.text.lstrip().lower().startswith(_CONTROL) for piece in pieces)
        connection = self._database.connect()
        try:
            if whole and not own:
                connection.execute("begin")
            for piece in pieces:
                self._send(connection, piece, file)
            if connection.in_transaction:
                if own:
                    raise SourceError(
                        f"{file} ends within a transaction: it has a BEGIN without its COMMIT",
                        file=file,
                        hint="add the COMMIT",
                    )
                connection.execute("commit")
        finally:
            connection.close()

    def _send(self, connection: sqlite3.Connection, piece: SqlitePiece, file: str) -> None:
        if _OWN_TABLE.match(piece.text):
            return
        try:
            connection.execute(piece.text)
        except sqlite3.Error as error:
            raise failure(str(error), piece, file) from error


# SQLite makes these itself; `.schema` of its shell, and with it the structure.sql of Rails, lists them
_OWN_TABLE = re.compile(
    r"(?:\s|--[^\n]*\n)*create\s+table\s+(?:if\s+not\s+exists\s+)?[\"'`\[]?sqlite_(?:sequence|stat\d)\b", re.IGNORECASE
)
# PRAGMA foreign_keys does nothing within a transaction, and a file that says so means it
_CONTROL = ("begin", "commit", "end", "rollback", "vacuum", "pragma")


def failure(said: str, piece: SqlitePiece, file: str) -> SourceError:
    """The error of a statement that SQLite refused."""
    hint = None
    if piece.text.startswith("."):
        hint = "a command of the sqlite3 shell is no SQL: take it out"
    elif "not authorized" in said:
        hint = "a scratch database reaches no other file: a script that attaches one describes more than one database"
    return SourceError(
        f"{file}:{piece.line}: statement {piece.number} failed: {said}",
        file=file,
        line=piece.line,
        statement=piece.number,
        server=said,
        hint=hint,
    )
