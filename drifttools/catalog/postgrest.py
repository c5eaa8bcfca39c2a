"""Whether PostgREST serves a database: what it leaves in the catalog, and whether it listens now."""

from __future__ import annotations

from drifttools.catalog.connect import Connection

# The query of another role's session is only seen by a member of pg_monitor: the other signs are for everybody.
_SIGNS = """
    select case
        when exists (
            select from pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) one
            where one like 'pgrst.%' and s.setdatabase in (
                0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())))
        then 'settings of PostgREST (pgrst.*) are stored for this database'
        when exists (select from pg_catalog.pg_event_trigger e where e.evtname like 'pgrst\\_%')
        then 'event triggers of PostgREST (pgrst_*) are there'
        when exists (
            select from pg_catalog.pg_stat_activity a
            where a.datname = pg_catalog.current_database() and a.query ~* '^\\s*listen\\s+"?pgrst"?')
        then 'a session listens on the channel of PostgREST (pgrst)'
        else '' end
"""


def served_by_postgrest(connection: Connection) -> str:
    """What shows it, in words; empty where nothing does.

    Args:
        connection: From `connect_readonly`.
    """
    row = connection.execute(_SIGNS).fetchone()
    return str(row[0]) if row else ""
