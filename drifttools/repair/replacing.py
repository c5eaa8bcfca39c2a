"""Types in use that get a new one of the same name: enums that lose or reorder labels, domains over another base type ...

PostgreSQL alters none of these, and drops no type while columns are of it. So the old type steps aside under another name,
the new one is made, the columns are taken over, each value as the declarations say, and the old type goes; defaults are
let go before. What is made of the type is replaced with it: a domain over the enum, a composite type with an attribute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from drifttools.kinds.base import Kind
from drifttools.kinds.names import words_of
from drifttools.kinds.registry import BY_NAME
from drifttools.model.plan import Probe, Statement
from drifttools.repair.names import aside
from drifttools.repair.sides import Dependencies, Place, SideRecords
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value
from drifttools.sql.quoting import quote_name

Pair = tuple[Kind, Kind]


@dataclass(frozen=True, slots=True)
class Replacement:
    """Types that are replaced together.

    Args:
        types: Each as it is and as it will be, after those that it is made of.
        holders: The columns of them, as they are and as they will be; inherited ones first.
    """

    types: tuple[Pair, ...]
    holders: tuple[Pair, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """All types and columns."""
        return tuple(found.place for found, _ in (*self.types, *self.holders))

    def statements(self, found: SideRecords, wanted: SideRecords) -> Iterator[Statement]:
        """What replaces the types."""
        conversion = _Conversion(self.types, found, wanted)
        for old, _ in self.types:
            yield from old.stand_aside(aside)
        for _, new in self.types:
            yield from wanted.whole(new)
        actions: dict[str, list[Sql]] = defaultdict(list)
        for old, _ in self.holders:
            actions[str(name(*old.parent_key))] += old.take_type(conversion)
        yield from conversion.helpers
        for table, taken in actions.items():
            if taken:
                # in one statement: a check that compares two columns has no operator between an old and a new type
                sql = compose("alter table {} {}", deparsed(table), joined(taken))
                yield Statement(str(sql), ("alter-type-rewrite",), (table,))
        yield from conversion.without_helpers()
        for old, _ in reversed(self.types):
            yield from old.with_key((*old.key[:-1], aside(old.key[-1]))).drop()

    def back(self) -> Replacement:
        """The other way round."""
        return Replacement(tuple((new, old) for old, new in self.types), tuple((old, old) for old, _ in self.holders))

    def probes(self, found: SideRecords, wanted: SideRecords) -> Iterator[Probe]:
        """Counts of the rows that hold what the new types do not have."""
        conversion = _Conversion(self.types, found, wanted)
        for column, _ in self.holders:
            condition = conversion.lost(column.sql_name, str(getattr(column, "type", "")))
            if condition and not column.comes_from:
                sql = compose("select pg_catalog.count(*)::text from {} where {}", name(*column.parent_key), condition)
                yield Probe(f"no row of {column.label} holds a value that goes", str(sql), "0")


class _Conversion:
    """How the values of the replaced types are carried over."""

    def __init__(self, types: Iterable[Pair], found: SideRecords, wanted: SideRecords) -> None:
        self.found, self.wanted = found, wanted
        self._types = {printed: (old, new) for old, new in types for printed in old.types}
        self.helpers: list[Statement] = []
        self._dropped: list[Statement] = []

    def replaces(self, type_: str) -> bool:
        return type_.removesuffix("[]") in self._types

    def textual(self, type_: str) -> bool:
        pair = self._types.get(type_.removesuffix("[]"))
        return pair is None or pair[0].textual(pair[1], self)

    def of(self, expression: Sql, type_: str) -> Sql:
        if not self.replaces(type_):
            return expression
        old, new = self._types[type_.removesuffix("[]")]
        if type_ == old.printed:
            return old.converted(expression, new, self)
        if not type_.endswith("[]") or self.textual(type_):  # a multirange, or an array
            return compose("{}::text::{}", expression, deparsed(type_))
        return compose("{}({})", self._helper(old, new), expression)

    def lost(self, expression: Sql, type_: str) -> Sql:
        if not self.replaces(type_):
            return NOTHING
        old, new = self._types[type_.removesuffix("[]")]
        if not type_.endswith("[]"):
            return old.lost(expression, new, self) if type_ == old.printed else NOTHING
        condition = old.lost(name("element"), new, self)
        return condition and compose("exists (select from unnest({}) element where {})", expression, condition)

    def _helper(self, old: Kind, new: Kind) -> Sql:
        """A function for arrays of composite values: a USING expression may hold no subquery."""
        called = name(old.key[0], aside(old.key[-1]))
        former = name(*old.key[:-1], aside(old.key[-1]))
        body = compose(
            "select case when $1 is not null then array(select {} from pg_catalog.unnest($1) element) end",
            old.converted(name("element"), new, self),
        )
        made = compose(
            "create function {}({}[]) returns {}[] language sql as {}",
            called,
            former,
            deparsed(new.printed),
            value(str(body)),
        )
        if str(made) not in {statement.sql for statement in self.helpers}:
            self.helpers.append(Statement(str(made), ("create-object",)))
            self._dropped.append(Statement(str(compose("drop function {}({}[])", called, former)), ("drop-routine",)))
        return called

    def without_helpers(self) -> Iterator[Statement]:
        """What removes the functions again."""
        return iter(self._dropped)


class Replacements:
    """Finds the types that must be replaced together, and what is in the way of that.

    Args:
        found: Dependencies of the actual side.
        going: Whether a place is dropped by the plan.
    """

    def __init__(
        self, found: Dependencies, wanted_side: SideRecords, found_side: SideRecords, going: Callable[[Place], bool]
    ) -> None:
        self._found, self._going = found, going
        self._wanted_side, self._found_side = wanted_side, found_side

    def of(self, places: Iterable[Place], remade: Container[Place]) -> list[Replacement]:
        """The replacements of these types.

        Args:
            remade: Types that are dropped and made anew where nothing is made of them, and so need none.
        """
        made: list[Replacement] = []
        done: set[Place] = set()
        for place in sorted(set(places)):
            if place in done:
                continue
            types, holders = self._closure(place, done)
            pairs = [pair for pair in map(self._pair, types) if pair is not None]
            if (holders or len(pairs) > 1 or place not in remade) and not any(map(self._is_pinned, holders)):
                columns = [pair for pair in map(self._pair, holders) if pair is not None]
                columns.sort(key=lambda pair: (not pair[0].comes_from, pair[0].key))
                made.append(Replacement(tuple(pairs), tuple(columns)))
        return made

    def _closure(self, start: Place, done: set[Place]) -> tuple[list[Place], list[Place]]:
        """All types that are made of one, each after what it is made of, and all columns of them."""
        ordered: list[Place] = []
        holders: dict[Place, None] = {}

        def visit(place: Place) -> None:
            done.add(place)
            for user in self._found.needed_by(place):
                if not self._is_made_of(user, place) or self._going(user):
                    continue
                outer = self._type_of(user)
                if outer is None:
                    if self._stays(user, place):
                        holders[user] = None
                elif outer not in done:
                    visit(outer)
            ordered.append(place)

        visit(start)
        return ordered[::-1], list(holders)

    def _is_made_of(self, user: Place, type_: Place) -> bool:
        record, used = (self._found_side.find(BY_NAME[kind], key) for kind, key in (user, type_))
        return record is not None and used is not None and record.made_of_type(used)

    def _type_of(self, user: Place) -> Place | None:
        """The type that is made of another, itself or by one of its parts; None for a column of a table."""
        kind = BY_NAME[user[0]]
        if kind.replaceable:
            return user
        return next(((above, user[1][:-1]) for above in kind.parents if BY_NAME[above].replaceable), None)

    def _stays(self, column: Place, type_: Place) -> bool:
        """Whether the column will be of the new type, and is no generated one, which is made again."""
        kind = BY_NAME[column[0]]
        present, wanted = self._found_side.find(kind, column[1]), self._wanted_side.find(kind, column[1])
        used = self._found_side.find(BY_NAME[type_[0]], type_[1])
        if present is None or used is None or getattr(present, "generated", None):
            return False
        return (wanted or present).made_of_type(used)

    def _is_pinned(self, column: Place) -> bool:
        """Whether the table is partitioned by the column: PostgreSQL never changes the type of such a one."""
        for above in BY_NAME[column[0]].parents:
            table = self._found_side.find(BY_NAME[above], column[1][:-1])
            if quote_name(column[1][-1]) in words_of(str(getattr(table, "partition_key", None) or "")):
                return True
        return False

    def _pair(self, place: Place) -> Pair | None:
        kind = BY_NAME[place[0]]
        present = self._found_side.find(kind, place[1])
        return None if present is None else (present, self._wanted_side.find(kind, place[1]) or present)
