"""Operator families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.of_method import OfMethod
from drifttools.kinds.oids import FAMILY
from drifttools.model.plan import Statement
from drifttools.sql.compose import compose
from drifttools.sql.dialect import Dialect


@declared
class OperatorFamily(OfMethod):
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
    def distinctive(self) -> bool:
        return False  # all families of an access method are alike

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(compose("create operator family {}", self.sql_name)), ("create-object",))
