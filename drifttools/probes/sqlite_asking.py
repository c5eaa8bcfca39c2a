"""Asks a SQLite file about its rows: keys that lead nowhere, duplicates and nulls. SELECT only, each under a time limit.

SQLite enforces a foreign key only where a connection has asked for it, so every declared key is asked for too.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import records
from drifttools.model.finding import Change
from drifttools.model.probed import Basis, Offenders, Probed
from drifttools.model.snapshot import Snapshot
from drifttools.redact import redactor
from drifttools.sql.compose import Sql, compose, joined
from drifttools.sql.sqlite_ddl import quoted
from drifttools.sql.sqlite_folding import folded

Relation = tuple[str, str]
ASKED = ("unchecked-foreign-keys", "expected-foreign-keys", "duplicates", "nulls")
"""The probes that are asked of a SQLite file."""
_OPCODES = 10_000  # a look at the clock after so many instructions of SQLite's machine: some milliseconds
_KEYS = 5


@dataclass(frozen=True, slots=True)
class _Ask:
    """A question: FROM and WHERE of the rows in question."""

    probe: str
    table: Relation
    about: str
    basis: Basis
    rows: Sql
    findings: tuple[str, ...] = ()


def run_on_sqlite(
    connection: sqlite3.Connection,
    actual: Snapshot,
    comparison: Comparison,
    *,
    timeout_ms: int,
    probes: Container[str],
    wanted: Callable[[Relation | None], bool],
) -> tuple[Probed, ...]:
    """Ask all questions; one that cannot be answered says why.

    Args:
        connection: From `connect_sqlite`.
        actual: Its catalog.
        comparison: With the expected state; with nothing in it where there is none.
        timeout_ms: For each SELECT.
        probes: The ids of those that are asked.
        wanted: Whether a table is to be looked at.
    """
    asked = {one.about: one for one in (*_declared(actual), *_expected(comparison, actual)) if one.probe in probes}
    return tuple(_answer(connection, one, timeout_ms) for one in asked.values() if wanted(one.table))


def _declared(actual: Snapshot) -> Iterator[_Ask]:
    for record in records(actual, Constraint):
        if record.type == "foreign key":
            yield from _orphans(record, "unchecked-foreign-keys", Basis.DECLARED, ())


def _expected(comparison: Comparison, actual: Snapshot) -> Iterator[_Ask]:
    """What the file would refuse if it were as it is expected; what is missing whole holds no rows."""
    columns = actual.rows.get("column")
    # whatever their case: the expected side may spell them otherwise
    there = {_folded(*map(str, one.values())) for one in columns.decode(columns.lines)} if columns is not None else set()
    for difference in comparison.differences:
        record, found = difference.expected, difference.findings
        if isinstance(record, Constraint) and difference.change in (Change.MISSING, Change.CHANGED):
            known = {_folded(record.schema, record.table, column) for column in record.columns or ()}
            if not known or not known <= there:
                continue
            if record.type == "foreign key":
                yield from _orphans(record, "expected-foreign-keys", Basis.EXPECTED, found)
            elif record.type in ("primary key", "unique"):
                yield _duplicates(record, found)
        elif (
            isinstance(record, Column)
            and "not_null" in difference.changed
            and record.not_null
            and _folded(*record.key) in there
        ):
            where = compose("{} where {} is null", quoted(record.schema, record.table), quoted(record.column))
            about = f"rows of {record.schema}.{record.table} with a null in {record.column}"
            yield _Ask("nulls", (record.schema, record.table), about, Basis.EXPECTED, where, found)


def _folded(schema: str, table: str, column: str, *_: str) -> tuple[str, str, str]:
    return folded(schema), folded(table), folded(column)


def _orphans(record: Constraint, probe: str, basis: Basis, findings: tuple[str, ...]) -> Iterator[_Ask]:
    columns, referenced = record.columns or (), record.referenced or ()
    if len(columns) != len(referenced) or not record.references:
        return  # the table that it is to is not there, or has no key: SQLite calls that a mismatch
    there = joined((compose("c.{} is not null", quoted(column)) for column in columns), " and ")
    same = joined(
        (compose("p.{} = c.{}", quoted(one), quoted(own)) for one, own in zip(referenced, columns, strict=True)), " and "
    )
    rows = compose(
        "{} c where {} and not exists (select 1 from {} p where {})",
        quoted(record.schema, record.table),
        there,
        quoted(*parts_of(record.references)),
        same,
    )
    about = f"rows of {record.schema}.{record.table} whose {', '.join(columns)} leads nowhere in {record.references}"
    yield _Ask(probe, (record.schema, record.table), about, basis, rows, findings)


def _duplicates(record: Constraint, findings: tuple[str, ...]) -> _Ask:
    columns = record.columns or ()
    keys = joined(quoted(column) for column in columns)
    there = joined((compose("{} is not null", quoted(column)) for column in columns), " and ")
    table = quoted(record.schema, record.table)
    rows = compose("(select 1 from {} where {} group by {} having count(*) > 1)", table, there, keys)
    about = f"values of {', '.join(columns)} that several rows of {record.schema}.{record.table} have"
    return _Ask("duplicates", (record.schema, record.table), about, Basis.EXPECTED, rows, findings)


def _answer(connection: sqlite3.Connection, asked: _Ask, timeout_ms: int) -> Probed:
    query = str(compose("select count(*) from {}", asked.rows))
    blank = Probed(
        asked.probe,
        ".".join(asked.table),
        asked.about,
        asked.basis,
        Offenders.UNKNOWN,
        query=query,
        findings=asked.findings,
    )
    begun = time.monotonic()
    deadline = begun + timeout_ms / 1000
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _OPCODES)
    try:
        rows = int(connection.execute(query).fetchone()[0])
        keys = _keys(connection, asked) if rows else ()
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
        key="rowid" if keys else "",
        keys=keys,
        duration_ms=round((time.monotonic() - begun) * 1000),
    )


def _keys(connection: sqlite3.Connection, asked: _Ask) -> tuple[str, ...]:
    """The rowids of some rows; none of a group of rows, or where a table has no rowids."""
    if asked.probe == "duplicates":
        return ()
    query = compose("select rowid from {} limit {}", asked.rows, Sql(str(_KEYS)))
    try:
        return tuple(str(row[0]) for row in connection.execute(str(query)))
    except sqlite3.Error:
        return ()
