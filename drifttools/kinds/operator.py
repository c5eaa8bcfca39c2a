"""Operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, Whole, attr, declared, key
from drifttools.kinds.fragments import FUNCTIONS, in_scope, members, not_member
from drifttools.kinds.names import parts_of
from drifttools.kinds.oids import OPERATOR, is_there
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect


@declared
class Operator(Kind):
    """An operator.

    One that is only named as the commutator or negator of another ("shell operator") has no row: PostgreSQL makes it by
    itself when it is named, and fills it in when it is created.
    """

    kind = "operator"
    plural = "operators"
    address = ("operator",)
    obstacle = Obstacle.REBUILT
    alterable = frozenset({"restrict", "join"})
    linked = frozenset({"commutator", "negator"})
    names_types = frozenset({"signature", "left", "right"})

    schema: str = key("the operator's schema")
    signature: str = key("its name and the types of its operands, as in `<(integer, integer)`; `none` for a missing one")
    left: str | None = attr("the type of the left operand; none for a prefix operator", Compare.NOTED)
    right: str | None = attr("the type of the right operand", Compare.NOTED)
    function: str = attr("the function behind it, quoted and qualified (pg_operator.oprcode)", Compare.EXPRESSION)
    commutator: str | None = attr("the operator that gives the same with operands swapped", Compare.EXPRESSION)
    negator: str | None = attr("the operator that gives the opposite", Compare.EXPRESSION)
    restrict: str | None = attr("the function that estimates how many rows it selects", Compare.EXPRESSION)
    join: str | None = attr("the function that estimates how many rows a join on it gives", Compare.EXPRESSION)
    hashes: bool = attr("whether it can be used in a hash join")
    merges: bool = attr("whether it can be used in a merge join")
    settable: bool = attr("whether ALTER OPERATOR can say more than the estimators; 17 and later", Compare.NOTED)

    shells: tuple[str, ...] | None = attr("those of its partners that it alone names and nobody has made", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_operator")},
            {FUNCTIONS}
            select n.nspname, {OPERATOR},
                   case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) end,
                   case when o.oprright <> 0 then pg_catalog.format_type(o.oprright, null) end,
                   (select c.name from called c where c.oid = o.oprcode),
                   (select pg_catalog.quote_ident(pn.nspname) || '.' || p.oprname
                    from pg_catalog.pg_operator p join pg_catalog.pg_namespace pn on pn.oid = p.oprnamespace
                    where p.oid = o.oprcom),
                   (select pg_catalog.quote_ident(pn.nspname) || '.' || p.oprname
                    from pg_catalog.pg_operator p join pg_catalog.pg_namespace pn on pn.oid = p.oprnamespace
                    where p.oid = o.oprnegate),
                   (select c.name from called c where c.oid = o.oprrest),
                   (select c.name from called c where c.oid = o.oprjoin),
                   o.oprcanhash, o.oprcanmerge, <<17: true ;; false>>,
                   (select json_agg(s.name)
                    from (values ('commutator', o.oprcom), ('negator', o.oprnegate)) s(name, oid)
                    join pg_catalog.pg_operator p on p.oid = s.oid and p.oprcode = 0
                    where not exists (select from pg_catalog.pg_operator q
                                      where q.oid not in (o.oid, p.oid) and p.oid in (q.oprcom, q.oprnegate)))::text
            from pg_catalog.pg_operator o
            join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
            where o.oprcode <> 0 and {in_scope("o.oprname")} and {not_member("o.oid")}
        """
    }

    @property
    def called(self) -> str:
        """The operator's own name."""
        return self.signature.partition("(")[0]

    @property
    def sql_name(self) -> Sql:
        left, right = (deparsed(type_) if type_ else word("none") for type_ in (self.left, self.right))
        return compose("{}({}, {})", deparsed(self.printed), left, right)

    @property
    def printed(self) -> str:
        # within an expression it stands between its operands
        return f"{name(self.schema)}.{self.called}"

    @property
    def focus(self) -> tuple[str, str]:
        return self.schema, self.called

    def presence(self) -> Sql:
        return is_there(self.kind, self.key)

    def linked_with(self, attribute: str) -> tuple[str, ...]:
        other = getattr(self, attribute)
        if not other:
            return ()
        schema, called = parts_of(other)
        left, right = self.left or "none", self.right or "none"
        operands = (right, left) if attribute == "commutator" else (left, right)
        return schema, f"{called}({', '.join(operands)})"

    def create(self, side: Side) -> Iterator[Statement]:
        options = [compose("function = {}", deparsed(self.function)), *self._operands()]
        options += (self._option(attribute) for attribute in _OPTIONS if getattr(self, attribute))
        sql = compose("create operator {} ({})", deparsed(self.printed), joined(options))
        yield Statement(str(sql), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop operator {}", self.sql_name)), ("drop-object",))

    def trail(self, side: Whole) -> Iterator[Statement]:
        # PostgreSQL takes them for objects: neither their schema nor their types could go
        for place in dict.fromkeys(map(self.linked_with, self.shells or ())):
            if side.find(type(self), place) is None:
                sql = compose("drop operator {}.{}", name(place[0]), deparsed(place[1]))
                yield Statement(str(sql), ("drop-object",))

    def can_alter(self, expected: Operator, changed: frozenset[str]) -> bool:
        # what plans rely on can be added, and never taken back
        added = {
            attribute
            for attribute in changed - type(self).alterable
            if attribute != "function" and not getattr(self, attribute)
        }
        return changed <= type(self).alterable | (added if self.settable else frozenset())

    def alter(self, expected: Operator, changed: frozenset[str]) -> Iterator[Statement]:
        for attribute in _OPTIONS:
            if attribute in changed:
                sql = compose("alter operator {} set ({})", self.sql_name, expected._option(attribute))
                yield Statement(str(sql), ("alter-object",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter operator {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def _option(self, attribute: str) -> Sql:
        wanted = getattr(self, attribute)
        if isinstance(wanted, bool):
            return _OPTIONS[attribute]
        if attribute in type(self).linked:
            return compose("{} = operator({})", _OPTIONS[attribute], deparsed(wanted))
        return compose("{} = {}", _OPTIONS[attribute], deparsed(wanted) if wanted else word("none"))

    def _operands(self) -> Iterator[Sql]:
        if self.left:
            yield compose("leftarg = {}", deparsed(self.left))
        if self.right:
            yield compose("rightarg = {}", deparsed(self.right))


# as CREATE and ALTER OPERATOR call the attributes
_OPTIONS = {
    "commutator": word("commutator"),
    "negator": word("negator"),
    "restrict": word("restrict"),
    "join": word("join"),
    "hashes": word("hashes"),
    "merges": word("merges"),
}
