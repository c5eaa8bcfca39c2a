"""Sends one statement that reads and gives its rows as a frame, or single values for checks.

Whatever a person types runs in a READ ONLY transaction with a time limit, and the server itself has said before that it
is one statement.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from psycopg import pq

from drifttools.catalog.statement import one_reading_statement, starts_with
from drifttools.catalog.typed import frame_of
from drifttools.errors import CatalogError, UsageError
from drifttools.redact import redactor
from drifttools.sql.compose import compose, deparsed, name, value

if TYPE_CHECKING:
    import pandas as pd
    from psycopg.pq.abc import PGresult

Connection = psycopg.Connection[tuple[object, ...]]

_PORTION = 2_000

_ALLOW_VIEWS = "select pg_catalog.set_config('restrict_nonsystem_relation_kind', '', true)"
_LIMIT_TIME = "select pg_catalog.set_config('statement_timeout', %(ms)s, true)"
_PLACES = """
    select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relname = %(name)s and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname !~ '^pg_t' order by 1 limit 5
"""


def pin(connection: Connection) -> None:
    """Pin the settings for this transaction where a pooler keeps them from holding for the session.

    Without `row_security = off` a policy would take rows out of an answer in silence.
    """
    pinning = getattr(connection, "pin", None)  # a plain psycopg connection has none
    if pinning is not None:
        pinning()


def read_frame(
    connection: Connection, query: LiteralString, parameters: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """The rows of one of our own queries.

    Raises:
        CatalogError: The query failed; the message is the server's.
    """
    try:
        pin(connection)
        result = connection.execute(query, parameters).pgresult
    except psycopg.Error as problem:
        connection.rollback()
        raise CatalogError(f"the catalog could not be read: {said(problem)}") from problem
    if result is None:
        raise CatalogError("the server gave no result where one is certain")
    return frame_of([result])


def run_sql(
    connection: Connection,
    text: str,
    *,
    limit: int = 10_000,
    timeout_ms: int = 60_000,
    views: bool = False,
) -> pd.DataFrame:
    """The rows of one statement that a person typed.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        text: One statement that starts with SELECT, WITH, TABLE, VALUES, SHOW or EXPLAIN.
        limit: How many rows are fetched at most.
        timeout_ms: How long the server may work on it.
        views: Whether views and foreign tables may be read. A view may call any function of its owner's choice
            (CVE-2024-7348), so it has to be asked for.

    Returns:
        The result's own columns; `attrs["truncated"]` is true where more rows were there than `limit`.

    Raises:
        UsageError: The text is not one such statement, or the server refused it.
        CatalogError: It took too long, or the server failed.
    """
    if limit < 0:
        raise UsageError("limit is the largest number of rows, and cannot be negative")
    statement = one_reading_statement(text)
    with _explained(connection):
        pin(connection)
        connection.execute(_LIMIT_TIME, {"ms": str(timeout_ms)})
        if views:
            connection.execute(_ALLOW_VIEWS)
        _ask_the_server(connection, statement)
        if starts_with(statement) in ("show", "explain"):
            results = _all_rows(connection, statement)
        else:
            results = list(_some_rows(connection, statement, limit + 1))
        frame = frame_of(results)
        connection.rollback()
    truncated = len(frame) > limit
    frame = frame.head(limit)
    frame.attrs["truncated"] = truncated
    return frame


def _ask_the_server(connection: Connection, statement: str) -> None:
    """Let the server parse it by the extended protocol, which takes one statement: ours is not its own judge."""
    result = connection.pgconn.prepare(b"", statement.encode())
    if result.status != pq.ExecStatus.COMMAND_OK:
        raise psycopg.errors.error_from_result(result)


def _all_rows(connection: Connection, statement: str) -> list[PGresult]:
    result = connection.execute(statement.encode()).pgresult
    return [] if result is None else [result]


def _some_rows(connection: Connection, statement: str, limit: int) -> Iterator[PGresult]:
    """The first rows, in portions; raw, because PostgreSQL has dates that Python's do not reach."""
    connection.execute(str(compose("declare drifttools_rows no scroll cursor for {}", deparsed(statement))).encode())
    fetched = 0
    while True:
        portion = min(_PORTION, limit - fetched)
        fetch = compose("fetch forward {} from drifttools_rows", value(portion))
        result = connection.execute(str(fetch).encode()).pgresult
        if result is None:
            return
        yield result
        fetched += result.ntuples
        if result.ntuples < portion or fetched >= limit:
            return


