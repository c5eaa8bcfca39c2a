"""Settings of roles, in all databases of the cluster."""

from __future__ import annotations

from typing import ClassVar

from drifttools.kinds.base import Reach, declared
from drifttools.kinds.setting import Setting, settings_query
from drifttools.model.finding import Severity
from drifttools.sql.compose import Sql, compose, name, word
from drifttools.sql.dialect import Dialect


@declared
class RoleSetting(Setting):
    """What sessions of a role begin with in every database: ALTER ROLE ... SET; or those of all roles: ALTER ROLE ALL SET.

    It belongs to the whole cluster, like the role. Models, migrations and SQL files are made real on a scratch server,
    which knows nothing of the live server's roles: those say nothing about it, only another database and a snapshot do.
    """

    kind = "role setting"
    plural = "role_settings"
    catalog = "pg_db_role_setting"
    alterable = frozenset({"value"})
    severity = Severity.WARNING
    reach = Reach.CLUSTER

    queries: ClassVar = {Dialect.POSTGRESQL: settings_query("s.setdatabase = 0")}

    @property
    def whose(self) -> Sql:
        return compose("alter role {}", name(self.role) if self.role else word("all"))

    def presence(self) -> Sql:
        return self._presence(word("0"))
