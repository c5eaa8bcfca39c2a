"""Views in the way of a change: set aside before it, restored after it, with all that belongs to them.

PostgreSQL refuses to change the type of a column, or to drop anything, while a view uses it. The view is equal on both sides,
so it is no finding; it is taken from the snapshot, in chains, and comes back with its triggers, indexes and privileges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.kinds.registry import BY_NAME
from drifttools.model.snapshot import Snapshot
from drifttools.repair.node import Node, Phase
from drifttools.repair.sides import Dependencies, Place, SideRecords, record_in

REBUILT = ("view", "materialized view")
_BLOCKED = ("alter-type-rewrite", "alter-type-in-place")


def rebuilds(nodes: Iterable[Node], found: Dependencies, expected: Snapshot, actual: Snapshot) -> list[Node]:
    """Nodes that set aside and restore the views in the way of the others."""
    nodes = list(nodes)
    handled = {(node.kind.kind, node.key) for node in nodes if node.verb in ("drop", "create", "alter")}
    going = [(node.kind.kind, node.key) for node in nodes if node.verb == "drop" or _retypes(node)]
    rebuilt: list[Node] = []
    while going:
        for user in found.needed_by(going.pop()):
            if user[0] in REBUILT and user not in handled:
                handled.add(user)
                going.append(user)
                rebuilt += _rebuild(user, expected, actual)
    return rebuilt


def _retypes(node: Node) -> bool:
    return any(hazard in _BLOCKED for statement in node.statements for hazard in statement.hazards)


def _rebuild(place: Place, expected: Snapshot, actual: Snapshot) -> Iterator[Node]:
    kind = BY_NAME[place[0]]
    present = record_in(actual, kind, place[1])
    wanted = record_in(expected, kind, place[1]) or present
    if present is None or wanted is None:
        return
    yield Node(
        phase=Phase.DROPS,
        verb="set aside",
        kind=kind,
        key=present.key,
        record=present,
        statements=tuple(present.drop()),
        inverse=tuple(SideRecords(actual).whole(present)),
    )
    yield Node(
        phase=Phase.CHANGES,
        verb="restore",
        kind=kind,
        key=wanted.key,
        record=wanted,
        after=wanted,
        statements=tuple(SideRecords(expected).whole(wanted)),
        inverse=tuple(wanted.drop()),
    )
