"""What is in the way of a change: set aside before it, restored after it, with all that belongs to it.

PostgreSQL refuses to change the type of a column, or to drop anything, while a view, a policy or a trigger uses it. Such an
object may be equal on both sides and so no finding; it is taken from the snapshot, in chains, and comes back with its triggers,
indexes and privileges.
"""

from __future__ import annotations

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
        """Nodes that set aside and restore what is in the way of the others."""
        nodes = list(nodes)
        settled = {(node.kind.kind, node.key) for node in nodes if node.verb in _SETTLED}
        altered = {(node.kind.kind, node.key) for node in nodes if node.verb == "alter"}
        going = [(node.kind.kind, node.key) for node in nodes if node.verb == "drop" or retypes(node)]
        rebuilt: list[Node] = []
        for user in self._chain(going):
            if user not in settled:
                rebuilt += self._rebuild(user, remade=user in altered)
        return rebuilt

    def surround(self, record: Kind, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Statements that would be refused while others use `record`: those are dropped before and made again after."""
        users = [self._found_side.find(BY_NAME[kind], key) for kind, key in self._chain([(record.kind, record.key)])]
        present = [user for user in users if user is not None]
        for user in reversed(present):
            yield from user.drop()
        yield from statements
        for user in present:
            yield from self._found_side.whole(user)

    def _chain(self, going: list[Place]) -> list[Place]:
        """All that uses these and has to give way, each after what it uses."""
        ordered: list[Place] = []
        seen = set(going)

        def visit(place: Place) -> None:
            for user in self._found.needed_by(place):
                kind = BY_NAME.get(user[0])
                if kind is not None and kind.obstacle is Obstacle.REBUILT and user not in seen:
                    seen.add(user)
                    visit(user)
                    ordered.append(user)

        for place in going:
            visit(place)
        return ordered[::-1]

    def _rebuild(self, place: Place, *, remade: bool) -> Iterator[Node]:
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
        )
