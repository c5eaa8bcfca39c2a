"""User mappings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.foreign import options, options_change, secrets_to_set
from drifttools.kinds.grants import PUBLIC, role
from drifttools.kinds.secret import shown_options
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class UserMapping(Kind):
    """As whom a role is known to a foreign server. Passwords are never read: they are told apart by a short digest.

    PostgreSQL shows the options to superusers, to the owner of the server, and to the role itself where it may use it.
    """

    kind = "user mapping"
    plural = "user_mappings"
    # the server cannot go while there is a mapping: it is dropped and made again in steps of its own
    obstacle = Obstacle.REBUILT
    alterable = frozenset({"options"})

    server: str = key("the foreign server")
    role: str = key("the role; `PUBLIC` for everybody without one of its own")
    options: tuple[str, ...] | None = attr("`name=value`, sorted; secrets by a digest (umoptions)")
    readable: bool = attr("whether the role that reads may see the options", Compare.NOTED)

    # the condition is that of pg_user_mappings, which gives NULL both for no options and for hidden ones
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            select m.srvname, coalesce(r.rolname, 'PUBLIC'), {shown_options("m.umoptions")},
                   c.rolsuper or pg_catalog.pg_has_role(s.srvowner, 'USAGE') and (m.umuser = 0 or r.rolname = current_user)
                   or m.umuser <> 0 and r.rolname = current_user and pg_catalog.has_server_privilege(s.oid, 'USAGE')
            from pg_catalog.pg_user_mappings m
            join pg_catalog.pg_foreign_server s on s.oid = m.srvid
            join pg_catalog.pg_roles c on c.rolname = current_user
            left join pg_catalog.pg_roles r on r.oid = m.umuser
            cross join lateral (select m.srvname) n(nspname)
            where (m.umuser = 0 or r.oid is not null) and <<focus:m.srvname>>
        """
    }

    @property
    def focus(self) -> tuple[str, str]:
        return self.server, self.server

    @property
    def named_roles(self) -> tuple[str, ...]:
        return () if self.role == PUBLIC else (self.role,)

    @property
    def withheld(self) -> frozenset[str]:
        return frozenset() if self.readable else frozenset({"options"})

    @property
    def faithful(self) -> bool:
        return self.readable and not secrets_to_set((), self.options)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_user_mappings m left join pg_catalog.pg_roles r on r.oid = m.umuser"
            " where m.srvname = {} and coalesce(r.rolname, 'PUBLIC') = {})",
            value(self.server),
            value(self.role),
        )

    def out_of_reach(self, found: UserMapping | None) -> str:
        if not self.readable:
            return "its options could not be read: it is made by hand, or planned as a superuser"
        return secrets_to_set(found.options if found else (), self.options)

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(compose("create user mapping for {}{}", self._on, options(self.options))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop user mapping for {}", self._on)), ("drop-object",))

    def alter(self, expected: UserMapping, changed: frozenset[str]) -> Iterator[Statement]:
        change = options_change(self.options, expected.options)
        if change:
            yield Statement(str(compose("alter user mapping for {}{}", self._on, change)), ("alter-object",))

    @property
    def _on(self) -> Sql:
        return compose("{} server {}", role(self.role), name(self.server))
