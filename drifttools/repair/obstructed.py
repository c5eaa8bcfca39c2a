"""Rows in the way: what is asked before a plan is made, and what the plan does with the answers.

A step that the counting showed to be impossible is not a part of the plan: its findings are left alone, with the number of
rows, the keys of some and the ways out; so is whatever needs it. One that is possible asks the same question again inside
the repair's own transaction. Where nothing was counted, nothing of this happens.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from drifttools.errors import UsageError
from drifttools.kinds.column import Column
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.kinds.hindrance import LEAVE, QUARANTINE, USING, AsNamed, Hindrance, Rows
from drifttools.kinds.table import Table
from drifttools.model.plan import Probe, Statement, Unplanned
from drifttools.model.question import Counted, Question, sentence
from drifttools.repair.node import Node
from drifttools.repair.options import Options, Way
from drifttools.repair.sides import Dependencies, Place, SideRecords
from drifttools.repair.sight import Present
from drifttools.sql.compose import Sql, compose, deparsed, joined, name

ON_REQUEST = "left alone on request"
WAY_CHOSEN = "way chosen: "
_SAMPLE = 5
_MAKES = ("create", "alter", "replace", "remake")


class Obstructions:
    """The rows in the way of the nodes of one plan.

    Args:
        comparison: What differs.
        present: The live catalog under its present names.
        sides: The expected and the actual side.
        options: The answers, if any, and the ways that the user chose.
    """

    def __init__(
        self, comparison: Comparison, present: Present, sides: tuple[SideRecords, SideRecords], options: Options
    ) -> None:
        self._comparison, self._present, self._options = comparison, present, options
        self._found_side = sides[1]
        self._offered: dict[Place, tuple[str, tuple[str, ...]]] = {}

    @cached_property
    def _hindrances(self) -> dict[Place, list[tuple[Difference, Hindrance]]]:
        """By object; only a plan that counts, or for which a way was chosen, asks for it."""
        found: dict[Place, list[tuple[Difference, Hindrance]]] = defaultdict(list)
        for difference in self._comparison.differences:
            for hindrance in self._of(difference):
                found[difference.kind.kind, difference.key].append((difference, hindrance))
        return found

    def _of(self, difference: Difference) -> Iterator[Hindrance]:
        expected, actual = difference.expected, difference.actual
        if expected is None or difference.follows:
            return
        for hindrance in expected.hindrances(actual, difference.changed, self._present):
            if self._present.there(hindrance.table):
                yield self._as_chosen(difference, hindrance)

    def _as_chosen(self, difference: Difference, hindrance: Hindrance) -> Hindrance:
        """With an expression of the user's, the question is whether that expression serves."""
        way = self._options.way_of(difference)
        if way is None or way.name != USING or USING not in hindrance.ways or hindrance.condition is None:
            return hindrance
        expression = deparsed(way.expression)
        if hindrance.wants_value:
            where = compose("case when ({}) is null then {} else false end", expression, hindrance.condition)
        else:
            where = compose("pg_catalog.pg_column_size(({})) < 0", expression)  # never; but every value is computed
        about = f"{hindrance.about}, after the given expression"
        return Rows(hindrance.table, about, hindrance.ways, trial=True, where=where)

    def questions(self, nodes: Iterable[Node]) -> tuple[Question, ...]:
        """What has to be asked before these nodes are sure to work."""
        asked: dict[str, Question] = {}
        for node in nodes:
            for place in self._places(node):
                for _, hindrance in self._hindrances.get(place, ()):
                    question = self._question(hindrance)
                    asked.setdefault(question.id, question)
        return tuple(asked.values())

    def _places(self, node: Node) -> Iterator[Place]:
        """The objects whose rows a node is about; what is made anew with a table has no node of its own."""
        yield node.kind.kind, node.key
        if node.verb == "remake":
            yield from (("column", key) for kind, key in self._hindrances if kind == "column" and key[:-1] == node.key)

    def _question(self, hindrance: Hindrance) -> Question:
        label, shown, order = self._present.key(hindrance.table)
        label = hindrance.named or label
        table = self._present.now(hindrance.table)
        return Question(
            id=hindrance.about,
            table=(table[0], table[1]),
            about=hindrance.about,
            count=str(hindrance.counting(self._present)),
            sample=str(hindrance.sampling(self._present, shown, order, _SAMPLE)),
            key=label,
            trial=hindrance.trial,
        )

    # ------------------------------------------------------------------------------------ with the answers

    def settle(self, nodes: list[Node], wanted: Dependencies) -> tuple[list[Node], list[Unplanned]]:
        """The nodes that the rows allow, with their checks; and the findings of the others, with the reason.

        Raises:
            UsageError: A way was chosen that is none for its object.
        """
        if self._options.counted is None and not self._options.ways:
            return nodes, []
        places = dict.fromkeys(node.place for node in nodes if node.verb in _MAKES)
        left = {place: reason for place in places if (reason := self._reason(place))}
        for node in nodes:
            if node.verb == "remake" and (reason := self._of_columns(node)):
                left.setdefault(node.place, reason)
        # what refers to a column would be made for a type that it does not get
        types = {place for place in left if "type" in self._changed(place)}
        for place in places:
            needed = next((one for one in wanted.needs(place) if one in types), None)
            if needed is not None and place not in left:
                left[place] = f"it needs {needed[0]} {'.'.join(needed[1])} as it should be, which is left alone"
        kept = [self._ready(node) for node in nodes if node.place not in left]
        unplanned = {
            finding: Unplanned(finding, left[node.place], *self._offered.get(node.place, ()))
            for node in nodes
            if node.place in left
            for finding in node.findings
        }
        return kept, list(unplanned.values())

    def _changed(self, place: Place) -> frozenset[str]:
        found = self._hindrances.get(place)
        return found[0][0].changed if found else frozenset()

    def _column_hindrances(self, node: Node) -> list[Hindrance]:
        """Those of columns that are made anew with their table."""
        places = [place for place in self._places(node) if place[0] == "column" != node.kind.kind]
        return [hindrance for place in places for _, hindrance in self._hindrances[place]]

    def _of_columns(self, node: Node) -> str:
        """Why a table cannot be made anew with columns as they should be: its rows would not fit in."""
        found = [
            sentence(self._question(hindrance), self._answer(hindrance))
            for hindrance in self._column_hindrances(node)
            if self._answer(hindrance).in_the_way
        ]
        return (
            f"in the way: {'; '.join(found)}. Ways: --way '{node.record.label}={LEAVE}', or mend the rows" if found else ""
        )

    def _reason(self, place: Place) -> str:
        """Why the object cannot be made or changed as it is; empty where it can."""
        found = self._hindrances.get(place, ())
        if not found:
            return ""
        difference = found[0][0]
        way = self._options.way_of(difference)
        offered = [*dict.fromkeys(way for _, hindrance in found for way in hindrance.ways), LEAVE]
        if way is not None and way.name not in offered:
            label = ".".join(difference.key)
            raise UsageError(f"{way.name} is no way for {label}", hint=f"choose one of: {', '.join(offered)}")
        choice = (".".join(difference.key), tuple(offered))
        if way is not None and way.name == LEAVE:
            self._offered[place] = choice
            return ON_REQUEST
        unsolved = [
            sentence(self._question(hindrance), counted)
            for _, hindrance in found
            if (counted := self._answer(hindrance)).in_the_way and not self._solves(way, hindrance)
        ]
        if not unsolved:
            return ""
        self._offered[place] = choice
        label = choice[0]
        mended = " and ".join(dict.fromkeys(hindrance.mended for _, hindrance in found))
        return f"in the way: {'; '.join(unsolved)}. Ways: --way '{label}={'|'.join(offered)}', or {mended}"

    def _solves(self, way: Way | None, hindrance: Hindrance) -> bool:
        # an expression is judged by what it makes of the rows
        return way is not None and way.name in hindrance.ways and way.name != USING

    def _answer(self, hindrance: Hindrance) -> Counted:
        return (self._options.counted or {}).get(hindrance.about, Counted(reason="it was not counted"))

    def _ready(self, node: Node) -> Node:
        """The node in the way that was chosen, or with the checks that its rows still allow it."""
        found = self._hindrances.get(node.place, ()) if node.verb in _MAKES else ()
        if node.verb == "remake":
            others = self._column_hindrances(node)
            notes = [sentence(self._question(one), self._answer(one)) for one in others]
            node = replace(node, checks=(*node.checks, *map(_check, others)), notes=(*node.notes, *notes))
        if not found:
            return self._as_wished(node)
        difference = found[0][0]
        way = self._options.way_of(difference)
        notes = [sentence(self._question(hindrance), self._answer(hindrance)) for _, hindrance in found]
        if way is None:
            checks = (*node.checks, *(_check(hindrance) for _, hindrance in found))
            return replace(node, checks=checks, notes=(*node.notes, *notes))
        notes.append(f"{WAY_CHOSEN}{way.text}")
        if way.name == QUARANTINE:
            return replace(self._quarantined(node, [h for _, h in found]), notes=(*node.notes, *notes), chosen=True)
        expected = difference.expected
        if expected is None:
            return node
        changed = difference.changed - (
            difference.actual.lets_go(expected, difference.changed) if difference.actual else set()
        )
        made = expected.another_way(difference.actual, changed, way.name, deparsed(way.expression))
        checks = tuple(_check(hindrance) for _, hindrance in found if way.name == USING or way.name not in hindrance.ways)
        return replace(node, statements=tuple(made), checks=checks, notes=(*node.notes, *notes), chosen=True)

    def _as_wished(self, node: Node) -> Node:
        """The node with the expression that the user gave for a type that any value fits: only they know what it means."""
        difference = self._retyped.get((node.kind.kind, node.key)) if node.verb in _MAKES else None
        way = self._options.way_of(difference) if difference is not None else None
        if difference is None or difference.expected is None or way is None or way.name != USING:
            return node
        made = difference.expected.another_way(difference.actual, difference.changed, USING, deparsed(way.expression))
        return replace(node, statements=tuple(made), notes=(*node.notes, f"{WAY_CHOSEN}{way.text}"), chosen=True)

    @cached_property
    def _retyped(self) -> dict[Place, Difference]:
        """What gets another type."""
        return {
            (one.kind.kind, one.key): one
            for one in self._comparison.differences
            if one.expected is not None and one.actual is not None and one.kind is Column and "type" in one.changed
        }

    def _quarantined(self, node: Node, hindrances: list[Hindrance]) -> Node:
        """The node after the rows in its way have gone to a table of their own, from where the way back brings them."""
        before: list[Statement] = []
        after: list[Statement] = []
        for hindrance in hindrances:
            if QUARANTINE not in hindrance.ways:
                continue
            digest = hashlib.sha256(hindrance.about.encode()).hexdigest()[:10]
            kept = name(JOURNAL_SCHEMA, f"quarantine_{digest}")
            columns = self._columns(hindrance)
            forth, back = moves(hindrance, kept, columns)
            before += forth
            after += back
        return replace(node, statements=(*before, *node.statements), inverse=(*node.inverse, *after))

    def _columns(self, hindrance: Hindrance) -> Sql:
        """The columns of the table that can be written, as they are now."""
        table = self._found_side.find(Table, hindrance.table)
        columns = self._found_side.children(Column, table) if table is not None else ()
        return joined(name(column.column) for column in columns if not column.generated)


def moves(hindrance: Hindrance, kept: Sql, columns: Sql) -> tuple[list[Statement], list[Statement]]:
    """Statements that take rows into a table of their own, and those that bring them back."""
    table = name(*hindrance.table)
    lock = (str(table),)
    gone = compose(
        "with gone as (delete from {} returning {}) insert into {} select * from gone",
        hindrance.movable(AsNamed()),
        columns,
        kept,
    )
    forth = [
        Statement(str(compose("create schema if not exists {}", name(JOURNAL_SCHEMA))), ("create-object",)),
        Statement(
            str(compose("create table {} as select {} from {} with no data", kept, columns, table)), ("create-object",)
        ),
        Statement(str(gone), ("quarantine-rows",), lock),
    ]
    back = compose("insert into {} ({}) overriding system value select {} from {}", table, columns, columns, kept)
    return forth, [
        Statement(str(back), ("quarantine-rows",), lock),
        Statement(str(compose("drop table {}", kept)), ("drop-table",), (str(kept),)),
    ]


def _check(hindrance: Hindrance) -> Probe:
    sql = compose("select ({})::pg_catalog.text", hindrance.counting(AsNamed()))
    return Probe(f"there are no {hindrance.about}", str(sql), "0")
