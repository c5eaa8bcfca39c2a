"""The database itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Reach, Side, attr, declared, key
from drifttools.kinds.fragments import by_name
from drifttools.kinds.grants import PUBLIC, grant, revoke
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value, word
from drifttools.sql.database import THIS_DATABASE
from drifttools.sql.dialect import Dialect

OWNER = "OWNER"


@declared
class Database(Kind):
    """What belongs to the database as a whole: its owner, comment, connection limit and privileges.

    Two databases of different names are compared, so its name is no part of it. Models, migrations and SQL files describe
    what is in a database, and say nothing about it; nor does `pg_dump` without `--create`.
    """

    kind = "database"
    plural = "database_properties"
    alterable = frozenset({"owner", "comment", "connection_limit", "template", "privileges"})
    reach = Reach.DATABASE
    severity = Severity.WARNING

    database: str = key("always `itself`: there is one, whatever its name")
    owner: str = attr("the role (pg_database.datdba)", severity=Severity.WARNING)
    comment: str | None = attr("what COMMENT ON DATABASE says, but for those of initdb", severity=Severity.NOTE)
    connection_limit: int = attr("how many may connect; -1 for any number (datconnlimit)", severity=Severity.WARNING)
    template: bool = attr("whether everybody with CREATEDB may copy it (datistemplate)", severity=Severity.WARNING)
    privileges: tuple[str, ...] = attr(
        "`role=right`, sorted, with `*` where it may be passed on; `OWNER` for the owner, `PUBLIC` for everybody",
        severity=Severity.WARNING,
    )
    encoding: str = attr("the encoding, which only a new database can change", Compare.NOTED)
    collation: str = attr("the default collation, which only a new database can change", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            select 'itself', pg_catalog.pg_get_userbyid(d.datdba),
                   (select c.description from pg_catalog.pg_shdescription c
                    where c.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass and c.objoid = d.oid
                      and (d.datname, c.description) not in (
                          ('postgres', 'default administrative connection database'),
                          ('template1', 'default template for new databases'))),
                   d.datconnlimit, d.datistemplate,
                   coalesce((select json_agg(x.entry order by x.entry collate "C") from (
                        select distinct case when h.grantee = d.datdba then '{OWNER}=' || h.privilege_type
                                             else coalesce(r.rolname, 'PUBLIC') || '=' || h.privilege_type
                                                  || case when h.is_grantable then '*' else '' end end
                        from pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) h
                        left join pg_catalog.pg_roles r on r.oid = h.grantee
                        where h.grantee = 0 or r.oid is not null) x(entry)), '[]')::text,
                   pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate::text
            from pg_catalog.pg_database d
            {by_name("'itself'::text")[0]}
            where d.datname = pg_catalog.current_database() and {by_name("'itself'::text")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return compose("database {}", THIS_DATABASE)

    @property
    def named_roles(self) -> tuple[str, ...]:
        granted = {entry.rpartition("=")[0] for entry in self.privileges} - {OWNER, PUBLIC}
        return (self.owner, *sorted(granted))

    def presence(self) -> Sql:
        return word("true")

    def create(self, side: Side) -> Iterator[Statement]:
        # it is there: what is connected to is a database
        yield from self._of_new().alter(self, type(self).alterable)

    def drop(self) -> Iterator[Statement]:
        yield from self.alter(self._of_new(), type(self).alterable - {"owner"})

    def alter(self, expected: Database, changed: frozenset[str]) -> Iterator[Statement]:
        owner = expected.owner if "owner" in changed else ""
        gone = {entry for entry in self.privileges if entry not in expected.privileges}
        # what the next owner was granted by name would be mixed with what the last one has by owning
        gone |= {entry for entry in self.privileges if entry.rpartition("=")[0] == owner}
        if "privileges" in changed or owner:
            yield from self._privileges(revoke, gone, self.owner)
        if owner:
            yield self._alter(compose("owner to {}", name(owner)), "set-owner-unlocked")
        if "privileges" in changed or owner:
            # of the old owner's rights, all that are left go with the ownership
            yield from self._privileges(grant, set(expected.privileges) - (set(self.privileges) - gone), expected.owner)
        if "comment" in changed:
            sql = compose("comment on {} is {}", self.sql_name, value(expected.comment))
            yield Statement(str(sql), ("comment-unlocked",))
        if "connection_limit" in changed:
            yield self._alter(compose("connection limit {}", value(expected.connection_limit)), "alter-object")
        if "template" in changed:
            yield self._alter(compose("is_template {}", value(expected.template)), "alter-object")

    def _privileges(
        self, verb: Callable[[list[str], Sql, str], Iterator[Statement]], entries: set[str], owner: str
    ) -> Iterator[Statement]:
        for role in sorted({entry.rpartition("=")[0] for entry in entries}):
            rights = sorted(entry.rpartition("=")[2] for entry in entries if entry.rpartition("=")[0] == role)
            yield from verb(rights, self.sql_name, owner if role == OWNER else role)

    def _alter(self, action: Sql, hazard: str) -> Statement:
        return Statement(str(compose("alter {} {}", self.sql_name, action)), (hazard,))

    def _of_new(self) -> Database:
        """A database as CREATE DATABASE makes it."""
        rights = ("OWNER=CONNECT", "OWNER=CREATE", "OWNER=TEMPORARY", "PUBLIC=CONNECT", "PUBLIC=TEMPORARY")
        return Database("itself", self.owner, None, -1, False, rights, self.encoding, self.collation)  # noqa: FBT003 - a field
