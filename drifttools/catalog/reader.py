"""Read a live catalog into a Snapshot: one query a kind, whatever the number of tables.

All kinds are read in one REPEATABLE READ, READ ONLY transaction, by `COPY (SELECT ...) TO STDOUT`, which is the bulk form
of SELECT: nothing else is sent, nothing is locked beyond what a SELECT locks. The lines stay as they come.

Two facts of PostgreSQL shape this file. Text functions such as `pg_get_viewdef` do not see the transaction's snapshot but
the newest catalog, so a migration that runs meanwhile tears the result apart: the catalog is stamped before and after
(`stamp.py`) and read again when it moved. And they wait for ACCESS EXCLUSIVE locks: after `lock_timeout` the locked
relations are left out, named with their holder, and everything else is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
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
    from drifttools.model.snapshot import Server

Connection = psycopg.Connection[tuple[object, ...]]
Relation = tuple[str, str]

OLDEST_MAJOR = 13
_ATTEMPTS = 3
_LARGE = 50_000  # rows of catalogs from which on a second connection costs less than it saves


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
class _Part:
    """What one connection has read."""

    rows: dict[str, Rows] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    locked: tuple[LockedRelation, ...] = ()


def read(
    connection: Connection,
    extent: Extent | None = None,
    *,
    origin: str = "",
    another: Callable[[], Connection] | None = None,
) -> Snapshot:
    """Read the catalog.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        extent: What to read; everything without edges when it is left out.
        origin: The spec or target, for reports.
        another: Opens a second connection to the same database: a large catalog is then read over both at once.

    Raises:
        CatalogError: The server is too old, the catalog did not hold still, a query failed or the connection was lost.
    """
    extent = extent or Extent()
    try:
        return _read(connection, extent, origin, another)
    except psycopg.Error as problem:
        raise CatalogError(
            f"the catalog could not be read to its end: {_first_line(problem)}", hint="run the command again"
        ) from problem


def _read(connection: Connection, extent: Extent, origin: str, another: Callable[[], Connection] | None) -> Snapshot:
    server, taken_at = read_server(connection)
    connection.rollback()
    if server.major < OLDEST_MAJOR:
        raise CatalogError(
            f"PostgreSQL {server.version} is older than {OLDEST_MAJOR}, the oldest that drifttools reads",
            hint="compare a dump of it instead: drift diff TARGET sql:dump.sql",
        )
    for _ in range(_ATTEMPTS):
        before = read_stamp(connection)
        with ExitStack() as stack:
            connections = [connection]
            if another is not None and before.size > _LARGE:
                connections.append(stack.enter_context(another()))
            parts = _read_parts(connections, extent, server)
        edges = read_edges(connection) if extent.edges else None
        connection.rollback()
        if read_stamp(connection) == before:
            locked = {relation for part in parts for relation in part.locked}
            return Snapshot(
                server=server,
                taken_at=taken_at,
                rows={kind.kind: p.rows[kind.kind] for kind in extent.kinds for p in parts if kind.kind in p.rows},
                origin=origin,
                edges=edges,
                unread=(
                    *(entry for part in parts for entry in part.unread),
                    *(Unread(one.kind, one.label, one.reason) for one in sorted(locked, key=lambda one: one.label)),
                ),
            )
    raise CatalogError(
        f"the catalog of {server.database!r} changed during each of {_ATTEMPTS} readings",
        hint="wait for the running migration to end, then run the command again",
    )


def read_in_transaction(connection: Connection, extent: Extent, *, origin: str = "") -> Snapshot:
    """Read within the caller's own transaction: what it has changed itself is seen, nothing is committed.

    Raises:
        psycopg.Error: A query failed or a relation is locked by somebody else; the transaction is the caller's to end.
    """
    server, taken_at = read_server(connection)
    read_kinds = ((kind, _copy(connection, kind, server.major, _condition(extent.focus, ()))) for kind in extent.kinds)
    rows = {kind.kind: found for kind, found in read_kinds if found is not None}
    edges = read_edges(connection) if extent.edges else None
    return Snapshot(server=server, taken_at=taken_at, rows=rows, origin=origin, edges=edges)


def _read_parts(connections: Sequence[Connection], extent: Extent, server: Server) -> list[_Part]:
    """Read all kinds, the longest first; each connection takes the next one when it is done with the last.

    That they do not share a database snapshot does no harm: equal stamps before and after say that nothing changed.
    """
    waiting = deque(sorted(extent.kinds, key=lambda kind: -kind.weight))
    if len(connections) == 1:
        return [_read_part(connections[0], waiting, extent, server)]
    with ThreadPoolExecutor(len(connections)) as pool:
        return list(pool.map(partial(_read_part, waiting=waiting, extent=extent, server=server), connections))


def _read_part(connection: Connection, waiting: deque[type[Kind]], extent: Extent, server: Server) -> _Part:
    part = _Part()
    while waiting:
        try:
            kind = waiting.popleft()
        except IndexError:  # another connection has taken the last one
            break
        try:
            rows = _read_kind(connection, kind, extent, server, part)
        except psycopg.Error as problem:
            if connection.broken:
                raise  # nothing else can be read either
            # an object that went away while it was printed is such an error too; then the stamp has changed as well
            connection.rollback()
            part.unread.append(Unread(kind.kind, "", _first_line(problem)))
        else:
            if rows is not None:
                part.rows[kind.kind] = rows
    connection.rollback()
    return part


def _read_kind(connection: Connection, kind: type[Kind], extent: Extent, server: Server, part: _Part) -> Rows | None:
    try:
        return _copy(connection, kind, server.major, _condition(extent.focus, part.locked))
    except psycopg.errors.LockNotAvailable:
        connection.rollback()
        part.locked = locked_relations(connection)
        connection.rollback()
        return _copy(connection, kind, server.major, _condition(extent.focus, part.locked))


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
