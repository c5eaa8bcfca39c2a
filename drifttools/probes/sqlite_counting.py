"""Counts the rows that are in the way of a repair of a SQLite file: SELECT only, each under a time limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable

from drifttools.model.question import Counted, Question
from drifttools.redact import redactor

_OPCODES = 10_000  # a look at the clock after so many instructions of SQLite's machine: some milliseconds


def count(connection: sqlite3.Connection, questions: Iterable[Question], *, timeout_ms: int) -> dict[str, Counted]:
    """Answer questions, each by itself: one that cannot be answered says why, and the others are.

    Args:
        connection: From `connect_sqlite`.
        questions: Of the planner.
        timeout_ms: For each SELECT.

    Returns:
        By the ids of the questions.
    """
    return {question.id: _answer(connection, question, timeout_ms) for question in questions}


def _answer(connection: sqlite3.Connection, question: Question, timeout_ms: int) -> Counted:
    deadline = time.monotonic() + timeout_ms / 1000
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _OPCODES)
    try:
        number = int(connection.execute(question.count).fetchone()[0])
        keys = tuple(_text(row[0]) for row in connection.execute(question.sample)) if number else ()
    except sqlite3.OperationalError as problem:
        if str(problem) == "interrupted":
            return Counted(reason=f"it took longer than {timeout_ms / 1000:g} s")
        return Counted(reason=redactor.clean(str(problem)))
    except sqlite3.Error as problem:
        return Counted(reason=redactor.clean(str(problem)))
    finally:
        connection.set_progress_handler(None, 0)
    return Counted(rows=number, keys=keys)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def ask_one(connection: sqlite3.Connection, query: str) -> str:
    """The one value of a SELECT, as text; what SQLite says against it where it has none."""
    try:
        return _text(connection.execute(query).fetchone()[0])
    except sqlite3.Error as problem:
        return redactor.clean(str(problem))


def ask_all(connection: sqlite3.Connection, query: str) -> list[list[str | None]]:
    """The rows of a SELECT, as text."""
    return [[None if part is None else _text(part) for part in row] for row in connection.execute(query)]
