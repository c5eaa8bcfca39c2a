"""Reads the catalog of a SQLite file into a Snapshot: one query per kind, whatever the number of tables.

SQLite puts the values of a row together, so that one text a row comes to Python, as from COPY; it is escaped here only
where it holds what COPY would escape. All is read in one transaction: the file does not change meanwhile.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime

from drifttools.catalog.reader import Extent
from drifttools.catalog.sqlite_connect import identity_of, path_of, refused
from drifttools.config import Target
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import fields_of
from drifttools.kinds.query import everything, query_for
from drifttools.kinds.sqlite import UNREAD
from drifttools.model.finding import NotCompared
from drifttools.model.rows import Field, Rows, Value, encode_line
from drifttools.model.snapshot import Server, Snapshot, Unread
from drifttools.sql.compose import Sql, compose, deparsed, joined, word
from drifttools.sql.dialect import Dialect

Taken = Callable[[str, Rows], None]

_BETWEEN, _NULL = b"\x1f", b"\x1d"
_SPECIAL = b"\b\f\n\r\t\v\\"
SCHEMA = "main"
"""What SQLite itself calls the file that was opened."""
UNCOVERED = (
    NotCompared("what is attached or temporary", "it belongs to a connection, and not to the file: only main is read"),
)


def read_sqlite(
    connection: sqlite3.Connection,
    target: Target,
    extent: Extent | None = None,
    *,
    origin: str = "",
    taken: Taken | None = None,
) -> Snapshot:
    """Read the catalog.

    Args:
        connection: From `connect_sqlite`, not in a transaction.
        target: What it is connected to.
        extent: What to read. There are no dependencies: SQLite keeps none.
        origin: The spec or target, for reports.
        taken: Called with the name of a kind and its rows as soon as they are there.

    Raises:
        CatalogError: The file is locked, damaged or cannot be read to its end.
    """
    extent = extent or Extent()
    try:
        connection.execute("begin")
        try:
            return _read(connection, target, extent, origin, taken)
        finally:
            connection.execute("rollback")
    except sqlite3.Error as problem:
        raise refused(target, problem) from problem


def _read(connection: sqlite3.Connection, target: Target, extent: Extent, origin: str, taken: Taken | None) -> Snapshot:
    rows: dict[str, Rows] = {}
    for kind in extent.kinds:
        lines = _lines(connection, kind, extent.focus)
        if lines is None:
            continue
        rows[kind.kind] = Rows(fields_of(kind, Dialect.SQLITE), tuple(lines))
        if taken is not None:
            taken(kind.kind, rows[kind.kind])
    return Snapshot(
        server=server_of(target),
        taken_at=datetime.now(UTC),
        rows=rows,
        origin=origin,
        edges=() if extent.edges else None,
        unread=tuple(_unread(connection, extent)),
    )


def server_of(target: Target) -> Server:
    """Which file this is, and who reads it."""
    path = path_of(target)
    major, minor, patch = sqlite3.sqlite_version_info
    number = (major * 1000 + minor) * 1000 + patch
    return Server("sqlite", sqlite3.sqlite_version, number, path.name, identity_of(path))


def _focused(focus: Collection[tuple[str, str]] | None) -> tuple[Callable[[str], Sql], dict[str, str]]:
    """The condition that an object is in the focus, and the names in it."""
    if focus is None:
        return everything, {}
    names = [name for schema, name in focus if schema == SCHEMA]

    def condition(of: str) -> Sql:
        return compose("{} collate nocase in (select value from json_each(:focus))", deparsed(of))

    return condition, {"focus": json.dumps(names)}


def _lines(
    connection: sqlite3.Connection, kind: type[Kind], focus: Collection[tuple[str, str]] | None
) -> list[bytes] | None:
    condition, named = _focused(focus)
    query = query_for(kind, Dialect.SQLITE, 0, condition)
    if query is None:
        return None
    fields = fields_of(kind, Dialect.SQLITE)
    columns = joined(_column(place) for place in range(len(fields)))
    values = joined((_value(place, field) for place, field in enumerate(fields)), " || char(31) || ")
    sql = compose("with line({}) as ({}) select {} from line", columns, deparsed(query), values)
    found: list[bytes] = [row[0] for row in connection.execute(str(sql), named)]
    if all(one.count(_BETWEEN) == len(fields) - 1 for one in found):
        lines = [_line(one) for one in found]
    else:  # a name holds the very sign that parts the values: so they are fetched one by one
        sql = compose("with line({}) as ({}) select {} from line", columns, deparsed(query), columns)
        lines = [encode_line(map(_decoded, row, fields)) for row in connection.execute(str(sql), named)]
    lines.sort()
    return lines


def _column(place: int) -> Sql:
    return compose("c{}", deparsed(str(place)))


def _value(place: int, field: Field) -> Sql:
    column = _column(place)
    if field.type == "bool":
        column = compose("case {} when 1 then 't' when 0 then 'f' end", column)
    return compose("coalesce({}, {})", column, word("char(29)"))


def _line(found: bytes) -> bytes:
    """A row as COPY would write it: hardly any holds what has to be escaped, and one look at its bytes tells."""
    if len(found.translate(None, _SPECIAL)) == len(found):
        return found.replace(_BETWEEN, b"\t").replace(_NULL, rb"\N")
    return encode_line(None if raw == _NULL else raw.decode("utf-8", "replace") for raw in found.split(_BETWEEN))


def _decoded(raw: object, field: Field) -> Value:
    if raw is None:
        return None
    if field.type == "bool":
        return bool(raw)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def _unread(connection: sqlite3.Connection, extent: Extent) -> Iterator[Unread]:
    """Tables whose definition could not be read: what it says of checks, names and collations is not known."""
    condition, named = _focused(extent.focus)
    query = UNREAD.replace("<<focus:l.name>>", str(condition("l.name")))
    for name, problem in connection.execute(query, named):
        if problem is not None:
            yield Unread("table", f"{SCHEMA}.{name.decode('utf-8', 'replace')}", problem.decode("utf-8", "replace"))
