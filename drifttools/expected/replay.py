"""Runs a script on a scratch database, statement by statement, and says exactly where one fails.

With `catalog/scratch.py` the only place of the sources that sends anything but SELECT, and only to a `ScratchDatabase`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import psycopg
from psycopg.pq import TransactionStatus

from drifttools.errors import SourceError
from drifttools.expected.hints import hint_of
from drifttools.sql.compose import name
from drifttools.sql.split import Piece, PieceKind, split

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch, ScratchDatabase
    from drifttools.expected.platforms import Platform

# Commands of psql that change nothing in the database. pg_dump writes the first two since CVE-2025-8714.
_WITHOUT_EFFECT = frozenset({"restrict", "unrestrict", "echo", "qecho", "warn", "timing", "pset", "encoding", "set"})
# made by a file as it stands it would connect to the publisher, which is a live server, and make a slot there
_SUBSCRIPTION = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:create|alter|drop|comment\s+on)\s+subscription\b", re.IGNORECASE | re.DOTALL
)
# a file that names its database means the one that it describes, which is the scratch database here
_OF_DATABASE = re.compile(
    r"""((?:\s|--[^\n]*\n|/\*.*?\*/)*
         (?:alter\s+database|comment\s+on\s+database|(?:grant|revoke)\s[^;']*?\son\s+database
           |alter\s+role\s+(?:"(?:[^"]|"")*"|[^\s"]+)\s+in\s+database)\s+)
        (?:"(?:[^"]|"")*"|[^\s";]+)(?!\s+rename\b)(?=\s)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# A file that says so itself, in the words of dbmate, goose, sql-migrate, Flyway, Rails and Atlas.
_OWN_TRANSACTIONS = re.compile(
    r"^--.*?(?:\btransaction:\s*false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction"
    r"|executeInTransaction\s*=\s*false|atlas:txmode\s+none)",
    re.IGNORECASE | re.MULTILINE,
)
_CONTROL = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:begin|start\s+transaction|commit|end|rollback(?!\s+to\b)|abort|vacuum"
    r"|prepare\s+transaction)\b",
    re.IGNORECASE | re.DOTALL,
)
# active_sql_transaction, unsafe_new_enum_value_usage, invalid_transaction_termination
_NOT_IN_A_TRANSACTION = frozenset({"25001", "55P04", "2D000"})
_BEGIN, _COMMIT = (Piece(PieceKind.STATEMENT, text, 0, 1, 1) for text in ("BEGIN", "COMMIT"))
_MISSING_ROLE = re.compile(r'role "(?P<name>.+)" does not exist')


