"""What is in the way of a change: set aside before it, restored after it, with all that belongs to it.

PostgreSQL refuses to change the type of a column, or to drop anything, while a view, a policy or a trigger uses it. Such
an object may be equal on both sides and so no finding; it is taken from the snapshot, in chains, and comes back with its
triggers, indexes and privileges. Of a column only the default gives way, of a domain its checks, of a publication a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum

from drifttools.kinds.base import Compare, Kind, Obstacle
from drifttools.kinds.column import Column
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.registry import BY_NAME
from drifttools.model.plan import Statement
from drifttools.repair.node import Node, Phase
from drifttools.repair.sides import Dependencies, Place, SideRecords

_BLOCKED = ("alter-type-rewrite", "alter-type-in-place")
_SETTLED = ("drop", "create")


class Pressure(Enum):
    """What happens to an object that others use."""

    RETYPED = "a column gets another type"
    REMADE = "it hangs on a table that is made anew"
    REPLACED = "a column gets a type that has no operators with the present one, so that no foreign key outlives it"
    GONE = "it is dropped"


@dataclass(slots=True)
class _InTheWay:
    """What gives way: whole objects, each after what it uses; and objects that only let go of a part."""

    whole: list[Place] = field(default_factory=list)
    loosened: dict[Place, Kind] = field(default_factory=dict)


def retypes(node: Node) -> bool:
    """Whether the node changes the type of a column, which PostgreSQL refuses while views use it."""
    return any(hazard in _BLOCKED for statement in node.statements for hazard in statement.hazards)


class Rebuilds:
    """Finds what is in the way.

    Args:
        found: Dependencies of the actual side.
        wanted_side, found_side: The records of both sides.
        going: What the plan removes, with what belongs to it.
    """

    def __init__(
        self, found: Dependencies, wanted_side: SideRecords, found_side: SideRecords, going: AbstractSet[Place]
    ) -> None:
        self._found = found
        self._wanted_side, self._found_side = wanted_side, found_side
        self._going = going

    def around(self, nodes: Iterable[Node]) -> list[Node]:
        """All nodes, with those that set aside and restore what is in the way of the others."""
        nodes = list(nodes)
        settled = {node.place for node in nodes if node.verb in _SETTLED}
        made = {node.place for node in nodes if node.verb == "create"}
        pressed = [one for node in nodes for one in (*_pressures(node), *self._hanging(node))]
        pressed += self._refers_to_what_is_reattached(nodes)
        way = self._in_the_way(pressed, settled - made)
        settled |= self._going
        gone = {node.place for node in nodes if node.verb == "drop"}
        users = [user for user in way.whole if user not in settled and not self._goes_with(user, gone)]
        nodes = self._with_whole(nodes, users)
        for place, bare in way.loosened.items():
            if place not in settled:
                nodes = self._with_loosened(nodes, place, bare)
        return nodes

    def _hanging(self, node: Node) -> Iterator[tuple[Place, Pressure]]:
        """What hangs on the tables that a node makes anew, and so is made anew too."""
        for kind, key in node.also if node.verb == "remake" else ():
            table = self._found_side.find(BY_NAME[kind], key)
            for column in self._found_side.children(Column, table) if table is not None else ():
                yield column.place, Pressure.GONE
            for record in self._found_side.hanging(table) if table is not None else ():
                yield record.place, Pressure.REMADE

    def _refers_to_what_is_reattached(self, nodes: Iterable[Node]) -> Iterator[tuple[Place, Pressure]]:
        """Foreign keys on a table of which a partition is detached for a moment: the rows that they need would be gone."""
        again = {n.place: n.after for n in nodes if n.verb == "alter" and n.after is not None and n.kind.ties}
        for node in nodes:
            after = again.get(node.place) if node.verb == "release" else None
            if after is None or not set(after.made_of) & set(node.record.made_of):
                continue
            for column in self._found_side.children(Column, node.record):
                for kind, key in self._found.needed_by(column.place):
                    user = self._found_side.find(BY_NAME[kind], key)
                    if user is not None and user.comes_from and getattr(user, "references", None):
                        yield (kind, user.comes_from), Pressure.REMADE

    def _with_whole(self, nodes: list[Node], users: list[Place]) -> list[Node]:
        if not users:
            return nodes
        # what is made anew whole needs no change of its own, and brings its parts along
        remade = set(users)
        within = [node for node in nodes if _is_within(node, remade)]
        findings: dict[Place, list[str]] = defaultdict(list)
        for node in within:
            place = node.place
            findings[place if place in remade else _parent_in(node, remade)] += node.findings
        kept = [node for node in nodes if node not in set(within)]
        return kept + [node for user in users for node in self._rebuild(user, tuple(dict.fromkeys(findings[user])))]

    def _goes_with(self, user: Place, gone: set[Place]) -> bool:
        """Whether an object is a part of one that is dropped: the trigger of a table that goes with its function."""
        kind = BY_NAME.get(user[0])
        record = self._found_side.find(kind, user[1]) if kind is not None else None
        return record is not None and not gone.isdisjoint(record.part_of)

    def _with_loosened(self, nodes: list[Node], place: Place, bare: Kind) -> list[Node]:
        """The nodes with an object that lets go of a part first, and gets what it should have from there."""
        own = [node for node in nodes if node.place == place and node.verb in ("alter", "release")]
        present = self._found_side.find(BY_NAME[place[0]], place[1])
        if present is None or any(node.verb == "restore" and _is_within(node, {place}) for node in nodes):
            return nodes
        altered = next((node.after for node in own if node.verb == "alter"), None)
        wanted = altered or self._wanted_side.find(BY_NAME[place[0]], place[1]) or present
        findings = tuple(dict.fromkeys(finding for node in own for finding in node.findings))
        parts = _differing(present, bare)
        changed = (_differing(present, wanted) if altered else frozenset()) | parts
        changed &= _differing(bare, wanted)
        kept = [node for node in nodes if node not in set(own)]
        loose = Node(
            phase=Phase.DROPS,
            verb="release",
            record=present,
            after=present,
            statements=_way(present, bare, parts),
            inverse=_way(bare, present, parts),
            findings=findings,
        )
        fast = Node(
            phase=Phase.CHANGES,
            verb="alter",
            record=present,
            after=wanted,
            statements=_way(bare, wanted, changed),
            inverse=_way(wanted, bare, changed),
            findings=findings,
        )
        return [*kept, *(node for node in (loose, fast) if node.statements)]

    def gives_way(self, user: Place, used: Place, pressure: Pressure) -> bool:
        """Whether an object can be set aside, or can let go of a part, while what it uses changes or is dropped."""
        kind = BY_NAME.get(user[0])
        if kind is None:
            return False
        record = self._found_side.find(kind, user[1])
        if record is None or record.out_of_reach(None):
            return False
        if pressure is Pressure.RETYPED:
            return kind.obstacle is Obstacle.REBUILT
        if pressure is Pressure.REPLACED:
            return kind.obstacle is Obstacle.REBUILT or getattr(record, "references", None) is not None
        below = self._found_side.find(BY_NAME[used[0]], used[1]) if used[0] in BY_NAME else None
        if below is not None and record.made_of_type(below):
            return False
        return not kind.steadfast or (below is not None and record.without(below) is not None)

    def surround(self, record: Kind, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Statements that would be refused while others use `record`: those are dropped before and made again after."""
        way = self._in_the_way([(record.place, Pressure.GONE)], frozenset())
        # what the plan removes was gone before `record` was changed, so on the way back it comes after
        users = [self._found_side.find(BY_NAME[kind], key) for kind, key in way.whole if (kind, key) not in self._going]
        present = [user for user in users if user is not None]
        loosened = [(self._found_side.find(BY_NAME[kind], key), bare) for (kind, key), bare in way.loosened.items()]
        for user in reversed(present):
            yield from user.drop()
        for whole, bare in loosened:
            if whole is not None:
                yield from _way(whole, bare, _differing(whole, bare))
        yield from statements
        for whole, bare in loosened:
            if whole is not None:
                yield from _way(bare, whole, _differing(whole, bare))
        for user in present:
            yield from self._found_side.whole(user)

    def _in_the_way(self, going: Iterable[tuple[Place, Pressure]], entire: AbstractSet[Place]) -> _InTheWay:
        """All that uses these and has to give way.

        Args:
            entire: What is dropped and not made again: what is left of its parent keeps nothing of it.
        """
        going = list(going)
        way = _InTheWay()
        seen = {place for place, pressure in going if pressure is Pressure.GONE}

        def visit(place: Place, pressure: Pressure) -> None:
            users = [user for user in self._found.needed_by(place) if self.gives_way(user, place, pressure)]
            if pressure is Pressure.GONE and place not in entire:
                users += self._found_side.beside(place)
            for user in users:
                if user not in seen and not self._loosens(way, user, place):
                    seen.add(user)
                    visit(user, Pressure.GONE)  # what gives way whole is dropped
                    way.whole.append(user)

        for place, pressure in going:
            if pressure is Pressure.REPLACED:
                self._loosens(way, place, place)  # a default is of the old type
            if pressure is not Pressure.REMADE:
                visit(place, pressure)
            elif place not in seen:
                seen.add(place)
                visit(place, Pressure.GONE)
                way.whole.append(place)
        way.whole.reverse()
        for place in way.whole:
            way.loosened.pop(place, None)
        return way

    def _loosens(self, way: _InTheWay, user: Place, used: Place) -> bool:
        """Whether it is enough that an object lets go of what it uses; notes how."""
        record, below = (
            self._found_side.find(BY_NAME[kind], key) if kind in BY_NAME else None for kind, key in (user, used)
        )
        if record is None or below is None:
            return False
        bare = way.loosened.get(user, record).without(below)
        if bare is None:
            return False
        way.loosened[user] = bare
        return True

    def _rebuild(self, place: Place, findings: tuple[str, ...]) -> Iterator[Node]:
        kind = BY_NAME[place[0]]
        present = self._found_side.find(kind, place[1])
        if present is None:
            return
        # what is unexpected and was not named stays: it comes back as it was, with its owner and its grants
        wanted = self._wanted_side.find(kind, place[1])
        side, wanted = (self._wanted_side, wanted) if wanted is not None else (self._found_side, present)
        yield Node(
            phase=Phase.DROPS,
            verb="set aside",
            record=present,
            statements=tuple(present.drop()),
            inverse=tuple(self._found_side.whole(present)),
        )
        yield Node(
            phase=Phase.CHANGES,
            verb="restore",
            record=wanted,
            after=wanted,
            statements=tuple(side.whole(wanted)),
            inverse=tuple(wanted.drop()),
            findings=findings,
        )


