"""Who holds a lock that catalog functions wait for."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

# A view, a policy or a function with a parsed body is printed from a tree, and PostgreSQL locks every relation in that tree
# before it prints it: so what uses a locked relation cannot be read either.
_QUERY = """
    with held as (
        select coalesce(t.oid, c.oid) as oid, n.nspname, coalesce(t.relname, c.relname) as relname, l.pid,
               coalesce(extract(epoch from pg_catalog.now() - a.xact_start)::int, 0) as seconds,
               coalesce(a.application_name, '') as application
        from pg_catalog.pg_locks l
        join pg_catalog.pg_class c on c.oid = l.relation
        left join pg_catalog.pg_index i on i.indexrelid = c.oid
        left join pg_catalog.pg_class t on t.oid = i.indrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
          and n.nspname !~ '^pg_' and l.pid <> pg_catalog.pg_backend_pid()),
    users as (
        select distinct d.classid, d.objid, held.nspname || '.' || held.relname as through, held.pid, held.seconds,
               held.application
        from held
        join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = held.oid)
    select 'table', nspname::text, relname::text, relname::text, '', pid, seconds, application from held
    union all
    select case c.relkind when 'm' then 'materialized view' else 'view' end, n.nspname::text, c.relname::text,
           c.relname::text, u.through, u.pid, u.seconds, u.application
    from users u
    join pg_catalog.pg_rewrite r on u.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and r.oid = u.objid
    join pg_catalog.pg_class c on c.oid = r.ev_class
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    union all
    select 'table', n.nspname::text, c.relname::text, c.relname::text, u.through, u.pid, u.seconds, u.application
    from users u
    join pg_catalog.pg_policy p on u.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and p.oid = u.objid
    join pg_catalog.pg_class c on c.oid = p.polrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    union all
    select 'routine', n.nspname::text, o.proname::text,
           o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')', u.through, u.pid, u.seconds, u.application
    from users u
    join pg_catalog.pg_proc p on u.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = u.objid
    -- all of that name: overloads are left out together
    join pg_catalog.pg_proc o on o.pronamespace = p.pronamespace and o.proname = p.proname
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    order by 5, 2, 4
"""


@dataclass(frozen=True, slots=True)
class LockedRelation:
    """What cannot be printed because of an ACCESS EXCLUSIVE lock. What that session runs is not shown: it may hold data.

    Args:
        kind: The kind of the object; `name`: the name by which queries leave it out; `shown`: as in its key.
        through: The locked relation, where it is another one that this object uses.
        pid, seconds, application: The session that holds the lock, and since when.
    """

    kind: str
    schema: str
    name: str
    shown: str
    through: str
    pid: int
    seconds: int
    application: str

    @property
    def label(self) -> str:
        """The dotted name for a person."""
        return f"{self.schema}.{self.shown}"

    @property
    def reason(self) -> str:
        """Why it could not be read."""
        who = f" ({self.application})" if self.application else ""
        lock = f"locked (ACCESS EXCLUSIVE) for {self.seconds} s by process {self.pid}{who}"
        return f"uses {self.through}, which is {lock}" if self.through else lock


def locked_relations(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[LockedRelation, ...]:
    """All that cannot be printed now, without duplicates; what is locked itself before what only uses it."""
    found: dict[tuple[str, str], LockedRelation] = {}
    for kind, schema, name, shown, through, pid, seconds, application in connection.execute(_QUERY).fetchall():
        entry = LockedRelation(
            kind=str(kind),
            schema=str(schema),
            name=str(name),
            shown=str(shown),
            through=str(through),
            pid=int(str(pid)),
            seconds=int(str(seconds)),
            application=str(application),
        )
        found.setdefault((entry.schema, entry.shown), entry)
    return tuple(found.values())
