"""Asks a SQLite file about its rows: SELECT only, each under a time limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from drifttools.model.probed import Offenders, Probed
from drifttools.probes.sqlite_question import FileQuestion
from drifttools.redact import redactor
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import TableText, quoted
from drifttools.sql.sqlite_identity import identity_of

Relation = tuple[str, str]
_OPCODES = 10_000  # a look at the clock after so many instructions of SQLite's machine: some milliseconds
_KEYS = 5


def ask_file(
    connection: sqlite3.Connection,
    asked: Iterable[FileQuestion],
    tables: Mapping[str, TableText],
    *,
    timeout_ms: int,
    probes: Container[str],
    wanted: Callable[[Relation | None], bool],
    values: bool = False,
) -> tuple[Probed, ...]:
    """Ask questions; one that cannot be answered says why.

    Args:
        connection: From `connect_sqlite`.
        tables: Of the file.
        timeout_ms: For each SELECT.
        probes: The ids of those that are asked.
        wanted: Whether a table is to be looked at; None for what is about no single table.
        values: Whether the values of a few rows are fetched too.
    """
    return tuple(
        _answer(connection, one, tables.get(one.table), timeout_ms, values=values)
        for one in asked
        if one.probe in probes and wanted(("main", one.table) if one.table else None)
    )


def _answer(
    connection: sqlite3.Connection, asked: FileQuestion, table: TableText | None, timeout_ms: int, *, values: bool
) -> Probed:
    blank = asked.blank
    if asked.impossible:
        return blank
    begun = time.monotonic()
    deadline = begun + timeout_ms / 1000
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _OPCODES)
    try:
        rows = int(connection.execute(blank.query).fetchone()[0])
        label, shown = _key(asked, table)
        keys = _some(connection, shown, asked.rows) if rows and shown else ()
        held = _some(connection, _columns(asked.columns), asked.rows) if rows and values and asked.columns else ()
    except sqlite3.Error as problem:
        interrupted = str(problem) == "interrupted"
        reason = f"it took longer than {timeout_ms / 1000:g} s" if interrupted else redactor.clean(str(problem))
        return replace(blank, reason=reason)
    finally:
        connection.set_progress_handler(None, 0)
    return replace(
        blank,
        state=Offenders.FOUND if rows else Offenders.NONE,
        rows=rows,
        key=label if keys else "",
        keys=keys,
        values=held,
        duration_ms=round((time.monotonic() - begun) * 1000),
    )


def _key(asked: FileQuestion, table: TableText | None) -> tuple[str, Sql | None]:
    """What tells the rows: what an invariant names, or the key of their table, or the rowid."""
    if asked.query is not None:
        return ", ".join(asked.key), _columns(asked.key) if asked.key else None
    if table is not None and table.primary_key:
        return ", ".join(table.primary_key), _columns(table.primary_key)
    identity = identity_of(table) if table is not None else None
    return (identity.label, joined(identity.columns)) if identity is not None else ("", None)


def _columns(names: Iterable[str]) -> Sql:
    return joined(compose("t.{}", quoted(one)) for one in names)


def _some(connection: sqlite3.Connection, shown: Sql, rows: Sql) -> tuple[str, ...]:
    query = compose("select {} from {} limit {}", shown, rows, deparsed(str(_KEYS)))
    found = connection.execute(str(query)).fetchall()
    return tuple(redactor.clean(", ".join(map(_text, row))) for row in found)


def _text(value: object) -> str:
    if value is None:
        return "null"
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
