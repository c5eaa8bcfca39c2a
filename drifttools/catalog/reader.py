"""Read a live catalog into a Snapshot: one query a kind, whatever the number of tables.

All kinds are read in one REPEATABLE READ, READ ONLY transaction, by `COPY (SELECT ...) TO STDOUT`, which is the bulk form
of SELECT: nothing else is sent, nothing is locked beyond what a SELECT locks. The lines stay as they come.

Two facts of PostgreSQL shape this file. Text functions such as `pg_get_viewdef` do not see the transaction's snapshot but
the newest catalog, so a migration that runs meanwhile tears the result apart: the reading is watched (`watch.py`) and done
again when the catalog moved. And they wait for ACCESS EXCLUSIVE locks: after `lock_timeout` the locked
relations are left out, named with their holder, and everything else is read. What the server cannot print at all is
found and left out too (`isolate.py`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.edges import read_edges
from drifttools.catalog.isolate import Condition, isolate
from drifttools.catalog.locks import LockedRelation, locked_relations
from drifttools.catalog.server_facts import read_server
from drifttools.catalog.unused import unused
from drifttools.catalog.watch import Watch, begin
from drifttools.errors import CatalogError
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import fields_of
from drifttools.kinds.query import query_for
from drifttools.kinds.registry import KINDS
from drifttools.model.rows import Rows
from drifttools.model.snapshot import Snapshot, Unread
from drifttools.sql.compose import Sql, compose, deparsed, joined, value, word
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.model.snapshot import Edge, Server

Connection = psycopg.Connection[tuple[object, ...]]
Relation = tuple[str, str]
Taken = Callable[[str, Rows], None]
Another = Callable[[], "Connection | None"]

OLDEST_MAJOR = 13
_ATTEMPTS = 4  # the first one trusts that nothing happens meanwhile; the others take a stamp before


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
    """What one connection has read.

    Args:
        watch: Where the watch is kept by this connection's transaction.
        rows: What was read.
        failed: Kind to why it could not be read.
        locked: Relations that are left out, because somebody else holds them.
        unread: Objects that are left out, because the server cannot print them.
    """

    connection: Connection
    watch: Watch | None = None
    rows: dict[type[Kind], Rows] = field(default_factory=dict)
    failed: dict[type[Kind], psycopg.Error] = field(default_factory=dict)
    locked: tuple[LockedRelation, ...] = ()
    unread: list[Unread] = field(default_factory=list)

    def give_up(self) -> None:
        """End the transaction that an error has ended already."""
        self.connection.rollback()
        if self.watch is not None:
            self.watch.lost()


def read(
    connection: Connection,
    extent: Extent | None = None,
    *,
    origin: str = "",
    another: Another | None = None,
    taken: Taken | None = None,
) -> Snapshot:
    """Read the catalog.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        extent: What to read; everything without edges when it is left out.
        origin: The spec or target, for reports.
        another: Waits for a second connection to the same database, which reads along; None where there is none.
        taken: Called with the name of a kind and its rows as soon as they are there, from any thread; they may be read
            again, and are then given again.

    Raises:
        CatalogError: The server is too old, the catalog did not hold still, a query failed or the connection was lost.
    """
    extent = extent or Extent()
    try:
        return _read(connection, extent, origin, another, taken)
    except psycopg.Error as problem:
        raise CatalogError(
            f"the catalog could not be read to its end: {_first_line(problem)}", hint="run the command again"
        ) from problem


def _read(connection: Connection, extent: Extent, origin: str, another: Another | None, taken: Taken | None) -> Snapshot:
    server, taken_at, roles = read_server(connection)
    connection.rollback()
    if server.major < OLDEST_MAJOR:
        raise CatalogError(
            f"PostgreSQL {server.version} is older than {OLDEST_MAJOR}, the oldest that drifttools reads",
            hint="compare a dump of it instead: drift diff TARGET sql:dump.sql",
        )
    for attempt in range(_ATTEMPTS):
        watch = begin(connection, careful=attempt > 0)
        parts = _read_parts(_Part(connection, watch), another, extent, server, taken)
        connections = [part.connection for part in parts]
        # an object that went away while it was printed is an error too: only one at rest tells what cannot be read
        if any(part.failed for part in parts) and watch.nothing_changed(connections):
            _read_apart(parts, extent, server)
        edges = _edges(parts[0], watch) if extent.edges else None
        whole = watch.nothing_changed(connections)
        if whole:
            return Snapshot(
                server=server,
                taken_at=taken_at,
                rows={kind.kind: part.rows[kind] for kind in extent.kinds for part in parts if kind in part.rows},
                origin=origin,
                edges=edges,
                unread=tuple(_unread(parts, extent)),
                roles=roles,
            )
    raise CatalogError(
        f"the catalog of {server.database!r} changed during each of {_ATTEMPTS} readings",
        hint="wait for the running migration to end, then run the command again",
    )


def _edges(part: _Part, watch: Watch) -> tuple[Edge, ...]:
    """The dependencies; none where something went away meanwhile, which the watch tells."""
    try:
        return read_edges(part.connection)
    except psycopg.Error:
        part.give_up()
        if watch.nothing_changed([part.connection]):
            raise
        return ()


def read_in_transaction(connection: Connection, extent: Extent, *, origin: str = "") -> Snapshot:
    """Read within the caller's own transaction: what it has changed itself is seen, nothing is committed.

    Raises:
        psycopg.Error: A query failed or a relation is locked by somebody else; the transaction is the caller's to end.
    """
    server, taken_at, roles = read_server(connection)
    empty = _empty(connection, extent)
    condition = _condition(extent.focus, ())
    read_kinds = (
        (kind, [] if kind.catalog in empty else _copy(connection, kind, server.major, condition)) for kind in extent.kinds
    )
    rows = {kind.kind: Rows(fields_of(kind), tuple(found)) for kind, found in read_kinds if found is not None}
    edges = read_edges(connection) if extent.edges else None
    return Snapshot(server=server, taken_at=taken_at, rows=rows, origin=origin, edges=edges, roles=roles)


def _read_parts(
    first: _Part, another: Another | None, extent: Extent, server: Server, taken: Taken | None
) -> Sequence[_Part]:
    """Read all kinds, the heaviest first, each by whichever connection has time.

    That two connections share no database snapshot does no harm: nothing changed while both read, or it is done again.
    """
    empty = _empty(first.connection, extent)
    waiting = deque(sorted(extent.kinds, key=lambda kind: -kind.weight))
    parts = [first]

    def work(part: _Part) -> None:
        with suppress(IndexError):  # raised when there is none left
            while True:
                kind = waiting.popleft()
                if kind.catalog in empty:
                    part.rows[kind] = Rows(fields_of(kind), ())
                else:
                    _read_kind(part, kind, extent, server)
                if kind in part.rows and taken is not None:
                    taken(kind.kind, part.rows[kind])

    def join_in(another: Another) -> None:
        connection = another()
        if connection is not None:
            parts.append(_Part(connection))
            work(parts[-1])

    with ThreadPoolExecutor(1) as pool:
        joined_in = pool.submit(join_in, another) if another is not None else None
        work(first)
    if joined_in is not None:
        joined_in.result()
    return parts


def _empty(connection: Connection, extent: Extent) -> frozenset[str]:
    return unused(connection, {kind.catalog for kind in extent.kinds if kind.catalog})


def _read_kind(part: _Part, kind: type[Kind], extent: Extent, server: Server) -> None:
    def lines() -> list[bytes] | None:
        return _copy(part.connection, kind, server.major, _condition(extent.focus, part.locked))

    try:
        try:
            found = lines()
        except psycopg.errors.LockNotAvailable:
            part.give_up()
            part.locked = locked_relations(part.connection)
            part.connection.rollback()
            found = lines()
    except psycopg.Error as problem:
        if part.connection.broken:
            raise  # nothing else can be read either
        part.give_up()
        part.failed[kind] = problem
    else:
        if found is not None:
            part.rows[kind] = Rows(fields_of(kind), tuple(found))


def _read_apart(parts: Sequence[_Part], extent: Extent, server: Server) -> None:
    """Read the kinds that failed without the objects that make them fail, where it is some of them that do."""
    for part in parts:
        for kind, problem in list(part.failed.items()):
            others = _condition(extent.focus, part.locked)
            apart = isolate(part.connection, kind.kind, partial(_copy_of, part, kind, server, others), problem)
            if apart is not None:
                del part.failed[kind]
                part.rows[kind] = Rows(fields_of(kind), tuple(sorted(apart.lines)))
                part.unread += apart.unread


def _copy_of(part: _Part, kind: type[Kind], server: Server, others: Condition, within: Condition) -> list[bytes]:
    def condition(of: str) -> Sql:
        return compose("{} and {}", others(of), within(of))

    return _copy(part.connection, kind, server.major, condition) or []


def _unread(parts: Sequence[_Part], extent: Extent) -> Iterator[Unread]:
    for kind in extent.kinds:
        reasons = [part.failed[kind] for part in parts if kind in part.failed]
        if reasons:
            yield Unread(kind.kind, "", _first_line(reasons[0]))
        elif kind.withheld is not Kind.withheld:
            yield from _withheld(kind, [rows for part in parts if (rows := part.rows.get(kind))])
    yield from sorted({entry for part in parts for entry in part.unread}, key=lambda one: (one.kind, one.object))
    for one in sorted({relation for part in parts for relation in part.locked}, key=lambda one: one.label):
        yield Unread(one.kind, one.label, one.reason)


def _withheld(kind: type[Kind], read: Iterable[Rows]) -> Iterator[Unread]:
    """What the server shows to privileged roles only: it is neither equal nor different, object by object."""
    for values in chain.from_iterable(rows.decode(rows.lines) for rows in read):
        record = kind.record(values)
        for attribute in sorted(record.withheld):
            # not the label alone: all else of the object is compared
            yield Unread(kind.kind, f"{record.label} {attribute}", "the server does not show it to this role")


def _copy(connection: Connection, kind: type[Kind], major: int, condition: Callable[[str], Sql]) -> list[bytes] | None:
    superuser = connection.info.parameter_status("is_superuser") == "on"
    query = query_for(kind, Dialect.POSTGRESQL, major, condition, superuser=superuser)
    if query is None:
        return None
    with connection.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout".encode()) as stream:
        # a CopyData message is one row; a memoryview of libpq's buffer has to be copied before the next one comes
        lines = [bytes(row)[:-1] for row in stream]
    lines.sort()
    return lines


def _condition(focus: Collection[Relation] | None, locked: Iterable[LockedRelation]) -> Callable[[str], Sql]:
    """The condition that an object is in the focus and not locked.

    Names are literals, quoted by the composer.
    """
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
