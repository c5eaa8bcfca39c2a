"""Read a live catalog into a Snapshot: one query a kind, whatever the number of tables.

All kinds are read in one REPEATABLE READ, READ ONLY transaction, by `COPY (SELECT ...) TO STDOUT`, which is the bulk form
of SELECT: nothing else is sent, nothing is locked beyond what a SELECT locks. The lines stay as they come.

Two facts of PostgreSQL shape this file. Text functions such as `pg_get_viewdef` do not see the transaction's snapshot but
the newest catalog, so a migration that runs meanwhile tears the result apart: the catalog is stamped before and after
(`stamp.py`) and read again when it moved. And they wait for ACCESS EXCLUSIVE locks: after `lock_timeout` the locked
relations are left out, named with their holder, and everything else is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.edges import read_edges
from drifttools.catalog.locks import LockedRelation, locked_relations
from drifttools.catalog.server_facts import read_server
from drifttools.catalog.stamp import read_stamp
from drifttools.errors import CatalogError
from drifttools.kinds.base import Kind, fields_of, query_for
from drifttools.kinds.registry import KINDS
from drifttools.model.rows import Rows
from drifttools.model.snapshot import Snapshot, Unread
from drifttools.sql.compose import Sql, compose, deparsed, joined, value, word
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.model.snapshot import Edge, Server

Connection = psycopg.Connection[tuple[object, ...]]
Relation = tuple[str, str]

OLDEST_MAJOR = 13
_ATTEMPTS = 3
_UNSTABLE = (psycopg.errors.InternalError_, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedObject)


@dataclass(frozen=True, slots=True)
class Extent:
    """What is read.

    Args:
        kinds: The kinds, in any order.
        focus: (schema, relation) pairs; None for all. A focus that names nothing reads nothing.
        edges: Whether dependencies are read too; only a plan and a saved snapshot need them.
    """

    kinds: Sequence[type[Kind]] = KINDS
    focus: Collection[Relation] | None = None
    edges: bool = False


@dataclass(slots=True)
class _Reading:
    rows: dict[str, Rows] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    edges: tuple[Edge, ...] | None = None


def read(connection: Connection, extent: Extent | None = None, *, origin: str = "") -> Snapshot:
    """Read the catalog.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        extent: What to read; everything without edges when it is left out.
        origin: The spec or target, for reports.

    Raises:
        CatalogError: The server is too old, the catalog did not hold still, or a query failed.
    """
    extent = extent or Extent()
    server, taken_at = read_server(connection)
    connection.rollback()
    if server.major < OLDEST_MAJOR:
        raise CatalogError(
            f"PostgreSQL {server.version} is older than {OLDEST_MAJOR}, the oldest that drifttools reads",
            hint="compare a dump of it instead: drift diff TARGET sql:dump.sql",
        )
    for _ in range(_ATTEMPTS):
        reading = _read_once(connection, extent, server)
        if reading is not None:
            return Snapshot(
                server=server,
                taken_at=taken_at,
                rows=reading.rows,
                origin=origin,
                edges=reading.edges,
                unread=tuple(reading.unread),
            )
    raise CatalogError(
        f"the catalog of {server.database!r} changed during each of {_ATTEMPTS} readings",
        hint="wait for the running migration to end, then run the command again",
    )


def read_in_transaction(connection: Connection, extent: Extent, *, origin: str = "") -> Snapshot:
    """Read within the caller's own transaction: what it has changed itself is seen, nothing is committed.

    Raises:
        CatalogError: A query failed or a relation is locked by somebody else.
    """
    server, taken_at = read_server(connection)
    reading = _Reading()
    for kind in extent.kinds:
        rows = _copy(connection, kind, server.major, _condition(extent.focus, ()))
        if rows is not None:
            reading.rows[kind.kind] = rows
    if extent.edges:
        reading.edges = read_edges(connection)
    return Snapshot(server=server, taken_at=taken_at, rows=reading.rows, origin=origin, edges=reading.edges)


def _read_once(connection: Connection, extent: Extent, server: Server) -> _Reading | None:
    """One attempt; None where the catalog moved meanwhile."""
    locked: tuple[LockedRelation, ...] = ()
    before = read_stamp(connection)
    reading = _Reading()
    for kind in extent.kinds:
        try:
            try:
                rows = _copy(connection, kind, server.major, _condition(extent.focus, locked))
            except psycopg.errors.LockNotAvailable:
                connection.rollback()
                locked = locked_relations(connection)
                connection.rollback()
                rows = _copy(connection, kind, server.major, _condition(extent.focus, locked))
        except _UNSTABLE as problem:
            connection.rollback()
            if read_stamp(connection) == before:
                reading.unread.append(Unread(kind.kind, "", _first_line(problem)))
                continue
            return None
        except psycopg.Error as problem:
            connection.rollback()
            reading.unread.append(Unread(kind.kind, "", _first_line(problem)))
            continue
        if rows is not None:
            reading.rows[kind.kind] = rows
    reading.unread += [Unread("table", relation.label, relation.reason) for relation in locked]
    if extent.edges:
        reading.edges = read_edges(connection)
    connection.rollback()
    return reading if read_stamp(connection) == before else None


def _copy(connection: Connection, kind: type[Kind], major: int, condition: Callable[[str], Sql]) -> Rows | None:
    query = query_for(kind, Dialect.POSTGRESQL, major, condition)
    if query is None:
        return None
    with connection.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout".encode()) as stream:
        # a CopyData message is one row; a memoryview of libpq's buffer has to be copied before the next one comes
        lines = [bytes(row)[:-1] for row in stream]
    lines.sort()
    return Rows(fields_of(kind), tuple(lines))


def _condition(focus: Collection[Relation] | None, locked: Iterable[LockedRelation]) -> Callable[[str], Sql]:
    """The condition that an object is in the focus and not locked. Names are literals, quoted by the composer."""
    wanted = None if focus is None else _pairs(sorted(focus))
    hidden = _pairs([(relation.schema, relation.name) for relation in locked])

    def condition(of: str) -> Sql:
        name = compose("(n.nspname, {})", deparsed(of))
        parts = []
        if wanted is not None:
            parts.append(compose("{} in ({})", name, wanted) if wanted else word("false"))
        if hidden:
            parts.append(compose("{} not in ({})", name, hidden))
        return joined(parts, " and ") or word("true")

    return condition


def _pairs(pairs: Iterable[Relation]) -> Sql:
    return joined(compose("({}, {})", value(schema), value(relation)) for schema, relation in pairs)


def _first_line(problem: psycopg.Error) -> str:
    return str(problem).partition("\n")[0]
