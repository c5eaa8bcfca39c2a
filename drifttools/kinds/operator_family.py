"""Operator families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.oids import FAMILY, is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name
from drifttools.sql.dialect import Dialect


@declared
class OperatorFamily(Kind):
    """An operator family. CREATE OPERATOR CLASS makes one of the same name where none is given."""

    kind = "operator family"
    plural = "operator_families"
    address = ("operator family",)
    obstacle = Obstacle.BLOCKS

    schema: str = key("the family's schema")
    family: str = key("its name and its access method, as in `numbers using btree`")
    method: str = attr("the access method (pg_opfamily.opfmethod)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_opfamily")}
            select n.nspname, {FAMILY}, am.amname
            from pg_catalog.pg_opfamily o
            join pg_catalog.pg_namespace n on n.oid = o.opfnamespace
            join pg_catalog.pg_am am on am.oid = o.opfmethod
            where {in_scope("o.opfname")} and {not_member("o.oid")}
        """
    }

    @property
    def called(self) -> str:
        """The family's own name."""
        return self.family.removesuffix(f" using {self.method}")

    @property
    def sql_name(self) -> Sql:
        return compose("{} using {}", name(self.schema, self.called), name(self.method))

    @property
    def printed(self) -> str:
        return str(name(self.schema, self.called))

    @property
    def focus(self) -> tuple[str, str]:
        return self.schema, self.called

    @property
    def distinctive(self) -> bool:
        return False  # all families of an access method are alike

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(compose("create operator family {}", self.sql_name)), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop operator family {}", self.sql_name)), ("drop-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter operator family {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))
