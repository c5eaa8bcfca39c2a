"""Finds the few objects that make the query of a kind fail, so that all the others are read.

One query reads all objects of a kind, and one object that the server cannot print (a view on a function whose row is gone,
a function of a language that was removed) ends it for all. Then the objects are split in halves by a hash of their names,
and each half again, until what fails is a single object. Objects that nothing is wrong with cost one query for each half.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import psycopg

from drifttools.model.snapshot import Unread
from drifttools.sql.compose import Sql, compose, deparsed, value

Connection = psycopg.Connection[tuple[object, ...]]
Condition = Callable[[str], Sql]
Copy = Callable[[Condition], "list[bytes]"]

PATIENCE_S = 60.0
_DEEPEST = 40  # halves of halves; two names whose hashes agree in so many bits are not told apart

# Every name by which a focus can find an object; what is in no schema is found by its own name twice.
_NAMES = """
    with named as (
        select n.nspname::text as schema, x.name::text as name, n.nspname || '.' || x.name as label
        from pg_catalog.pg_namespace n
        join (select relnamespace, relname from pg_catalog.pg_class
              union select pronamespace, proname from pg_catalog.pg_proc
              union select typnamespace, typname from pg_catalog.pg_type
              union select collnamespace, collname from pg_catalog.pg_collation
              union select oprnamespace, oprname from pg_catalog.pg_operator
              union select opcnamespace, opcname from pg_catalog.pg_opclass
              union select opfnamespace, opfname from pg_catalog.pg_opfamily
              union select stxnamespace, stxname from pg_catalog.pg_statistic_ext
              union select cfgnamespace, cfgname from pg_catalog.pg_ts_config
              union select dictnamespace, dictname from pg_catalog.pg_ts_dict) x(namespace, name) on x.namespace = n.oid
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        union
        select x.name::text, x.name::text, x.name::text
        from (select nspname from pg_catalog.pg_namespace
              union select extname from pg_catalog.pg_extension
              union select evtname from pg_catalog.pg_event_trigger
              union select pubname from pg_catalog.pg_publication
              union select fdwname from pg_catalog.pg_foreign_data_wrapper
              union select srvname from pg_catalog.pg_foreign_server) x(name))
    select label, {} from named
"""


@dataclass(slots=True)
class Isolated:
    """What could be read of a kind.

    Args:
        lines: Of all objects that can be read.
        unread: The others, each with what the server said of it.
    """

    lines: list[bytes] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Share:
    """The objects whose hash ends with these bits."""

    depth: int = 0
    bits: int = 0

    def __contains__(self, hashed: int) -> bool:
        return hashed & self.mask == self.bits

    @property
    def mask(self) -> int:
        return (1 << self.depth) - 1

    @property
    def halves(self) -> Iterator[_Share]:
        yield _Share(self.depth + 1, self.bits)
        yield _Share(self.depth + 1, self.bits | (1 << self.depth))

    def condition(self, of: str) -> Sql:
        """As SQL, of the schema `n` and an expression of the name."""
        return compose("({} & {}) = {}", _hash(deparsed("n.nspname"), deparsed(of)), value(self.mask), value(self.bits))


def _hash(schema: Sql, name: Sql) -> Sql:
    """The hash of a name, the same wherever it is made."""
    return compose("pg_catalog.hashtextextended(({}::text || '.' || {}::text) collate pg_catalog.\"C\", 0)", schema, name)


def isolate(connection: Connection, kind: str, copy: Copy, problem: psycopg.Error) -> Isolated | None:
    """Read a kind without the objects that cannot be read.

    Args:
        connection: That `copy` uses; not in a transaction.
        kind: The name of the kind.
        copy: Reads the objects that fulfil a condition, and leaves the transaction open.
        problem: Why the whole could not be read.

    Returns:
        What could be read, or None where no object in particular is to blame: the query itself is refused, it takes
        too long, or the connection is gone.
    """
    if isinstance(problem, psycopg.errors.QueryCanceled | psycopg.errors.LockNotAvailable):
        return None
    try:
        copy(_nothing)
        names = _names(connection)
    except psycopg.Error:
        return None
    finally:
        if not connection.broken:
            connection.rollback()
    return _split(connection, kind, copy, names)


def _split(connection: Connection, kind: str, copy: Copy, names: Sequence[tuple[str, int]]) -> Isolated | None:
    found = Isolated()
    ends = time.monotonic() + PATIENCE_S
    waiting = list(_Share().halves)
    while waiting:
        if time.monotonic() > ends:
            return None
        share = waiting.pop()
        try:
            found.lines += copy(share.condition)
        except psycopg.Error as problem:
            if connection.broken:
                raise
            connection.rollback()
            suspects = [label for label, hashed in names if hashed in share]
            if len(suspects) > 1 and share.depth < _DEEPEST:
                waiting += share.halves
            elif suspects:
                found.unread += [Unread(kind, label, str(problem).partition("\n")[0]) for label in suspects]
            else:
                return None  # an object that no name leads to
    return found


def _names(connection: Connection) -> list[tuple[str, int]]:
    """(label, hash) of every name."""
    query = compose(_NAMES, _hash(deparsed("schema"), deparsed("name")))
    return [(str(label), int(str(hashed))) for label, hashed in connection.execute(str(query).encode()).fetchall()]


def _nothing(of: str) -> Sql:
    return compose("{} is null and false", deparsed(of))
