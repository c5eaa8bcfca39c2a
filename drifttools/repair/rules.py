"""What must run before what. Each rule is one method; together they give the order of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence as Listed

from drifttools.kinds.constraint import Constraint
from drifttools.kinds.schema import Schema
from drifttools.kinds.sequence import Sequence
from drifttools.repair.node import Key, Node
from drifttools.repair.ordering import Order
from drifttools.repair.sides import Dependencies, Place

_MAKES = ("create", "alter", "restore")
_MAKES_WHOLE = ("create", "restore")
_REMOVES = ("drop", "set aside")
_RELATION = 2  # the length of the key of a table or view; longer ones begin with it


def in_order(nodes: Listed[Node], wanted: Dependencies, found: Dependencies) -> list[Node]:
    """The nodes in an order that PostgreSQL accepts.

    Args:
        wanted: Dependencies of the expected side: what is made needs what it refers to.
        found: Dependencies of the actual side: what goes must first be free of what refers to it.

    Raises:
        DriftToolsError: The changes depend on each other in a circle.
    """
    return _Rules(nodes, wanted, found).order()


class _Rules:
    def __init__(self, nodes: Listed[Node], wanted: Dependencies, found: Dependencies) -> None:
        self.nodes = nodes
        self.wanted, self.found = wanted, found
        self.sort = Order(nodes)
        self.made: dict[Place, Node] = {(n.kind.kind, n.key): n for n in nodes if n.verb in _MAKES}
        self.gone: dict[Place, Node] = {(n.kind.kind, n.key): n for n in nodes if n.verb in _REMOVES}
        self.whole: dict[Key, Node] = {
            n.key: n for n in nodes if n.verb in _MAKES_WHOLE and len(n.key) == _RELATION
        }
        self.removed: dict[Key, Node] = {n.key: n for n in nodes if n.verb in _REMOVES and len(n.key) == _RELATION}

    def order(self) -> list[Node]:
        self.what_is_made_needs_its_references()
        self.what_goes_must_be_free()
        self.schemas_surround_what_is_in_them()
        self.parts_come_after_their_whole()
        self.a_name_is_freed_before_it_is_taken()
        self.a_sequence_comes_before_its_column_and_is_owned_after()
        self.a_foreign_key_comes_after_the_key_it_references()
        return self.sort.sorted()

    def what_is_made_needs_its_references(self) -> None:
        for place in self.wanted.places:
            node = self._maker(place)
            if node is None:
                continue
            for needed in self.wanted.needs(place):
                before = self._maker(needed)
                if before is not None:
                    self.sort.run(node).after(before, weak=node.kind.kind == "routine")

    def what_goes_must_be_free(self) -> None:
        for place in self.found.places:
            dependent = self._remover(place) or self._changer(place)
            if dependent is None:
                continue
            for needed in self.found.needs(place):
                referenced = self._remover(needed)
                if referenced is not None:
                    self.sort.run(referenced).after(dependent)
                changed = self.made.get(needed)
                if changed is not None and changed.verb == "alter" and dependent.verb in _REMOVES:
                    self.sort.run(changed).after(dependent)

    def schemas_surround_what_is_in_them(self) -> None:
        made = {n.key[0]: n for n in self.nodes if n.kind is Schema and n.verb == "create"}
        gone = {n.key[0]: n for n in self.nodes if n.kind is Schema and n.verb == "drop"}
        for node in self.nodes:
            if node.kind is Schema:
                continue
            target = node.after.key if node.after is not None else node.key
            if target[0] in made:
                self.sort.run(node).after(made[target[0]])
            if node.key[0] in gone:
                self.sort.run(gone[node.key[0]]).after(node)

    def parts_come_after_their_whole(self) -> None:
        for node in self.nodes:
            if node.verb in _REMOVES:
                continue
            target = node.after.key if node.after is not None else node.key
            for parent in node.record.parents:
                whole = self.made.get((parent, target[:-1]))
                if whole is not None and whole.verb in _MAKES_WHOLE:
                    self.sort.run(node).after(whole)

    def a_name_is_freed_before_it_is_taken(self) -> None:
        taken: dict[Key, list[Node]] = defaultdict(list)
        for node in self.gone.values():
            if node.record.relation:
                taken[node.key[0], node.key[-1]].append(node)
        for node in self.nodes:
            if node.verb not in _MAKES_WHOLE:
                continue
            former = self.gone.get((node.kind.kind, node.key))
            if former is not None:
                self.sort.run(node).after(former)
            if node.record.relation:
                self.sort.run(node).after(*taken.get((node.key[0], node.key[-1]), ()))

    def a_sequence_comes_before_its_column_and_is_owned_after(self) -> None:
        for node in self.nodes:
            if node.kind is not Sequence or node.verb not in ("create", "own"):
                continue
            owner = self.whole.get(node.record.carried_by())
            if node.verb == "create" and owner is not None:
                self.sort.run(owner).after(node)
            if node.verb == "own":
                self.sort.run(node).after(*(n for n in (owner, self.made.get(("sequence", node.key))) if n))

    def a_foreign_key_comes_after_the_key_it_references(self) -> None:
        keys: dict[str, list[Node]] = defaultdict(list)
        foreign: list[tuple[Node, str]] = []
        for node in self.nodes:
            record = node.record
            if isinstance(record, Constraint) and node.verb == "create":
                if record.references:
                    foreign.append((node, record.references))
                else:
                    keys[str(record.on)].append(node)
        for node, references in foreign:
            self.sort.run(node).after(*keys.get(references, ()))

    def _maker(self, place: Place) -> Node | None:
        """The node that makes an object, alone or as a part of its table."""
        kind, key = place
        return self.made.get((kind, key)) or (self.whole.get(key[:_RELATION]) if len(key) > _RELATION else None)

    def _remover(self, place: Place) -> Node | None:
        kind, key = place
        return self.gone.get((kind, key)) or (self.removed.get(key[:_RELATION]) if len(key) > _RELATION else None)

    def _changer(self, place: Place) -> Node | None:
        """The node that changes an object that was there before; one that is made anew was free already."""
        node = self.made.get(place)
        return node if node is not None and node.verb == "alter" else None
