"""What must run before what. Each rule is one method; together they give the order of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Sequence as Listed

from drifttools.kinds.column_privilege import ColumnPrivilege
from drifttools.kinds.object_privilege import ObjectPrivilege
from drifttools.kinds.owner import Owner
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.registry import BY_NAME
from drifttools.repair.naming import RELOCATES, waits
from drifttools.repair.node import Key, Node
from drifttools.repair.ordering import Order
from drifttools.repair.sides import Dependencies, Place

_MAKES = ("create", "alter", "restore")
_MAKES_WHOLE = ("create", "restore")
_MAKES_PARTS = ("create", "remake")
_REMOVES = ("drop", "set aside")
_SETS = "set"
_RIGHTS = (Owner, Privilege, ColumnPrivilege, ObjectPrivilege)
_RELATION = 2  # the length of the key of a table or view; longer ones begin with it


def in_order(
    nodes: Listed[Node],
    wanted: Dependencies,
    found: Dependencies,
    origin: Callable[[Place], Place],
    kept_apart: Iterable[tuple[Place, Place]] = (),
) -> list[Node]:
    """The nodes in an order that PostgreSQL accepts.

    Args:
        wanted: Dependencies of the expected side: what is made needs what it refers to.
        found: Dependencies of the actual side: what goes must first be free of what refers to it.
        origin: Gives for the foreign key of a partition the one of its table, which it goes with; else the object itself.
        kept_apart: Parts of a table, and a partition that leaves it and keeps its own of each.

    Raises:
        DriftToolsError: The changes depend on each other in a circle.
    """
    rules = _Rules(nodes, wanted, found, origin)
    rules.what_leaves_keeps_its_own(kept_apart)
    return rules.order()


class _Rules:
    def __init__(
        self, nodes: Listed[Node], wanted: Dependencies, found: Dependencies, origin: Callable[[Place], Place]
    ) -> None:
        self.origin = origin
        self.nodes = nodes
        self.wanted, self.found = wanted, found
        self.sort = Order(nodes)
        self.made: dict[Place, Node] = {n.place: n for n in nodes if n.verb in _MAKES}
        self.gone: dict[Place, Node] = {n.place: n for n in nodes if n.verb in _REMOVES}
        self.whole: dict[Key, Node] = {n.key: n for n in nodes if n.verb in _MAKES_WHOLE and len(n.key) == _RELATION}
        self.released: dict[Place, Node] = {n.place: n for n in nodes if n.verb == "release"}
        self.completing: dict[Place, Node] = {n.place: n for n in nodes if n.verb == "complete"}
        self.remade: dict[Place, Node] = {place: n for n in nodes if n.verb == "remake" for place in n.also}
        self.removed: dict[Key, Node] = {n.key: n for n in nodes if n.verb in _REMOVES and len(n.key) == _RELATION}

    def order(self) -> list[Node]:
        self.what_is_made_needs_its_references()
        self.what_goes_must_be_free()
        self.what_is_owned_is_let_go_before_its_owner_goes()
        self.containers_surround_what_is_in_them()
        self.parts_come_after_their_whole()
        self.a_name_is_freed_before_it_is_taken()
        self.a_child_surrounds_nothing_of_its_parent()
        self.what_a_parent_passes_on_comes_when_its_children_are_there()
        self.what_completes_comes_after_all_parts()
        self.what_is_replaced_is_free_of_its_users()
        self.parts_change_while_their_table_stands_alone()
        self.what_is_moved_takes_a_free_name()
        self.what_is_moved_is_changed_under_its_new_name()
        self.what_is_filled_may_read()
        self.what_hangs_on_a_table_that_is_made_anew_goes_and_comes_back()
        return self.sort.sorted()

    def what_leaves_keeps_its_own(self, kept_apart: Iterable[tuple[Place, Place]]) -> None:
        """What a partition has from its table, and is to keep, would go with the table's."""
        for origin, table in kept_apart:
            gone, released = self._remover(origin), self.released.get(table)
            if gone is not None and released is not None:
                self.sort.run(gone).after(released)

    def what_is_made_needs_its_references(self) -> None:
        for place in self.wanted.places:
            node = self._completed(place) or self._maker(place)
            # what has no node of its own, and is not made within its table, comes with a parent table's when that is made
            if node is None or (node.verb in _MAKES_PARTS and place not in self.made and not BY_NAME[place[0]].inline):
                continue
            for needed in self.wanted.needs(place):
                # what completes a base type needs functions, and those need no more than its name
                before = self._completed(needed)
                if before is None or place in self.wanted.needs(needed):
                    before = self._maker(needed)
                if before is not None:
                    self.sort.run(node).after(before, weak=node.kind.kind == "routine")

    def what_goes_must_be_free(self) -> None:
        for place in self.found.places:
            # a foreign key of a partition goes with that of its table, before either of the two
            dependent = (
                self._remover(self.origin(place))
                or self._remover(place)
                or self.released.get(place)
                or self._changer(place)
            )
            if dependent is None:
                continue
            for needed in self.found.needs(place):
                referenced = self._remover(needed)
                if referenced is not None:
                    self.sort.run(referenced).after(dependent)
                changed = self.made.get(needed)
                if changed is not None and changed.verb == "alter" and dependent.verb in _REMOVES:
                    self.sort.run(changed).after(dependent)

    def what_is_owned_is_let_go_before_its_owner_goes(self) -> None:
        """A sequence that stays is no longer the column's when that is dropped."""
        for node in self.released.values():
            gone = self._remover(("column", node.record.owned_by)) if node.record.owned_by else None
            if gone is not None:
                self.sort.run(gone).after(node)

    def containers_surround_what_is_in_them(self) -> None:
        made = {n.key[0]: n for n in self.nodes if n.record.container and n.verb == "create"}
        gone = {n.key[0]: n for n in self.nodes if n.record.container and n.verb == "drop"}
        for node in self.nodes:
            if node.record.container:
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
            for place in (node.after or node.record).part_of:
                whole = self.made.get(place)
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
            former = self.gone.get(node.place)
            if former is not None:
                self.sort.run(node).after(former)
            if node.record.relation:
                self.sort.run(node).after(*taken.get((node.key[0], node.key[-1]), ()))

    def a_child_surrounds_nothing_of_its_parent(self) -> None:
        """A partition goes before the table that it is a part of and is made after it; so do its columns and indexes."""
        for node in self.nodes:
            record = node.record
            parents = [(record.kind, key) for key in (*record.made_of, record.comes_from) if key]
            for place in parents:
                if node.verb in (*_REMOVES, "release"):
                    removed = self._remover(place)
                    if removed is not None:
                        self.sort.run(removed).after(node)
                    continue
                made = self._maker(place)
                if made is not None:
                    self.sort.run(node).after(made)

    def what_a_parent_passes_on_comes_when_its_children_are_there(self) -> None:
        """A partition that lacks its parent's check cannot be attached; a child takes defaults only when it is made."""
        parts: dict[Key, list[Node]] = defaultdict(list)
        for node in self.nodes:
            if len(node.key) > _RELATION:
                parts[node.key[:_RELATION]].append(node)
        for node in self.whole.values():
            for parent in node.record.made_of:
                for part in parts[parent]:
                    if part.verb == "create" and not part.kind.inline:
                        self.sort.run(part).after(node, weak=True)
                    elif part.verb == "alter" and part.kind.inline:
                        self.sort.run(node).after(part, weak=True)

    def what_completes_comes_after_all_parts(self) -> None:
        completing = self.completing
        for (_, key), node in completing.items():
            owner = self._maker(("column", node.record.owned_by)) if node.record.owned_by else None
            self.sort.run(node).after(*(n for n in (owner, self.made.get((node.kind.kind, key))) if n is not None))
        owning = {("table", node.record.owned_by[:-1]): node for node in completing.values() if node.record.owned_by}
        for node in self.nodes:
            for place in (node.after or node.record).part_of:
                after = completing.get(place)
                if after is not None and node.verb in (*_MAKES, *_REMOVES, _SETS):
                    first, then = (after, node) if after.record.made_in_two else (node, after)
                    self.sort.run(then).after(first)
                # a sequence and the table that owns it must have the same owner
                if place in owning and node.kind.given:
                    self.sort.run(owning[place]).after(node)

    def _completed(self, place: Place) -> Node | None:
        """The node after which others can use what is made in two steps."""
        node = self.completing.get(place)
        return node if node is not None and node.record.made_in_two else None

    def what_is_replaced_is_free_of_its_users(self) -> None:
        """A type is replaced once all that uses it is aside, its columns are of another type or gone; the rest follows."""
        for node in self.nodes:
            for place in node.also:
                self.sort.run(node).after(*self._users_that_leave(node, place))
                followers = (*self.wanted.needed_by(place), place)
                for after in (self._maker(user) for user in followers):
                    if after is not None:
                        self.sort.run(after).after(node)
                self.sort.run(node).after(*filter(None, map(self._maker, self.wanted.needs(place))))
                for after in filter(None, map(self._remover, self.found.needs(place))):
                    self.sort.run(after).after(node)

    def _users_that_leave(self, node: Node, place: Place) -> Iterator[Node]:
        kept = {*node.also, *self.wanted.needed_by(place)}
        for user in (*self.found.needed_by(place), place):
            before = self._remover(user) or self.released.get(user)
            if before is not None and before.verb == "remake" and user in node.also:
                continue  # the new table is made when the type is there, and takes the values as they are then
            if before is None and user not in kept:
                before = self._changer(user)
            if before is not None:
                yield before

    def what_hangs_on_a_table_that_is_made_anew_goes_and_comes_back(self) -> None:
        for node in self.nodes:
            leaves = node.verb in (*_REMOVES, "release")
            for place in () if node.verb == "remake" else self._hangs_on(node):
                whole = self.remade.get(place)
                if whole is None:
                    continue
                first, then = (node, whole) if leaves else (whole, node)
                self.sort.run(then).after(first)
        for whole in set(self.remade.values()):
            names = {(key[0], key[-1]) for _, key in whole.also}
            for node in self.nodes:
                if node.record.relation and (node.key[0], node.key[-1]) in names and node is not whole:
                    if node.verb in _REMOVES:
                        self.sort.run(whole).after(node)
                    elif node.verb in _MAKES_WHOLE and node.kind is not whole.kind:
                        self.sort.run(node).after(whole)

    def _hangs_on(self, node: Node) -> Iterator[Place]:
        record = node.record if node.verb in (*_REMOVES, "release") else node.after or node.record
        yield from record.part_of
        yield from record.belongs_to
        yield node.place

    def what_is_moved_takes_a_free_name(self) -> None:
        for node, holder in waits(self.nodes):
            self.sort.run(node).after(holder)

    def what_is_moved_is_changed_under_its_new_name(self) -> None:
        """A label that must be committed first is one of a type that has to be found by its name."""
        for node in self.nodes:
            if node.verb in RELOCATES and node.after is not None:
                changed = self.made.get((node.kind.kind, node.after.key))
                if changed is not None and changed.verb == "alter":
                    self.sort.run(changed).after(node)

    def what_is_filled_may_read(self) -> None:
        """A query reads through views with the rights of their owners: as they will be, or of who makes the views now."""
        for node in self.nodes:
            if node.verb not in _MAKES or not (node.after or node.record).filled:
                continue
            read = self._read_by(node.place)
            for right in self.nodes:
                part_of = right.record.part_of
                if right.kind not in _RIGHTS or node.place in part_of or read.isdisjoint(part_of):
                    continue
                made = any(place in self.made and self.made[place].verb in _MAKES_WHOLE for place in part_of)
                if right.verb in ("drop", "release") or (made and right.kind.given):
                    self.sort.run(right).after(node, weak=True)
                elif right.kind.given or right.verb == "create":
                    self.sort.run(node).after(right, weak=True)

    def _read_by(self, place: Place) -> set[Place]:
        """The objects that a query reads, in chains; a column stands for what it is of."""
        read: set[Place] = set()
        waiting = [place]
        while waiting:
            for needed in self.wanted.needs(waiting.pop()):
                kind, key = needed
                whole = [(one, key[:_RELATION]) for one in BY_NAME[kind].parents] if BY_NAME[kind].inline else []
                more = {needed, *whole} - read
                read |= more
                waiting += more
        return read

    def parts_change_while_their_table_stands_alone(self) -> None:
        """What leaves one parent table and joins another is made like the other in between."""
        for node in self.nodes:
            after = node.after
            if node.verb not in ("alter", "release") or after is None or not node.kind.ties:
                continue
            place = node.place
            joined = {(after.kind, key) for key in after.made_of} if node.verb == "alter" else set()
            if not (joined or node.verb == "release"):
                continue
            for other in self.nodes:
                of = (other.after or other.record).part_of
                if node.verb == "release" and place in of:
                    self.sort.run(other).after(node)
                elif node.verb == "alter" and (place in of or not joined.isdisjoint(of)):
                    self.sort.run(node).after(other)

    def _maker(self, place: Place) -> Node | None:
        """The node that makes an object, alone or as a part of its table."""
        kind, key = place
        own = self.made.get((kind, key)) or (self.whole.get(key[:_RELATION]) if len(key) > _RELATION else None)
        return own or self.remade.get(("table", key[:_RELATION]))

    def _remover(self, place: Place) -> Node | None:
        kind, key = place
        own = self.gone.get((kind, key)) or (self.removed.get(key[:_RELATION]) if len(key) > _RELATION else None)
        return own or self.remade.get(("table", key[:_RELATION]))

    def _changer(self, place: Place) -> Node | None:
        """The node that changes an object that was there before; one that is made anew was free already."""
        node = self.made.get(place)
        return node if node is not None and node.verb == "alter" else None
