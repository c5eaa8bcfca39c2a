"""Composite types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Conversion, Side, attr, declared, key
from drifttools.kinds.composite_attribute import CompositeAttribute
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.made_type import MadeType
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.dialect import Dialect


@declared
class Composite(MadeType):
    """A composite type: a row without a table. The row types of tables and views belong to those."""

    kind = "composite"
    plural = "composites"
    made_with = "types"
    address = ("composite type",)
    relation = True
    steadfast = True
    replaceable = True

    schema: str = key("the type's schema")
    composite: str = key("pg_type.typname")
    order: tuple[str, ...] = attr("its attributes in their order, by which ROW(...) makes a value of it", Compare.ORDER)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, c.relname,
                   coalesce((select json_agg(a.attname order by a.attnum)
                             from pg_catalog.pg_attribute a
                             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'c' and {in_scope("c.relname")} and {not_member("c.reltype")}
        """
    }

    def create(self, side: Side) -> Iterator[Statement]:
        attributes = joined(one.definition() for one in side.children(CompositeAttribute, self))
        yield Statement(str(compose("create type {} as ({})", self.sql_name, attributes)), ("create-object",))

    def reshaped(self, side: Side, expected: Composite, wanted: Side) -> bool:
        # ADD ATTRIBUTE appends, and no attribute of a type that columns are of changes its own type
        found = {one.attribute: one for one in side.children(CompositeAttribute, self)}
        other = {one.attribute: one for one in wanted.children(CompositeAttribute, expected)}
        kept = [attribute for attribute in found if attribute in other]
        fixed = any(found[one].used and found[one].differs_in_type(other[one]) for one in kept)
        return fixed or [*kept, *(attribute for attribute in other if attribute not in found)] != [*other]

    def converted(self, expression: Sql, expected: Composite, conversion: Conversion) -> Sql:
        if self.textual(expected, conversion):
            return super().converted(expression, expected, conversion)
        found = {one.attribute: one for one in conversion.found.children(CompositeAttribute, self)}
        values = joined(
            one.value_in(expression, found.get(one.attribute), conversion)
            for one in conversion.wanted.children(CompositeAttribute, expected)
        )
        # a row of nulls is not the same as no row, though IS NULL says so of both
        return compose(
            "case when {} is distinct from null then row({})::{} end", expression, values, deparsed(expected.printed)
        )

    def lost(self, expression: Sql, expected: Composite, conversion: Conversion) -> Sql:
        parts = (
            conversion.lost(compose("({}).{}", expression, one.sql_name), one.type)
            for one in conversion.found.children(CompositeAttribute, self)
        )
        return joined(filter(None, parts), " or ")

    def textual(self, expected: Composite, conversion: Conversion) -> bool:
        found = conversion.found.children(CompositeAttribute, self)
        wanted = conversion.wanted.children(CompositeAttribute, expected)
        return [one.attribute for one in found] == [one.attribute for one in wanted] and all(
            conversion.textual(one.type) for one in found
        )
