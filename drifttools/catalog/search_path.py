"""The search_path that a role has after logging in, with the setting that it comes from.

Our own session has an empty one, so it is put together from what the catalog keeps: settings of the role in this
database, of the role, of the database, of all roles, and the server's own, in that order (manual, ALTER ROLE).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import psycopg

from drifttools.catalog.query import pin, read_frame
from drifttools.errors import CatalogError, UsageError
from drifttools.sql.quoting import LONGEST_NAME

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]

BUILT_IN = '"$user", public'

_ROLE = """
    select r.rolname::text, r.oid::pg_catalog.int8, pg_catalog.current_database()::text, r.rolcanlogin
    from pg_catalog.pg_roles r
    where r.rolname = coalesce(%(role)s::pg_catalog.text, current_user::text)
"""
# most specific first; a role's setting in one database beats its own, which beats the database's
_SETTINGS = """
    select case when s.setdatabase <> 0 and s.setrole <> 0 then 'role in database' when s.setrole <> 0 then 'role'
                when s.setdatabase <> 0 then 'database' else 'all roles' end as scope,
           coalesce(r.rolname::text, '') as role, coalesce(d.datname::text, '') as database,
           pg_catalog.substr(c.setting, pg_catalog.strpos(c.setting, '=') + 1) as value,
           s.setrole::pg_catalog.int8 as role_oid
    from pg_catalog.pg_db_role_setting s
    cross join lateral pg_catalog.unnest(s.setconfig) c(setting)
    left join pg_catalog.pg_roles r on r.oid = s.setrole
    left join pg_catalog.pg_database d on d.oid = s.setdatabase
    where pg_catalog.lower(pg_catalog.split_part(c.setting, '=', 1)) = 'search_path'
      and (s.setdatabase = 0 or d.datname = pg_catalog.current_database())
    order by (s.setrole <> 0)::int * 2 + (s.setdatabase <> 0)::int desc, 2
"""
_SERVER_READABLE = """
    select pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'execute')
"""
_SERVER = """
    select s.setting from pg_catalog.pg_show_all_file_settings() s
    where pg_catalog.lower(s.name) = 'search_path' and s.error is null order by s.seqno desc limit 1
