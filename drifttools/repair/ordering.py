"""The order of a plan: a topological sort that is the same every time."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

from drifttools.errors import DriftToolsError
from drifttools.kinds.registry import ORDER
from drifttools.repair.node import Node, Phase


class Order:
    """Nodes and what must run before what; reads as `order.run(a).after(b)`."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = list(nodes)
        self._before: dict[Node, set[Node]] = {node: set() for node in self._nodes}
        self._weak: set[tuple[Node, Node]] = set()

    def run(self, node: Node) -> _Run:
        """Begin a rule about this node."""
        return _Run(self, node)

    def sorted(self) -> list[Node]:
        """All nodes; where several could come next, the one of the earlier phase, kind and name does.

        Raises:
            DriftToolsError: The rules contradict each other and no weak one can be given up.
        """
        waiting = {node: set(before) for node, before in self._before.items()}
        followers: dict[Node, list[Node]] = defaultdict(list)
        for node, before in waiting.items():
            for other in before:
                followers[other].append(node)
        ready = [(_rank(node), position, node) for position, node in enumerate(self._nodes) if not waiting[node]]
        heapq.heapify(ready)
        positions = {node: position for position, node in enumerate(self._nodes)}
        done: list[Node] = []
        while len(done) < len(self._nodes):
            if not ready:
                freed = self._give_up_a_weak_rule(waiting)
                heapq.heappush(ready, (_rank(freed), positions[freed], freed))
                continue
            _, _, node = heapq.heappop(ready)
            done.append(node)
            del waiting[node]
            for follower in followers[node]:
                if follower in waiting and node in waiting[follower]:
                    waiting[follower].discard(node)
                    if not waiting[follower]:
                        heapq.heappush(ready, (_rank(follower), positions[follower], follower))
        return done

    def _give_up_a_weak_rule(self, waiting: dict[Node, set[Node]]) -> Node:
        """Functions check their bodies late (`check_function_bodies` is off), so they may wait for nothing."""
        by_rank = sorted(waiting, key=_rank)
        for node in by_rank:
            if all((node, other) in self._weak for other in waiting[node]):
                waiting[node].clear()
                return node
        # a weak rule may close a circle in which others wait for more than that
        for node in by_rank:
            waiting[node] -= {other for other in waiting[node] if (node, other) in self._weak}
            if not waiting[node]:
                return node
        stuck = ", ".join(sorted(node.title for node in waiting))
        raise DriftToolsError(
            f"these changes depend on each other in a circle: {stuck}",
            hint="repair one of them by hand, then audit again",
        )


class _Run:
    def __init__(self, order: Order, node: Node) -> None:
        self._order = order
        self._node = node

    def after(self, *others: Node, weak: bool = False) -> None:
        """The node runs after these; a weak rule is given up where it would close a circle."""
        for other in others:
            if other is not self._node:
                self._order._before[self._node].add(other)  # noqa: SLF001 - two halves of one sentence
                if weak:
                    self._order._weak.add((self._node, other))  # noqa: SLF001 - its inner class


def _rank(node: Node) -> tuple[Phase, int, tuple[str, ...], int, tuple[str, ...], str]:
    kind = ORDER[node.kind.kind]
    # columns are added in their order, because each goes to the end of its table
    ordinal = node.record.ordinal if node.verb == "create" else 0
    return (
        node.phase,
        -kind if node.verb in ("drop", "set aside") else kind,
        node.key[:-1],
        ordinal,
        node.key,
        node.verb,
    )
