"""Base types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import FUNCTIONS, in_scope, members, not_member
from drifttools.kinds.made_type import MadeType
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class BaseType(MadeType):
    """A type that functions read and write, or one of which there is nothing but the name ("shell type").

    It is made in two steps, because its functions need the name and the rest of it needs the functions. Type and
    functions then hold each other: PostgreSQL drops them with CASCADE only, which is never sent.
    """

    kind = "base type"
    plural = "base_types"
    address = ("base type",)
    obstacle = Obstacle.BLOCKS
    made_in_two = True
    made_with = "types"
    alterable = frozenset({"receive", "send", "typmod_in", "typmod_out", "analyze", "subscript", "storage"})

    schema: str = key("the type's schema")
    base_type: str = key("pg_type.typname")
    defined: bool = attr("whether there is more than the name (pg_type.typisdefined)")
    input: str | None = attr("the function that reads it, quoted and qualified (pg_type.typinput)", Compare.EXPRESSION)
    output: str | None = attr("the function that writes it (pg_type.typoutput)", Compare.EXPRESSION)
    receive: str | None = attr("the function that reads its binary form (pg_type.typreceive)", Compare.EXPRESSION)
    send: str | None = attr("the function that writes its binary form (pg_type.typsend)", Compare.EXPRESSION)
    typmod_in: str | None = attr("the function that reads modifiers (pg_type.typmodin)", Compare.EXPRESSION)
    typmod_out: str | None = attr("the function that writes modifiers (pg_type.typmodout)", Compare.EXPRESSION)
    analyze: str | None = attr("the function for its statistics (pg_type.typanalyze)", Compare.EXPRESSION)
    subscript: str | None = attr("the function for subscripts (pg_type.typsubscript); 14 and later", Compare.EXPRESSION)
    length: int = attr("bytes, -1 where they vary (pg_type.typlen)")
    by_value: bool = attr("pg_type.typbyval")
    alignment: str = attr("`char`, `int2`, `int4` or `double` (pg_type.typalign)")
    storage: str = attr("`plain`, `external`, `extended` or `main` (pg_type.typstorage)")
    category: str = attr("pg_type.typcategory")
    preferred: bool = attr("whether it is the preferred one of its category (pg_type.typispreferred)")
    default: str | None = attr("pg_type.typdefault")
    element: str | None = attr("the type of what a subscript gives (pg_type.typelem)", Compare.EXPRESSION)
    delimiter: str = attr("what stands between elements of its arrays (pg_type.typdelim)")
    collatable: bool = attr("whether it has a collation (pg_type.typcollation)")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}, {FUNCTIONS}
            select n.nspname, t.typname, t.typisdefined,
                   {
            ", ".join(
                f"(select c.name from called c where c.oid = t.{column} and t.typisdefined)"
                for column in ("typinput", "typoutput", "typreceive", "typsend", "typmodin", "typmodout", "typanalyze")
            )
        },
                   <<14: (select c.name from called c where c.oid = t.typsubscript and t.typisdefined) ;; null>>,
                   t.typlen, t.typbyval,
                   case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
                   case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main'
                        else 'extended' end,
                   t.typcategory::text, t.typispreferred, t.typdefault,
                   case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end, t.typdelim::text,
                   t.typcollation <> 0
            from pg_catalog.pg_type t
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where (t.typtype = 'b' or not t.typisdefined)
              and not exists (select from pg_catalog.pg_type e where e.oid = t.typelem and e.typarray = t.oid)
              and {in_scope("t.typname")} and {not_member("t.oid")}
        """
    }

    def presence(self) -> Sql:
        # to_regtype() finds no shell
        return compose(
            "exists (select from pg_catalog.pg_type t where t.typname = {}"
            " and t.typnamespace = pg_catalog.to_regnamespace({}))",
            value(self.base_type),
            value(str(name(self.schema))),
        )

    @property
    def stays(self) -> str:
        if not self.defined:
            return ""
        return "PostgreSQL drops a base type only together with its functions, by CASCADE, which is never sent"

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(compose("create type {}", self.sql_name)), ("create-object",))

    def incomplete(self) -> BaseType:
        return replace(self, defined=False)

    def complete(self, before: BaseType) -> Iterator[Statement]:
        if self.defined and not before.defined:
            sql = compose("create type {} ({})", self.sql_name, joined(self._options()))
            yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        if not self.defined:
            yield Statement(str(compose("drop type {}", self.sql_name)), ("drop-type",))

    def can_alter(self, expected: BaseType, changed: frozenset[str]) -> bool:
        if not self.defined:
            return expected.defined  # its name is completed
        # what was stored compressed or outside cannot become plain
        back = "storage" in changed and "plain" in (self.storage, expected.storage)
        return changed <= type(self).alterable and not back

    def alter(self, expected: BaseType, changed: frozenset[str]) -> Iterator[Statement]:
        for attribute, option in _FUNCTIONS.items():
            if self.defined and attribute in changed:
                wanted = getattr(expected, attribute)
                function = deparsed(wanted) if wanted else word("none")
                yield self._set(compose("{} = {}", option, function))
        if self.defined and "storage" in changed:
            yield self._set(compose("storage = {}", deparsed(expected.storage)))

    @property
    def distinctive(self) -> bool:
        return self.defined

    def _set(self, action: Sql) -> Statement:
        return Statement(str(compose("alter type {} set ({})", self.sql_name, action)), ("alter-object",))

    def _options(self) -> Iterator[Sql]:
        yield compose("input = {}", deparsed(self.input or ""))
        yield compose("output = {}", deparsed(self.output or ""))
        for attribute, option in _FUNCTIONS.items():
            function = getattr(self, attribute)
            if function:
                yield compose("{} = {}", option, deparsed(function))
        yield compose("internallength = {}", word("variable") if self.length < 0 else value(self.length))
        if self.by_value:
            yield word("passedbyvalue")
        yield compose("alignment = {}", deparsed(self.alignment))
        yield compose("storage = {}", deparsed(self.storage))
        yield compose("category = {}", value(self.category))
        if self.preferred:
            yield word("preferred = true")
        if self.default is not None:
            yield compose("default = {}", value(self.default))
        if self.element:
            yield compose("element = {}", deparsed(self.element))
        yield compose("delimiter = {}", value(self.delimiter))
        if self.collatable:
            yield word("collatable = true")


# as CREATE and ALTER TYPE call the functions that it can do without
_FUNCTIONS = {
    "receive": word("receive"),
    "send": word("send"),
    "typmod_in": word("typmod_in"),
    "typmod_out": word("typmod_out"),
    "analyze": word("analyze"),
    "subscript": word("subscript"),
}
