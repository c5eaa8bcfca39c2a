"""Counts the rows that are in the way of a repair: SELECT only, each under a time limit, with the keys of some.

What cannot be counted is said: a role that may not read, a policy that hides rows (the connection has `row_security = off`,
so that it is an error instead of a wrong answer), a lock, a table so large that the time is not worth it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import psycopg
from psycopg import pq

from drifttools.catalog.connect import Connection
from drifttools.model.question import Counted, Question, TableSize
from drifttools.redact import redactor

_LIMIT_TIME = "select pg_catalog.set_config('statement_timeout', %s, true)"
REFUSED_VALUES = ("22", "23")  # SQLSTATE classes: a value that a cast or a constraint refuses


def count(
    connection: Connection,
    questions: Iterable[Question],
    sizes: Mapping[tuple[str, str], TableSize],
    *,
    timeout_ms: int,
    at_most_rows: int,
) -> dict[str, Counted]:
    """Answer questions, each by itself: one that cannot be answered says why, and the others are.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        questions: Of the planner.
        sizes: Of their tables.
        timeout_ms: For each SELECT.
        at_most_rows: A table that is estimated to have more is not counted.

    Returns:
        By the ids of the questions.
    """
    found: dict[str, Counted] = {}
    for question in questions:
        size = sizes.get(question.table)
        if size is not None and size.rows is not None and size.rows > at_most_rows:
            reason = f"the table has about {size.rows:,} rows, and at most {at_most_rows:,} are counted"
            found[question.id] = Counted(reason=reason)
        else:
            found[question.id] = _answer(connection, question, timeout_ms)
    return found


def _answer(connection: Connection, question: Question, timeout_ms: int) -> Counted:
    try:
        rows = ask(connection, question.count, timeout_ms)
    except psycopg.Error as problem:
        connection.rollback()
        return not_counted(problem, timeout_ms, trial=question.trial)
    number = int(str(rows[0][0]))
    keys: tuple[str, ...] = ()
    if number:
        try:
            keys = tuple(str(row[0]) for row in ask(connection, question.sample, timeout_ms))
        except psycopg.Error:
            connection.rollback()  # the number is what counts
    return Counted(rows=number, keys=keys)


def ask(
    connection: Connection, query: str, timeout_ms: int, *, before: str = "", typed: bool = False
) -> list[tuple[object, ...]]:
    """The rows of one SELECT under a time limit; raises psycopg.Error and leaves the transaction to the caller.

    Args:
        before: Sent first, in the same transaction.
        typed: Whether a person wrote a part of it. Then the server parses it by the extended protocol first, which takes
            one statement and no more.
    """
    connection.pin()
    connection.execute(_LIMIT_TIME, [str(timeout_ms)])
    if before:
        connection.execute(before.encode())
    if typed:
        result = connection.pgconn.prepare(b"", query.encode())
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise psycopg.errors.error_from_result(result)
    rows = connection.execute(query.encode()).fetchall()
    connection.rollback()
    return [tuple(row) for row in rows]


def not_counted(problem: psycopg.Error, timeout_ms: int, *, trial: bool) -> Counted:
    """What an error says: a trial that failed has its answer; anything else is the reason why there is none."""
    if trial and (problem.sqlstate or "")[:2] in REFUSED_VALUES:
        return Counted(some=True)
    if isinstance(problem, psycopg.errors.QueryCanceled):
        return Counted(reason=f"it takes longer than {timeout_ms:,} ms")
    # without DETAIL and CONTEXT, and never the message of a data error, which quotes the value
    said = problem.diag.message_primary or type(problem).__name__
    if (problem.sqlstate or "")[:2] in REFUSED_VALUES:
        said = f"a value was refused (SQLSTATE {problem.sqlstate})"
    return Counted(reason=redactor.clean(said))