def _pressures(node: Node) -> Iterator[tuple[Place, Pressure]]:
    """What a node does to what others use."""
    place = node.place
    if node.verb == "drop":
        yield place, Pressure.GONE
    elif node.verb == "remake":
        yield from ((one, Pressure.GONE) for one in node.also)
    elif node.verb == "replace":
        for one in node.also:
            yield one, Pressure.GONE if BY_NAME[one[0]].replaceable else Pressure.REPLACED
    elif retypes(node):
        yield place, Pressure.RETYPED


def _differing(one: Kind, other: Kind) -> frozenset[str]:
    return frozenset(
        attribute.name
        for attribute in attributes_of(type(one))
        if attribute.compare is not Compare.NOTED and getattr(one, attribute.name) != getattr(other, attribute.name)
    )


def _way(one: Kind, other: Kind, changed: frozenset[str]) -> tuple[Statement, ...]:
    """What makes an object another by changing it."""
    gone = one.lets_go(other, changed)
    return (*one.release(gone), *one.alter(other, changed - gone)) if changed else ()


def _is_within(node: Node, remade: set[Place]) -> bool:
    return node.place in remade or bool(_parent_in(node, remade)[1])


def _parent_in(node: Node, remade: set[Place]) -> Place:
    """The object that a node's is a part of, where that is made anew."""
    return next((place for place in node.record.part_of if place in remade), ("", ()))
