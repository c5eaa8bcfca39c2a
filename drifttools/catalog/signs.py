"""Reads the few facts beside the kinds that tell of a cause: by SELECT, each in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import LiteralString

import psycopg

from drifttools.catalog.query import read_frame
from drifttools.model.sign import Sign, SignKind

Connection = psycopg.Connection[tuple[object, ...]]

# An index that is being built is not valid either, and nothing has failed
_BUILDS: LiteralString = """
    select n.nspname || '.' || c.relname as object, p.command || ' by process ' || p.pid || ': ' || p.phase as told
    from pg_catalog.pg_stat_progress_create_index p
    join pg_catalog.pg_class c on c.oid = p.index_relid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where p.datname = pg_catalog.current_database()
"""
# ALTER TABLE ... DISABLE TRIGGER ALL takes those of foreign keys along: no definition tells of it
_UNENFORCED: LiteralString = """
    select n.nspname || '.' || c.relname as object,
           pg_catalog.string_agg(distinct k.conname::pg_catalog.text, ', ') as told
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_constraint k on k.oid = t.tgconstraint and k.contype = 'f'
    join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where t.tgisinternal and t.tgenabled = 'D'
    group by 1 order by 1
"""
# Only collations that something depends on: asking ICU for the version of each costs time
_COLLATIONS: LiteralString = """
    select n.nspname || '.' || c.collname as object,
           'used with version ' || c.collversion || ', the library now has '
               || pg_catalog.pg_collation_actual_version(c.oid) as told
    from pg_catalog.pg_collation c join pg_catalog.pg_namespace n on n.oid = c.collnamespace
    where c.collversion <> pg_catalog.pg_collation_actual_version(c.oid)
      and (n.nspname !~ '^pg_' or exists (
          select from pg_catalog.pg_depend d
          where d.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass and d.refobjid = c.oid))
    order by 1
"""
_DATABASE: LiteralString = """
    select '' as object,
           'the database was made with version ' || d.datcollversion || ' of its collation, the library now has '
               || pg_catalog.pg_database_collation_actual_version(d.oid) as told
    from pg_catalog.pg_database d
    where d.datname = pg_catalog.current_database()
      and d.datcollversion <> pg_catalog.pg_database_collation_actual_version(d.oid)
"""
_DATABASE_SINCE = 150000
_AVAILABLE: LiteralString = """
    select name::pg_catalog.text as object, 'version ' || default_version as told
    from pg_catalog.pg_available_extensions where name = any(%(names)s::pg_catalog.text[]) order by 1
"""


def read_signs(connection: Connection, extensions: Collection[str] = ()) -> tuple[Sign, ...]:
    """The signs that this database shows.

    Args:
        connection: From `connect_readonly`.
        extensions: Those that are missing: only these are looked for among the server's files.

    Raises:
        CatalogError: A query failed.
    """
    return tuple(_signs(connection, sorted(extensions)))


def _signs(connection: Connection, extensions: list[str]) -> Iterator[Sign]:
    yield from _read(connection, SignKind.INDEX_BUILD, _BUILDS)
    yield from _read(connection, SignKind.UNENFORCED_KEY, _UNENFORCED)
    yield from _read(connection, SignKind.COLLATION_VERSION, _COLLATIONS)
    if connection.info.server_version >= _DATABASE_SINCE:
        yield from _read(connection, SignKind.COLLATION_VERSION, _DATABASE)
    if extensions:
        yield from _read(connection, SignKind.AVAILABLE_EXTENSION, _AVAILABLE, extensions)


def _read(connection: Connection, kind: SignKind, query: LiteralString, names: list[str] | None = None) -> Iterator[Sign]:
    frame = read_frame(connection, query, {"names": names} if names is not None else None)
    shown = " ".join(query.split())
    for thing, told in zip(frame["object"].tolist(), frame["told"].tolist(), strict=True):
        yield Sign(kind, thing, told, shown)
