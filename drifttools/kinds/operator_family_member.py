"""What was added to an operator family beside its classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, LiteralString

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.oids import FAMILY, FAMILY_FUNCTION, FAMILY_OPERATOR, oid_of
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


def _loose(catalog: LiteralString) -> LiteralString:
    """The condition that a row `o` of pg_amop or pg_amproc belongs to the family itself, not to one of its classes."""
    return (
        "exists (select from pg_catalog.pg_depend d"
        " where d.classid = 'pg_catalog." + catalog + "'::pg_catalog.regclass and d.objid = o.oid"
        " and d.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass)"
    )


_FAMILY: LiteralString = f"""
    join pg_catalog.pg_namespace n on n.oid = f.opfnamespace
    join pg_catalog.pg_am am on am.oid = f.opfmethod
    where {in_scope("f.opfname")} and {not_member("f.oid")} and
"""


@declared
class OperatorFamilyMember(Kind):
    """An operator or a support function of an operator family that belongs to none of its classes.

    Which of those that a CREATE OPERATOR CLASS names are such is decided by the access method: all that the class can
    do without, as operators for two different types.
    """

    kind = "operator family member"
    plural = "operator_family_members"
    parents = ("operator family",)
    address = ("operator family member",)
    obstacle = Obstacle.REBUILT
    names_types = frozenset({"member"})

    schema: str = key("the family's schema")
    family: str = key("the family's name and its access method")
    member: str = key("its number and types, as in `operator 1 (integer, bigint)`")
    object: str = attr("the operator or function with its types (pg_amop.amopopr, pg_amproc.amproc)", Compare.EXPRESSION)
    order_by: str | None = attr("the family of the order that an ordering operator gives", Compare.EXPRESSION)
    method: str = attr("the access method", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_opfamily")}
            select n.nspname, {FAMILY.replace("o.opfname", "f.opfname")}, {FAMILY_OPERATOR},
                   o.amopopr::pg_catalog.regoperator::text,
                   (select pg_catalog.quote_ident(sn.nspname) || '.' || pg_catalog.quote_ident(s.opfname)
                    from pg_catalog.pg_opfamily s join pg_catalog.pg_namespace sn on sn.oid = s.opfnamespace
                    where s.oid = o.amopsortfamily), am.amname
            from pg_catalog.pg_amop o
            join pg_catalog.pg_opfamily f on f.oid = o.amopfamily
            {_FAMILY} {_loose("pg_amop")}
            union all
            select n.nspname, {FAMILY.replace("o.opfname", "f.opfname")}, {FAMILY_FUNCTION},
                   o.amproc::pg_catalog.regprocedure::text, null, am.amname
            from pg_catalog.pg_amproc o
            join pg_catalog.pg_opfamily f on f.oid = o.amprocfamily
            {_FAMILY} {_loose("pg_amproc")}
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
    def focus(self) -> tuple[str, str]:
        return self.schema, self.called

    def presence(self) -> Sql:
        operator = self.member.startswith("operator")
        family = oid_of("operator family", self.parent_key)
        if operator:
            return compose(_OPERATOR_THERE, family, value(self.member))
        return compose(_FUNCTION_THERE, family, value(self.member))

    def create(self, side: Side) -> Iterator[Statement]:
        # an operator has its types in its own name
        place = self.member if self.member.startswith("function") else self.member.partition(" (")[0]
        order = compose(" for order by {}", deparsed(self.order_by)) if self.order_by else NOTHING
        yield self._alter(compose("add {} {}{}", deparsed(place), deparsed(self.object), order))

    def drop(self) -> Iterator[Statement]:
        yield self._alter(compose("drop {}", deparsed(self.member)))

    def _alter(self, action: Sql) -> Statement:
        sql = compose("alter operator family {} {}", self.sql_name, action)
        return Statement(str(sql), ("alter-object",))


_OPERATOR_THERE: LiteralString = (
    "exists (select from pg_catalog.pg_amop o where o.amopfamily = {} and " + FAMILY_OPERATOR + " = {})"
)
_FUNCTION_THERE: LiteralString = (
    "exists (select from pg_catalog.pg_amproc o where o.amprocfamily = {} and " + FAMILY_FUNCTION + " = {})"
)
