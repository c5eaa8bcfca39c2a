"""Attributes of composite types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Conversion, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.casts import through_text
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class CompositeAttribute(Kind):
    """An attribute of a composite type."""

    kind = "composite attribute"
    plural = "composite_attributes"
    parents = ("composite",)
    address = ("composite type column",)
    alterable = frozenset({"type", "collation"})
    inline = True
    shape = ("type", "collation")
    obstacle = Obstacle.BLOCKS
    steadfast = True

    schema: str = key("the type's schema")
    composite: str = key("the type")
    attribute: str = key("pg_attribute.attname")
    position: int = attr("place among the attributes that were not dropped, from 1", Compare.NOTED)
    type: str = attr("format_type() with its modifier", Compare.EXPRESSION)
    collation: str | None = attr("the collation where it is not that of the type", Compare.EXPRESSION)
    used: bool = attr("whether columns or other types are made of the composite type", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, c.relname, a.attname,
                   pg_catalog.row_number() over (partition by c.oid order by a.attnum),
                   pg_catalog.format_type(a.atttypid, a.atttypmod),
                   case when a.attcollation <> t.typcollation
                        then pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end,
                   exists (select from pg_catalog.pg_type own
                           join pg_catalog.pg_depend d
                             on d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
                            and d.refobjid in (own.oid, own.typarray) and d.deptype = 'n'
                            and d.classid in ('pg_catalog.pg_class'::pg_catalog.regclass,
                                              'pg_catalog.pg_type'::pg_catalog.regclass)
                           where own.oid = c.reltype)
            from pg_catalog.pg_class c
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
            left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            where c.relkind = 'c' and {in_scope("c.relname")} and {not_member("c.reltype")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.attribute)

    @property
    def on(self) -> Sql:
        """The quoted, qualified type."""
        return name(self.schema, self.composite)

    @property
    def ordinal(self) -> int:
        return self.position

    def could_be(self, found: CompositeAttribute) -> bool:
        return (self.type, self.collation, self.position) == (found.type, found.collation, found.position)

    def definition(self) -> Sql:
        """The attribute as it stands within CREATE TYPE or ADD ATTRIBUTE."""
        return compose("{} {}{}", self.sql_name, deparsed(self.type), self._collate())

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass({}) and attname = {}"
            " and not attisdropped)",
            value(str(self.on)),
            value(self.attribute),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield self._alter(compose("add attribute {}", self.definition()), "alter-attribute")

    def drop(self) -> Iterator[Statement]:
        yield self._alter(compose("drop attribute {}", self.sql_name), "drop-attribute")

    def can_alter(self, expected: CompositeAttribute, changed: frozenset[str]) -> bool:
        # PostgreSQL refuses while a column is of the composite type
        return changed <= self.alterable and not self.used

    def holds_rows(self, expected: CompositeAttribute) -> bool:
        return self.used

    def alter(self, expected: CompositeAttribute, changed: frozenset[str]) -> Iterator[Statement]:
        action = compose("alter attribute {} type {}{}", self.sql_name, deparsed(expected.type), expected._collate())
        yield self._alter(action, "alter-attribute")

    def made_of_type(self, type_: Kind) -> bool:
        return not {self.type.removesuffix("[]"), self.collation}.isdisjoint(type_.types)

    def differs_in_type(self, other: CompositeAttribute) -> bool:
        """Whether the two are not of the same type."""
        return (self.type, self.collation) != (other.type, other.collation)

    def value_in(self, whole: Sql, found: CompositeAttribute | None, conversion: Conversion) -> Sql:
        """Its value, taken from a value of the type that has `found` in its place."""
        if found is None:
            return compose("null::{}", deparsed(self.type))
        taken = compose("({}).{}", whole, found.sql_name)
        if found.type == self.type:
            return conversion.of(taken, found.type)
        way = "{}::text::{}" if through_text(found.type, self.type) else "{}::{}"
        return compose(way, taken, deparsed(self.type))

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename attribute {} to {}", self.sql_name, name(new)), "rename-unlocked")

    def _collate(self) -> Sql:
        return compose(" collate {}", deparsed(self.collation)) if self.collation else NOTHING

    def _alter(self, action: Sql, hazard: str) -> Statement:
        return Statement(str(compose("alter type {} {}", self.on, action)), (hazard,))
