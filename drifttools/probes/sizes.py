"""How large tables are: the planner's estimate of their rows, and the bytes of their files."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.model.question import TableSize

# The files of a partitioned table are its partitions'. A table that somebody holds by ACCESS EXCLUSIVE has no size for us:
# pg_relation_size() would wait for the lock.
_SIZES = """
    with recursive wanted as (
        select w.schema, w.relation, c.oid, c.relkind
        from unnest(%(schemas)s::pg_catalog.text[], %(relations)s::pg_catalog.text[]) w(schema, relation)
        join pg_catalog.pg_namespace n on n.nspname = w.schema
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation
        where c.relkind in ('r', 'p', 'm')),
    part as (
        select w.oid as root, w.oid as leaf from wanted w
        union
        select p.root, i.inhrelid from part p join pg_catalog.pg_inherits i on i.inhparent = p.leaf),
    locked as (
        select l.relation from pg_catalog.pg_locks l
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted
          and l.pid <> pg_catalog.pg_backend_pid()
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
    select w.schema, w.relation, w.relkind = 'p',
           (select pg_catalog.sum(c.reltuples) filter (where c.reltuples >= 0)::pg_catalog.int8
            from part p join pg_catalog.pg_class c on c.oid = p.leaf where p.root = w.oid and c.relkind <> 'p'),
           (select pg_catalog.sum(pg_catalog.pg_relation_size(p.leaf))::pg_catalog.int8 from part p where p.root = w.oid),
           (select pg_catalog.sum(c.relpages)::pg_catalog.int8
                   * pg_catalog.current_setting('block_size')::pg_catalog.int8
            from pg_catalog.pg_class c
            where c.oid in (
                select t.reltoastrelid from part p join pg_catalog.pg_class t on t.oid = p.leaf where p.root = w.oid
                union
                select i.indexrelid from part p join pg_catalog.pg_class t on t.oid = p.leaf
                join pg_catalog.pg_index i on i.indrelid in (p.leaf, t.reltoastrelid) where p.root = w.oid))
    from wanted w
    where not exists (select from part p join locked l on l.relation = p.leaf where p.root = w.oid)
"""


def table_sizes(connection: Connection, tables: Iterable[tuple[str, str]]) -> dict[tuple[str, str], TableSize]:
    """The sizes of tables; one that is not there or cannot be looked at is left out.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        tables: (schema, table) pairs.
    """
    wanted = sorted(set(tables))
    parameters = {"schemas": [schema for schema, _ in wanted], "relations": [table for _, table in wanted]}
    try:
        connection.pin()
        rows = connection.execute(_SIZES, parameters).fetchall()
    except psycopg.Error:
        rows = []
    connection.rollback()
    return {
        (schema, table): TableSize(
            rows=estimate, bytes=size or 0, files=(size or 0) + (beside or 0), partitioned=partitioned
        )
        for schema, table, partitioned, estimate, size, beside in rows
    }
