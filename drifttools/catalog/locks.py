"""Who holds a lock that catalog functions wait for."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

_QUERY = """
    select n.nspname::text, coalesce(t.relname, c.relname)::text, l.pid,
           coalesce(extract(epoch from pg_catalog.now() - a.xact_start)::int, 0), coalesce(a.application_name, '')
    from pg_catalog.pg_locks l
    join pg_catalog.pg_class c on c.oid = l.relation
    left join pg_catalog.pg_index i on i.indexrelid = c.oid
    left join pg_catalog.pg_class t on t.oid = i.indrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted
      and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
      and n.nspname !~ '^pg_' and l.pid <> pg_catalog.pg_backend_pid()
    order by 1, 2
"""


@dataclass(frozen=True, slots=True)
class LockedRelation:
    """A relation under somebody's ACCESS EXCLUSIVE lock. What that session runs is not shown: it may hold data."""

    schema: str
    name: str
    pid: int
    seconds: int
    application: str

    @property
    def label(self) -> str:
        """The dotted name for a person."""
        return f"{self.schema}.{self.name}"

    @property
    def reason(self) -> str:
        """Why it could not be read."""
        who = f" ({self.application})" if self.application else ""
        return f"locked (ACCESS EXCLUSIVE) for {self.seconds} s by process {self.pid}{who}"


def locked_relations(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[LockedRelation, ...]:
    """All user relations that are locked so that not even their definition can be printed, without duplicates."""
    rows = connection.execute(_QUERY).fetchall()
    found = {
        (str(schema), str(name)): LockedRelation(str(schema), str(name), int(str(pid)), int(str(seconds)), str(app))
        for schema, name, pid, seconds, app in rows
    }
    return tuple(found.values())
