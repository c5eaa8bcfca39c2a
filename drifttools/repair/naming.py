"""Moves and renames among each other: a name is taken once it is free, and where names go round, one steps aside first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drifttools.kinds.base import Kind
from drifttools.repair.names import aside
from drifttools.repair.node import Node, Phase

RELOCATES = ("move", "rename")
Name = tuple[str, ...]


def waits(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of nodes of which the first has to wait until the second has freed the name that it takes."""
    nodes = list(nodes)
    holders: dict[Name, list[Node]] = {}
    for node in nodes:
        if node.verb in (*RELOCATES, "drop", "set aside"):
            for name in node.record.occupies:
                holders.setdefault(name, []).append(node)
    for node in nodes:
        if node.verb in RELOCATES and node.after is not None:
            for name in node.after.occupies:
                for holder in holders.get(name, ()):
                    if holder is not node and not _is_same(holder, node.after):
                        yield node, holder
                    elif holder is not node:
                        yield holder, node  # the second half of what was split in two, or set aside once it is there


def _is_same(holder: Node, after: Kind) -> bool:
    """Whether a node is about the object that is moved or renamed, under its name to come."""
    return holder.record is after or (holder.verb == "set aside" and holder.place == (after.kind, after.key))


def without_circles(nodes: list[Node]) -> list[Node]:
    """The nodes with one of each circle of names split in two: it steps aside first, and takes its name last."""
    while circle := _circle([node for node in nodes if node.verb in RELOCATES]):
        node = min(circle, key=lambda one: one.place)
        after = node.after or node.record
        apart = node.record.with_key((*node.key[:-1], aside(node.key[-1])))
        moved = apart.with_key((*after.key[:-1], apart.key[-1]))
        elsewhere = apart.key[:-1] != after.key[:-1]
        first = replace(
            node,
            phase=Phase.RENAMES,
            verb="rename",
            after=apart,
            statements=tuple(node.record.rename(apart.key[-1])),
            inverse=tuple(apart.rename(node.key[-1])),
            carried=(),
            stays=(),
        )
        last = replace(
            node,
            record=apart,
            statements=(*(apart.move(after.key[0]) if elsewhere else ()), *moved.rename(after.key[-1])),
            inverse=(*after.rename(apart.key[-1]), *(moved.move(apart.key[0]) if elsewhere else ())),
        )
        nodes = [one for one in nodes if one is not node] + [first, last]
    return nodes


def _circle(nodes: list[Node]) -> list[Node]:
    """Nodes that wait for each other; none where every one of them can go in its turn."""
    before: dict[Node, set[Node]] = {node: set() for node in nodes}
    for node, other in waits(nodes):
        before[node].add(other)
    while free := [node for node in before if not before[node] & before.keys()]:
        for node in free:
            del before[node]
    # what only waits for a circle is not part of it
    while ends := [node for node in before if not any(node in others for others in before.values())]:
        for node in ends:
            del before[node]
    return list(before)