class Replay:
    """A session on a scratch database that runs scripts.

    Args:
        scratch: Its server, on which missing roles are created.
        database: The database.
        timeout_s: How long one statement may take.
        progress: Called with a sentence for each file.
        platform: What was provided on the database: extensions that only it has are passed over.
    """

    def __init__(
        self,
        scratch: Scratch,
        database: ScratchDatabase,
        timeout_s: float,
        progress: Callable[[str], None] = lambda _: None,
        platform: Platform | None = None,
    ) -> None:
        self._scratch = scratch
        self._database = database
        self._timeout = f"{int(timeout_s * 1000)}ms"
        self._progress = progress
        self._platform = platform
        self._roles: set[str] = set()

    def run(self, script: str, file: str, *, whole: bool = False) -> None:
        """Run a script in a session of its own, as `psql -f` would, or as tools for migrations do.

        A role that does not exist is created without login, because roles belong to the server and not to the
        schema; then the transaction is begun again.

        Args:
            script: The text.
            file: Its name, for messages.
            whole: Whether it is run in one transaction (SET LOCAL, LOCK TABLE and ON COMMIT need one), unless it ends
                transactions itself or holds what no transaction allows: then statement by statement.

        Raises:
            SourceError: A statement failed; it has file, line, number and what the server said.
            ScratchError: A role could not be created.
        """
        pieces = [piece for piece in split(script) if piece.kind is not PieceKind.BLANK]
        if whole and not _OWN_TRANSACTIONS.search(script) and not any(_CONTROL.match(piece.text) for piece in pieces):
            try:
                self._run([_BEGIN, *pieces, _COMMIT], file)
            except SourceError as error:
                cause = error.__cause__
                if not isinstance(cause, psycopg.Error) or cause.sqlstate not in _NOT_IN_A_TRANSACTION:
                    raise
            else:
                return
        self._run(pieces, file)

    def _run(self, pieces: list[Piece], file: str) -> None:
        with self._database.connect() as connection:
            connection.execute("SELECT pg_catalog.set_config('statement_timeout', %s, false)", (self._timeout,))
            at = begun = 0
            while at < len(pieces):
                if connection.info.transaction_status is TransactionStatus.IDLE:
                    begun = at
                try:
                    self._send(connection, pieces, at, file)
                except psycopg.Error as error:
                    if not self._role_created(error):
                        raise _failure(error, pieces[at], file) from error
                    if connection.info.transaction_status is not TransactionStatus.IDLE:
                        connection.rollback()
                    at = begun
                    continue
                at += 1
            if connection.info.transaction_status is not TransactionStatus.IDLE:
                raise SourceError(
                    f"{file} ends within a transaction: it has a BEGIN without its COMMIT",
                    file=file,
                    line=pieces[begun].line,
                    statement=pieces[begun].number,
                    hint="add the COMMIT",
                )

    def _send(self, connection: psycopg.Connection[tuple[object, ...]], pieces: list[Piece], at: int, file: str) -> None:
        piece = pieces[at]
        if piece.kind is PieceKind.COMMAND:
            _pass_over(piece, file)
        elif self._platform is not None and (extension := self._platform.passes_over(piece.text)):
            self._progress(f"{file}:{piece.line}: extension {extension} is of {self._platform.name} and passed over")
        elif piece.kind is PieceKind.STATEMENT and _SUBSCRIPTION.match(piece.text):
            self._progress(f"{file}:{piece.line}: a scratch database subscribes to nothing")
        elif piece.kind is PieceKind.STATEMENT:
            rows = pieces[at + 1] if at + 1 < len(pieces) else None
            if rows is not None and rows.kind is PieceKind.COPY_DATA:
                with connection.cursor() as cursor, cursor.copy(piece.text.encode()) as copy:
                    copy.write(rows.rows)
            else:
                connection.execute(self._for_this_database(piece.text).encode())

    def _for_this_database(self, statement: str) -> str:
        """A statement about the database itself, made one about the scratch database; any other as it is."""
        found = _OF_DATABASE.match(statement)
        return statement if found is None else found[1] + str(name(self._database.name)) + statement[found.end() :]

    def _role_created(self, error: psycopg.Error) -> bool:
        missing = _MISSING_ROLE.search(error.diag.message_primary or "")
        if error.sqlstate not in ("42704", "22023") or missing is None:
            return False
        role = missing["name"]  # printed raw: a quote in it is not doubled
        if role in self._roles:
            return False
        self._roles.add(role)
        self._progress(f"creating role {role} on the scratch server")
        self._scratch.ensure_roles([role])
        return True


def _pass_over(piece: Piece, file: str) -> None:
    """Refuse a command of psql unless it changes nothing in the database."""
    command = piece.text.strip().splitlines()[-1].lstrip("\\").split()
    name = command[0] if command else ""
    if name in _WITHOUT_EFFECT and (name != "set" or command[1:2] in ([], ["ON_ERROR_STOP"], ["VERBOSITY"])):
        return
    hints = {
        "connect": "a file describes one database: write the dump without --create",
        "c": "a file describes one database: write the dump without --create",
        "copy": "write the rows into the file: COPY ... FROM stdin",
    }
    raise SourceError(
        f"{file}:{piece.line}: \\{name} is a command of psql, not SQL, and cannot be followed here",
        file=file,
        line=piece.line,
        hint=hints.get(name, "replace it by SQL, or give the output of pg_dump -s of the database that it makes"),
    )


def _failure(error: psycopg.Error, piece: Piece, file: str) -> SourceError:
    diag = error.diag
    line = piece.line_of(int(diag.statement_position)) if diag.statement_position else piece.line
    message = diag.message_primary or str(error).strip()
    said = " ".join(filter(None, (message, diag.message_detail and f"({diag.message_detail})")))
    return SourceError(
        f"{file}:{line}: statement {piece.number} failed: {said}",
        file=file,
        line=line,
        statement=piece.number,
        server=message,
        hint=_hint(error) or diag.message_hint,
    )


def _hint(error: psycopg.Error) -> str | None:
    """What to do, where we know it better than the server."""
    if isinstance(error, psycopg.errors.QueryCanceled):
        return "raise `timeout_s` under [project] in drift.toml"
    return hint_of(error.diag.message_primary or "")
