"""What is in the way of a change: set aside before it, restored after it, with all that belongs to it.

PostgreSQL refuses to change the type of a column, or to drop anything, while a view, a policy or a trigger uses it. Such
an object may be equal on both sides and so no finding; it is taken from the snapshot, in chains, and comes back with its
triggers, indexes and privileges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from drifttools.kinds.base import Kind, Obstacle
from drifttools.kinds.registry import BY_NAME
from drifttools.model.plan import Statement
from drifttools.repair.node import Node, Phase
from drifttools.repair.sides import Dependencies, Place, SideRecords

_BLOCKED = ("alter-type-rewrite", "alter-type-in-place")
_SETTLED = ("drop", "create")


def retypes(node: Node) -> bool:
    """Whether the node changes the type of a column, which PostgreSQL refuses while views use it."""
    return any(hazard in _BLOCKED for statement in node.statements for hazard in statement.hazards)


class Rebuilds:
    """Finds what is in the way.

    Args:
        found: Dependencies of the actual side.
        wanted_side, found_side: The records of both sides.
    """

    def __init__(self, found: Dependencies, wanted_side: SideRecords, found_side: SideRecords) -> None:
        self._found = found
        self._wanted_side, self._found_side = wanted_side, found_side

    def around(self, nodes: Iterable[Node]) -> list[Node]:
        """All nodes, with those that set aside and restore what is in the way of the others."""
        nodes = list(nodes)
        settled = {(node.kind.kind, node.key) for node in nodes if node.verb in _SETTLED}
        going = [
            ((node.kind.kind, node.key), node.verb == "drop") for node in nodes if node.verb == "drop" or retypes(node)
        ]
        gone = {place for place, dropped in going if dropped}
        users = [user for user in self._chain(going) if user not in settled and not self._goes_with(user, gone)]
        if not users:
            return nodes
        # what is made anew whole needs no change of its own, and brings its parts along
        remade = set(users)
        within = [node for node in nodes if _is_within(node, remade)]
        findings: dict[Place, list[str]] = defaultdict(list)
        for node in within:
            place = (node.kind.kind, node.key)
            findings[place if place in remade else _parent_in(node, remade)] += node.findings
        kept = [node for node in nodes if node not in set(within)]
        return kept + [node for user in users for node in self._rebuild(user, tuple(dict.fromkeys(findings[user])))]

    def _goes_with(self, user: Place, gone: set[Place]) -> bool:
        """Whether an object is a part of one that is dropped: the trigger of a table that goes with its function."""
        kind = BY_NAME.get(user[0])
        record = self._found_side.find(kind, user[1]) if kind is not None else None
        return record is not None and not gone.isdisjoint(record.part_of)

    def gives_way(self, user: Place, *, dropped: bool) -> bool:
        """Whether an object can be set aside while what it uses is dropped, or changed in its type."""
        kind = BY_NAME.get(user[0])
        if kind is None:
            return False
        if kind.obstacle is Obstacle.REBUILT:
            present = self._found_side.find(kind, user[1])
            return present is None or not present.out_of_reach(None)
        # a foreign key adapts to a new type, but goes with the key that it references
        record = self._found_side.find(kind, user[1]) if dropped and kind.foreign is not Kind.foreign else None
        return record is not None and record.foreign

    def surround(self, record: Kind, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Statements that would be refused while others use `record`: those are dropped before and made again after."""
        users = [
            self._found_side.find(BY_NAME[kind], key) for kind, key in self._chain([((record.kind, record.key), True)])
        ]
        present = [user for user in users if user is not None]
        for user in reversed(present):
            yield from user.drop()
        yield from statements
        for user in present:
            yield from self._found_side.whole(user)

    def _chain(self, going: list[tuple[Place, bool]]) -> list[Place]:
        """All that uses these and has to give way, each after what it uses."""
        ordered: list[Place] = []
        seen = {place for place, _ in going}

        def visit(place: Place, dropped: bool) -> None:  # noqa: FBT001 - two callers, both in this method
            for user in self._found.needed_by(place):
                if user not in seen and self.gives_way(user, dropped=dropped):
                    seen.add(user)
                    visit(user, True)  # noqa: FBT003 - what gives way is dropped
                    ordered.append(user)

        for place, dropped in going:
            visit(place, dropped)
        return ordered[::-1]

    def _rebuild(self, place: Place, findings: tuple[str, ...]) -> Iterator[Node]:
        kind = BY_NAME[place[0]]
        present = self._found_side.find(kind, place[1])
        wanted = self._wanted_side.find(kind, place[1]) or present
        if present is None or wanted is None:
            return
        yield Node(
            phase=Phase.DROPS,
            verb="set aside",
            kind=kind,
            key=present.key,
            record=present,
            statements=tuple(present.drop()),
            inverse=tuple(self._found_side.whole(present)),
        )
        yield Node(
            phase=Phase.CHANGES,
            verb="restore",
            kind=kind,
            key=wanted.key,
            record=wanted,
            after=wanted,
            statements=tuple(self._wanted_side.whole(wanted)),
            inverse=tuple(wanted.drop()),
            findings=findings,
        )


def _is_within(node: Node, remade: set[Place]) -> bool:
    return (node.kind.kind, node.key) in remade or bool(_parent_in(node, remade)[1])


def _parent_in(node: Node, remade: set[Place]) -> Place:
    """The object that a node's is a part of, where that is made anew."""
    return next((place for place in node.record.part_of if place in remade), ("", ()))
