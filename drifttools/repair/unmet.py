"""What cannot be made because something it needs is not there and is not made either: left alone, with the reason."""

from __future__ import annotations

from drifttools.kinds.difference import Comparison
from drifttools.kinds.registry import BY_NAME
from drifttools.model.finding import Change
from drifttools.model.plan import Unplanned
from drifttools.repair.node import Node
from drifttools.repair.sides import Dependencies, Place


def leave_unmet(nodes: list[Node], wanted: Dependencies, comparison: Comparison) -> tuple[list[Node], list[Unplanned]]:
    """Take out the nodes whose needs nobody meets, and those that need them.

    Args:
        wanted: Dependencies of the expected side.
    """
    absent: dict[Place, str] = {}
    made = {node.place for node in nodes if node.verb in ("create", "restore")}
    made |= {place for node in nodes if node.verb == "remake" for place in node.also}
    for difference in comparison.of([Change.MISSING]):
        place = difference.place
        if not difference.folded and place not in made and difference.expected and not difference.expected.comes_from:
            absent[place] = "it is not made by this plan"
    if not absent:
        return nodes, []
    needs = _needs_of_nodes(nodes, wanted)
    unplanned: list[Unplanned] = []
    while True:
        unmet = [(node, place) for node in nodes for place in needs[node] if place in absent]
        if not unmet:
            return nodes, unplanned
        for node, place in unmet:
            reason = f"it needs {place[0]} {'.'.join(place[1])}, which is not there: {absent[place]}"
            unplanned += [Unplanned(finding, reason) for finding in node.findings if node.verb != "complete"]
            if node.verb == "create":
                absent[node.place] = "it is not made by this plan"
        gone = {node for node, _ in unmet}
        nodes = [node for node in nodes if node not in gone]


def _needs_of_nodes(nodes: list[Node], wanted: Dependencies) -> dict[Node, list[Place]]:
    """Per node what it needs, itself or by its columns."""
    by_relation: dict[Place, list[Place]] = {}
    for user in wanted.places:
        kind = BY_NAME.get(user[0])
        if kind is not None and kind.inline:
            for above in kind.parents:
                by_relation.setdefault((above, user[1][:-1]), []).extend(wanted.needs(user))
    needs: dict[Node, list[Place]] = {}
    for node in nodes:
        place = node.place
        wholes = node.record.part_of
        makes = node.verb in ("create", "complete", "alter", "set")
        needs[node] = [*wanted.needs(place), *by_relation.get(place, ()), *wholes] if makes else []
    return needs