"""
_SCHEMAS = """
    select n.nspname::text, n.oid::pg_catalog.int8,
           pg_catalog.has_schema_privilege(%(role)s::pg_catalog.oid, n.oid, 'USAGE')
    from pg_catalog.pg_namespace n where n.nspname = any(%(names)s::pg_catalog.text[])
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One schema of a path: whether it is there, and whether the role may look into it."""

    schema: str
    oid: int
    exists: bool
    usable: bool


@dataclass(frozen=True)
class SearchPath:
    """Where a role looks for a name without a schema.

    Args:
        role: The role; `role_oid` in this cluster.
        database: The database.
        setting: The path as it is set, such as `"$user", public`.
        origin: `role in database`, `role`, `database`, `all roles` or `server default`.
        entries: Its schemas in order, `"$user"` replaced by the role's name.
        system: The oid of `pg_catalog`.
    """

    role: str
    role_oid: int
    database: str
    setting: str
    origin: str
    entries: tuple[Entry, ...]
    system: int

    @cached_property
    def searched(self) -> tuple[int, ...]:
        """Oids of the schemas that are really searched: a missing or forbidden one is passed over in silence."""
        oids = [entry.oid for entry in self.entries if entry.exists and entry.usable]
        # pg_catalog comes first unless the path names it
        implicit = [] if any(entry.schema == "pg_catalog" for entry in self.entries) else [self.system]
        return tuple(implicit + oids)

    @property
    def reached(self) -> tuple[str, ...]:
        """Names of the schemas that are really searched, `pg_catalog` left out."""
        return tuple(
            entry.schema for entry in self.entries if entry.exists and entry.usable and entry.schema != "pg_catalog"
        )

    def frame(self) -> pd.DataFrame:
        """Columns `position` (from 1), `schema`, `exists`, `usable` (USAGE on it), `origin` (of the setting)."""
        import pandas as pd

        frame = pd.DataFrame(
            {
                "position": pd.Series(range(1, len(self.entries) + 1), dtype="Int64"),
                "schema": pd.Series([entry.schema for entry in self.entries], dtype="string"),
                "exists": pd.Series([entry.exists for entry in self.entries], dtype="boolean"),
                "usable": pd.Series([entry.usable for entry in self.entries], dtype="boolean"),
                "origin": pd.Series([self.origin] * len(self.entries), dtype="string"),
            }
        )
        frame.attrs |= {"role": self.role, "setting": self.setting, "database": self.database}
        return frame


def read_search_path(connection: Connection, role: str | None = None) -> SearchPath:
    """The path of a role, by default of the one that is connected. Five queries, whatever the database holds.

    Raises:
        UsageError: There is no such role.
        CatalogError: The catalog could not be read.
    """
    try:
        pin(connection)
        return _read(connection, role)
    except psycopg.Error as problem:
        connection.rollback()
        raise CatalogError(f"the search_path could not be read: {problem}") from problem


def read_settings(connection: Connection) -> pd.DataFrame:
    """All settings of search_path that hold in this database, the most specific first.

    Returns:
        Columns `scope` (`role in database`, `role`, `database`, `all roles`, `server default`), `role`, `database`
        (empty where the setting is for all), `value`.
    """
    import pandas as pd

    frame = read_frame(connection, _SETTINGS).drop(columns="role_oid")
    default = ("server default", "", "", _server_setting(connection))
    server = pd.DataFrame([default], columns=frame.columns, dtype="string")
    return pd.concat([frame, server], ignore_index=True) if len(frame) else server


def split_path(setting: str) -> tuple[str, ...]:
    """The schemas of a setting by the rules of SplitIdentifierString(): names without quotes are folded."""
    names: list[str] = []
    rest = setting.strip()
    while rest:
        if rest.startswith('"'):
            end = 1
            while (end := rest.find('"', end)) >= 0 and rest[end : end + 2] == '""':
                end += 2
            end = len(rest) if end < 0 else end
            name, rest = rest[1:end].replace('""', '"'), rest[end + 1 :]
        else:
            name, _, rest = rest.partition(",")
            name, rest = name.strip().lower(), f",{rest}" if rest else ""
        if name:
            names.append(name.encode()[:LONGEST_NAME].decode(errors="ignore"))
        rest = rest.lstrip().removeprefix(",").lstrip()
    return tuple(names)


def _read(connection: Connection, role: str | None) -> SearchPath:
    found = connection.execute(_ROLE, {"role": role}).fetchone()
    if found is None:
        raise UsageError(f"there is no role {role!r} on this server", hint="case matters; psql's \\du lists them")
    name, oid, database, _ = cast("tuple[str, int, str, bool]", found)
    setting, origin = _effective(connection, oid)
    names = tuple(dict.fromkeys(name if part == "$user" else part for part in split_path(setting)))
    rows = connection.execute(_SCHEMAS, {"role": oid, "names": [*names, "pg_catalog"]}).fetchall()
    there = {str(schema): (cast("int", schema_oid), bool(usable)) for schema, schema_oid, usable in rows}
    entries = tuple(
        Entry(schema, there[schema][0], exists=True, usable=there[schema][1])
        if schema in there
        else Entry(schema, 0, exists=False, usable=False)
        for schema in names
    )
    return SearchPath(name, oid, database, setting, origin, entries, there["pg_catalog"][0])


def _effective(connection: Connection, role: int) -> tuple[str, str]:
    for scope, _, _, value, owner in connection.execute(_SETTINGS).fetchall():
        if owner in (0, role):
            return str(value), str(scope)
    return _server_setting(connection), "server default"


def _server_setting(connection: Connection) -> str:
    """What postgresql.conf says where this role may see it, else PostgreSQL's own default."""
    row = connection.execute(_SERVER_READABLE).fetchone()
    if row is None or not row[0]:
        return BUILT_IN
    row = connection.execute(_SERVER).fetchone()
    return BUILT_IN if row is None else str(row[0])
