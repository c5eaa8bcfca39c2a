"""Settings of the database, for everybody or for one role in it."""

from __future__ import annotations

from typing import ClassVar

from drifttools.kinds.base import Reach, declared
from drifttools.kinds.setting import Setting, settings_query
from drifttools.sql.compose import Sql, compose, name, word
from drifttools.sql.database import THIS_DATABASE
from drifttools.sql.dialect import Dialect


@declared
class DatabaseSetting(Setting):
    """What sessions in this database begin with: ALTER DATABASE ... SET, and ALTER ROLE ... IN DATABASE ... SET.

    The name of the database is no part of it: two databases of different names are compared. New sessions alone see a
    change.
    """

    kind = "database setting"
    plural = "database_settings"
    catalog = "pg_db_role_setting"
    alterable = frozenset({"value"})
    reach = Reach.DATABASE

    queries: ClassVar = {
        Dialect.POSTGRESQL: settings_query(
            "s.setdatabase = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())"
        )
    }

    @property
    def whose(self) -> Sql:
        if self.role:
            return compose("alter role {} in database {}", name(self.role), THIS_DATABASE)
        return compose("alter database {}", THIS_DATABASE)

    def presence(self) -> Sql:
        database = word("(select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())")
        return self._presence(database)