@contextmanager
def _explained(connection: Connection) -> Iterator[None]:
    """Turn what the server says into an error for people. It is not chained: LINE 1 of it may hold a secret of the text."""
    try:
        yield
    except psycopg.errors.QueryCanceled:
        connection.rollback()
        raise CatalogError(
            "the statement took longer than its time limit",
            hint="give it more time, sql(..., timeout_ms=600_000), or ask for less",
        ) from None
    except psycopg.errors.LockNotAvailable:
        connection.rollback()
        raise CatalogError(
            "the statement waits for a lock that another session holds",
            hint="catalog.locks() shows who holds it",
        ) from None
    except psycopg.errors.ReadOnlySqlTransaction as problem:
        connection.rollback()
        raise UsageError(f"sql() only reads: {said(problem)}", hint="changes go through a plan (drift plan)") from None
    except psycopg.errors.InsufficientPrivilege as problem:
        connection.rollback()
        what, hint = _meaning(connection, problem)
        raise CatalogError(redactor.clean(what), hint=hint) from None  # nothing is wrong with the question
    except psycopg.Error as problem:
        connection.rollback()
        what, hint = _meaning(connection, problem)
        raise UsageError(redactor.clean(what), hint=hint) from None


def _meaning(connection: Connection, problem: psycopg.Error) -> tuple[str, str | None]:
    words = said(problem)
    if "row-level security" in words:
        return (
            f"{words}: policies would hide rows from this role, and drifttools refuses a part of an answer",
            "read it as the table's owner or as a role with BYPASSRLS",
        )
    if "non-system view" in words or "non-system foreign table" in words or "is restricted" in words:
        return (
            f"{words}: reading it can run any function its owner chose",
            "read the tables below it, or allow it: sql(..., views=True)",
        )
    if isinstance(problem, psycopg.errors.UndefinedTable):
        return f"{words}; search_path is empty here, so names need their schema", _places(connection, words)
    if isinstance(problem, psycopg.errors.InsufficientPrivilege):
        return words, "the role of this target lacks that right; ask for SELECT (and USAGE on the schema)"
    if "DECLARE CURSOR must not contain data-modifying" in words:
        return "sql() only reads, and the WITH of this statement changes data", "changes go through a plan (drift plan)"
    return words, problem.diag.message_hint


def _places(connection: Connection, words: str) -> str:
    missing = words.partition('"')[2].rpartition('"')[0]
    found = connection.execute(_PLACES, {"name": missing.rpartition(".")[2]}).fetchall()
    connection.rollback()
    if not found:
        return f"nothing of that name is in any schema; catalog.locate({missing!r}) looks for similar ones"
    return "write " + " or ".join(str(name(str(schema), str(relation))) for schema, relation in found)


def said(problem: psycopg.Error) -> str:
    """What the server said, on one line, without the statement that it quotes and without secrets."""
    words = problem.diag.message_primary or str(problem).partition("\n")[0]
    return redactor.clean(" ".join(words.split()))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query with one value gave.

    Args:
        value: Its text (the server's own cast), None for NULL and where it failed.
        problem: What the server said where it failed, else empty; `sqlstate`: its code for that.
        duration_ms: Measured with a monotonic clock.
    """

    value: str | None
    problem: str = ""
    sqlstate: str = ""
    duration_ms: int = 0


def read_values(connection: Connection, queries: Sequence[str]) -> tuple[Answer, ...]:
    """One value for each query; one that fails says why and does not stop the others.

    Args:
        connection: From `connect_readonly`, not in a transaction. All answers come from one snapshot of the data.
        queries: SELECTs that give one row with one column.
    """
    answers = []
    with connection.transaction(force_rollback=True):
        pin(connection)
        for query in queries:
            started = time.monotonic()
            answer = _value(connection, query)
            took = round((time.monotonic() - started) * 1000)
            answers.append(dataclasses.replace(answer, duration_ms=took))
    return tuple(answers)


def _value(connection: Connection, query: str) -> Answer:
    try:
        statement = one_reading_statement(query)
        with connection.transaction():  # a savepoint: the next query is sent all the same
            result: Any = connection.execute(statement.encode()).pgresult
    except psycopg.Error as problem:
        return Answer(None, said(problem), problem.sqlstate or "")
    except UsageError as problem:
        return Answer(None, problem.what)
    if result is None or result.ntuples != 1 or result.nfields != 1:
        return Answer(None, "the query does not give one row with one column")
    raw = result.get_value(0, 0)
    return Answer(None if raw is None else raw.decode())
