"""How large relations are, and who waits for whom. Neither waits for a lock itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.query import read_frame

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]

# pg_table_size() opens the relation and would wait behind ACCESS EXCLUSIVE: of a locked one the size is unknown
_SIZES = """
    with locked as (
        select l.relation, i.indrelid
        from pg_catalog.pg_locks l left join pg_catalog.pg_index i on i.indexrelid = l.relation
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock'
          and l.pid is distinct from pg_catalog.pg_backend_pid()
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())),
    measured as (
        select n.nspname, c.relname, c.relkind, c.reltuples, c.oid,
               c.oid in (select relation from locked where relation is not null
                         union all select indrelid from locked where indrelid is not null) as locked
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
    select m.nspname as schema, m.relname as relation,
           case m.relkind when 'm' then 'materialized view' when 'p' then 'partitioned table' else 'table' end as kind,
           case when m.reltuples >= 0 then m.reltuples::pg_catalog.int8 end as rows_estimate,
           case when not m.locked then pg_catalog.pg_table_size(m.oid) end as table_bytes,
           case when not m.locked then pg_catalog.pg_indexes_size(m.oid) end as index_bytes,
           case when not m.locked then pg_catalog.pg_total_relation_size(m.oid) end as total_bytes,
           case when m.locked then 'locked (ACCESS EXCLUSIVE) by another session' else '' end as reason
    from measured m
    order by total_bytes desc nulls first, 1, 2
"""

# what a session runs is not read: it may hold data or a password
_LOCKS = """
    select l.pid, coalesce(a.usename::text, '') as role, coalesce(a.application_name, '') as application,
           coalesce(a.state, '') as state,
           extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::pg_catalog.int8 as transaction_seconds,
           n.nspname as schema, c.relname as relation, l.locktype as type, l.mode, l.granted,
           pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(l.pid), ', ') as blocked_by
    from pg_catalog.pg_locks l
    left join pg_catalog.pg_stat_activity a on a.pid = l.pid
    left join pg_catalog.pg_class c on l.locktype = 'relation' and c.oid = l.relation
    left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where l.pid <> pg_catalog.pg_backend_pid() and l.locktype <> 'virtualxid'
      and (l.database is null or l.database = 0 or l.database = (
           select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
      and (n.nspname is null or n.nspname !~ '^pg_')
    order by l.granted, transaction_seconds desc nulls last, l.pid, n.nspname, c.relname, l.mode
"""


def sizes(connection: Connection) -> pd.DataFrame:
    """Tables and materialized views, the largest first.

    Returns:
        Columns `schema`, `relation`, `kind`, `rows_estimate`, `table_bytes` (with TOAST), `index_bytes`, `total_bytes`,
        `reason` (why a size is <NA>, else empty).
    """
    frame = read_frame(connection, _SIZES)
    connection.rollback()
    return frame


def locks(connection: Connection) -> pd.DataFrame:
    """Locks of other sessions in this database, those that wait first.

    Returns:
        Columns `pid`, `role`, `application`, `state`, `transaction_seconds`, `schema`, `relation`, `type`, `mode`,
        `granted`, `blocked_by` (pids, empty where nobody blocks it).
    """
    frame = read_frame(connection, _LOCKS)
    connection.rollback()
    return frame
