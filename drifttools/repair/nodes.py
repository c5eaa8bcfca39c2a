"""From differences to nodes: decides what is made, changed, moved or removed, and what is left alone and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drifttools.kinds.base import Compare, Kind, Obstacle
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.registry import BY_NAME
from drifttools.model.finding import Change, Finding
from drifttools.model.plan import Unplanned
from drifttools.model.question import Question
from drifttools.model.snapshot import Snapshot
from drifttools.repair.building import Building, completed
from drifttools.repair.filling import Filling
from drifttools.repair.naming import without_circles
from drifttools.repair.node import Node
from drifttools.repair.obstructed import Obstructions
from drifttools.repair.online import Online
from drifttools.repair.options import Options
from drifttools.repair.rebuild import Pressure, Rebuilds, retypes
from drifttools.repair.remakings import Remakings
from drifttools.repair.replacing import Replacement, Replacements
from drifttools.repair.roles import lacks_roles
from drifttools.repair.room import with_room
from drifttools.repair.rules import in_order
from drifttools.repair.sides import Dependencies, Place, both_sides
from drifttools.repair.sidework import SideWork
from drifttools.repair.sight import Present
from drifttools.repair.unmet import leave_unmet

_NOT_ASKED = "outside of what was asked to be repaired"


class NodeMaker:
    """Makes the nodes of one comparison and puts them in order."""

    def __init__(self, comparison: Comparison, expected: Snapshot, actual: Snapshot, options: Options) -> None:
        self.comparison = comparison
        self.options = options
        self.roles = actual.roles
        self.unplanned: list[Unplanned] = []
        self.recreated: set[Place] = set()
        self.going = _going(comparison, options)
        self.wanted_side, self.found_side = both_sides(comparison, actual, self.going)
        renamed = {(record.kind, key): record.place for key, record in comparison.rewritten}
        self.wanted, self.found = Dependencies(expected.edges), Dependencies(actual.edges, renamed)
        self.present = present = Present(comparison, self.wanted_side, actual)
        self.obstructions = Obstructions(comparison, present, (self.wanted_side, self.found_side), options)
        self.online = Online(comparison, present, self.wanted_side, options)
        self.rebuilds = Rebuilds(self.found, self.wanted_side, self.found_side, self.going)
        self.filling = Filling((self.wanted, self.wanted_side), (self.found, self.found_side), self.rebuilds)
        self.building = Building(comparison, (self.wanted_side, self.found_side), self.rebuilds, options)
        self.remade = {
            d.place
            for d in comparison.of([Change.CHANGED])
            if d.changed and d.expected and d.actual and not d.actual.can_alter(d.expected, d.changed)
        }
        self.retied = {d.place for d in comparison.of([Change.CHANGED]) if d.changed & d.kind.ties and self._changes(d)}
        finder = Replacements(self.found, self.wanted_side, self.found_side, self.going.__contains__)
        self.replacements = [one for one in finder.of(self._reshaped(), self.remade) if not self._keeps(one)]
        self.replaced = frozenset(old.place for replacement in self.replacements for old, _ in replacement.types)
        self.recreated.update(self.replaced)
        # judged by what is expected alone: a partition that nobody named is in the way, and not a part of the new table
        strict, _ = both_sides(comparison, actual, {d.place for d in comparison.of([Change.UNEXPECTED])})
        self.remakings = Remakings(comparison, self.found, (strict, self.found_side), options, self._gives_way)

    def questions(self) -> tuple[Question, ...]:
        """What has to be asked of the rows before the plan can be made."""
        nodes = [node for node in self._nodes() if node.statements]
        return (*self.obstructions.questions(nodes), *self.filling.questions(nodes))

    def ordered(self) -> list[Node]:
        """All nodes in the order of their steps."""
        nodes = [node for node in self._nodes() if node.statements]
        nodes, obstructed = self.obstructions.settle(nodes, self.wanted)
        nodes, unfilled = self.filling.settle(nodes, self.options.counted)
        self.unplanned += (*obstructed, *unfilled)
        nodes, left = leave_unmet(nodes, self.wanted, self.comparison)
        self.unplanned += left
        nodes = SideWork(self.wanted, self.wanted_side, self.found_side).on(self.rebuilds.around(nodes))
        parts = self.online.apart(
            in_order(without_circles(nodes), self.wanted, self.found, self._origin, self._kept_apart())
        )
        return [with_room(node, self.present, self.options.sizes) for node in parts]

    def _reshaped(self) -> Iterator[Place]:
        """The types that cannot be made what they should be by changing them or their parts."""
        yield from (place for place in self.remade if BY_NAME[place[0]].replaceable)
        above = {place for d in self.comparison.differences if d.kind.inline for place in _parents(d)}
        for kind, key in sorted(place for place in above if BY_NAME[place[0]].replaceable):
            present, wanted = self.found_side.find(BY_NAME[kind], key), self.wanted_side.find(BY_NAME[kind], key)
            if present and wanted and present.reshaped(self.found_side, wanted, self.wanted_side):
                yield kind, key

    def _keeps(self, replacement: Replacement) -> bool:
        """Whether the user did not name what would be lost, or did not ask for the repair of these types."""
        places = {old.place for old, _ in replacement.types}
        lost = (
            d.actual
            for d in self.comparison.of([Change.UNEXPECTED])
            if d.actual and not places.isdisjoint(d.actual.part_of)
        )
        unnamed = any(record.holds_rows(record) and not self.options.may_drop(record) for record in lost)
        return unnamed or not any(self.options.wants(old.label) for old, _ in replacement.types)

    def _leave_what_nobody_can_do(self) -> None:
        for finding in self.comparison.findings:
            if finding.change is Change.UNKNOWN:
                self.unplanned.append(Unplanned(finding.id, f"could not be checked: {finding.actual}"))
            elif finding.attribute and _is_place(finding):
                self.unplanned.append(
                    Unplanned(finding.id, "PostgreSQL cannot move a column: only a new table has another order")
                )

    def _nodes(self) -> Iterator[Node]:
        self._leave_what_nobody_can_do()
        for relocation in self.comparison.relocations:
            # what comes from a parent table moves and is renamed with it
            if relocation.record.comes_from:
                continue
            if self.options.wants(".".join(relocation.wanted)):
                yield self.building.relocation(relocation)
            else:
                label = ".".join(relocation.wanted)
                self.unplanned.append(Unplanned(relocation.finding, _NOT_ASKED, label, ("only",)))
        for replacement in self.replacements:
            yield self.building.replacement(replacement)
        for remaking in self.remakings.all:
            yield from self.building.remaking(remaking)
        for difference in self.comparison.differences:
            own = self._own(difference)
            if self._is_settled(own):
                continue
            if reason := self.remakings.why_not(own):
                self._leave(own, reason)
            else:
                yield from self._of(own)

    def _is_settled(self, own: Difference) -> bool:
        """Whether nothing is to be done about it, or another node does it."""
        noted = own.change is Change.CHANGED and not own.changed
        settled = noted or own.follows or own.place in self.replaced
        return settled or self._within_recreated(own) or self.remakings.settles(own)

    def _changes(self, difference: Difference) -> bool:
        expected, actual = difference.expected, difference.actual
        return expected is not None and actual is not None and actual.can_alter(expected, difference.changed)

    def _own(self, difference: Difference) -> Difference:
        """A part of a table that is detached and attached: it is changed while the table stands alone."""
        if not difference.kind.tied or self.retied.isdisjoint(_parents(difference)):
            return difference
        expected, actual = difference.expected, difference.actual
        return replace(
            difference,
            expected=expected and expected.untied(),
            actual=actual and actual.untied(),
            changed=difference.changed - difference.kind.tied,
            follows=False,
        )

    def _within_recreated(self, difference: Difference) -> bool:
        """Whether the object belongs to one that is made anew, and so comes or goes with it."""
        record = difference.expected or difference.actual
        if difference.change is Change.UNEXPECTED and difference.place not in self.going:
            return False  # it stays, and the plan says so
        return record is not None and not self.recreated.isdisjoint(record.part_of)

    def _of(self, difference: Difference) -> Iterator[Node]:
        expected, actual = difference.expected, difference.actual
        if expected is not None and not self._is_wanted(expected, difference):
            self._leave(difference, _NOT_ASKED, expected.label, "only")
        elif expected is not None and (reason := expected.out_of_reach(actual)):
            self._leave(difference, reason)
        elif expected is not None and (reason := lacks_roles(expected, self.roles)):
            self._leave_with_its_whole(expected, difference, reason)
        elif expected is not None and actual is None:
            yield from self._create(expected, difference)
        elif expected is None and actual is not None:
            yield from self._drop(actual, difference)
        elif expected is not None and actual is not None:
            yield from self._change(expected, actual, difference)

    def _is_wanted(self, expected: Kind, difference: Difference) -> bool:
        """Whether its repair was asked for; what is listed with its whole comes with that."""
        wholes = [".".join(key) for _, key in expected.belongs_to] if difference.folded else []
        return any(self.options.wants(label) for label in (expected.label, *wholes))

    def _leave(self, difference: Difference, reason: str, named: str = "", *ways: str) -> None:
        self.unplanned += [Unplanned(finding, reason, named, ways) for finding in difference.findings]

    def _leave_with_its_whole(self, expected: Kind, difference: Difference, reason: str) -> None:
        """Leave something alone that may be listed with what it belongs to, which is made without it."""
        listed = {finding.id for finding in self.comparison.findings}
        wholes = (Finding(kind, key, Change.MISSING).id for kind, key in expected.belongs_to)
        whole = next((finding for finding in wholes if finding in listed), "")
        self._leave(difference, reason)
        if difference.folded and whole:
            self.unplanned.append(Unplanned(whole, f"its {expected.kind} {expected.label} is not made: {reason}"))

    def _create(self, expected: Kind, difference: Difference) -> Iterator[Node]:
        if difference.folded and expected.inline:
            return
        yield self.building.creation(expected, difference.findings)
        yield from self.building.completion(expected, expected.incomplete(), difference.findings)

    def _drop(self, actual: Kind, difference: Difference) -> Iterator[Node]:
        if difference.folded:
            # it goes with its parent; but a foreign key between two tables has to go before either of them
            if (actual.foreign and not self.going.isdisjoint(actual.part_of)) or self.remakings.frees(actual):
                yield self.building.removal(actual, ())
            return
        if not self.options.may_drop(actual):
            self._leave(difference, f"nothing is dropped unless it is named: --drop '{actual.label}'", actual.label, "drop")
            return
        reason = self._cannot_drop(actual)
        if reason:
            self._leave(difference, reason)
            return
        yield self.building.removal(actual, difference.findings)

    def _cannot_drop(self, actual: Kind) -> str:
        """Why an object stays although its removal was named; empty where it goes."""
        if actual.stays:
            return actual.stays
        users = [self._record(place) for place in self.found.needed_by(actual.place)]
        if actual.container:
            users = [d.actual for d in self.comparison.of([Change.UNEXPECTED]) if d.actual and d.key[0] == actual.key[0]]
        held = next((user for user in users if user is not None and user.stays), None)
        return f"{held.kind} {held.label} needs it, and stays: {held.stays}" if held is not None else ""

    def _origin(self, place: Place) -> Place:
        """The foreign key of the partitioned table, for that of a partition; else the object itself."""
        record = self._record(place) if place[0] == Constraint.kind else None
        own = not isinstance(record, Constraint) or not record.references or not record.comes_from
        return place if record is None or own else (place[0], record.comes_from)

    def _kept_apart(self) -> tuple[tuple[Place, Place], ...]:
        """What comes from a parent table's part now, and stays or goes as its own: that part, and the table that leaves."""
        found = []
        for d in self.comparison.of([Change.CHANGED, Change.UNEXPECTED]):
            apart = d.expected is None or not d.expected.comes_from
            if d.actual is not None and d.actual.comes_from and apart:
                found += [((d.kind.kind, d.actual.comes_from), place) for place in d.actual.part_of if place in self.retied]
        return tuple(found)

    def _record(self, place: Place) -> Kind | None:
        kind = BY_NAME.get(place[0])
        return self.found_side.find(kind, place[1]) if kind is not None else None

    def _change(self, expected: Kind, actual: Kind, difference: Difference) -> Iterator[Node]:
        if not actual.can_alter(expected, difference.changed):
            yield from self._recreate(expected, actual, difference)
            return
        node = self.building.alteration(expected, actual, difference)
        blocked = self._blockers(node) if retypes(node) else ""
        if blocked:
            self._leave(difference, f"PostgreSQL does not change the type of a column that is used by {blocked}")
            return
        yield self.building.release(expected, actual, difference)
        yield node
        late = completed(actual, actual.lets_go(expected, difference.changed))
        yield from self.building.completion(expected, actual.incomplete() if late else actual, difference.findings)

    def _blockers(self, node: Node) -> str:
        users = [
            place
            for place in self.found.needed_by(node.place)
            if (kind := BY_NAME.get(place[0])) and kind.obstacle is Obstacle.BLOCKS and place not in self.going
        ]
        return ", ".join(f"{kind} {'.'.join(key)}" for kind, key in users[:3])

    def _recreate(self, expected: Kind, actual: Kind, difference: Difference) -> Iterator[Node]:
        reason = self._cannot_recreate(expected, actual)
        if reason:
            unnamed = actual.holds_rows(expected) and not actual.stays and not self.options.may_drop(actual)
            self._leave(difference, reason, *((actual.label, "drop") if unnamed else ()))
            return
        self.recreated.add(actual.place)
        belonging = [
            finding for other in self.comparison.differences if self._within_recreated(other) for finding in other.findings
        ]
        yield self.building.removal(actual, ())
        yield replace(
            self.building.creation(expected, (*difference.findings, *belonging)),
            statements=tuple(self.wanted_side.whole(expected)),
        )
        yield from self.building.completion(expected, expected.incomplete(), difference.findings)

    def _cannot_recreate(self, expected: Kind, actual: Kind) -> str:
        """Why an object cannot be dropped and made anew; empty where it can. Rows must never go unnamed."""
        if actual.stays:
            return f"it would have to be dropped and made anew; {actual.stays}"
        if actual.holds_rows(expected) and not self.options.may_drop(actual):
            return f"it can only be dropped and made anew, which loses its rows: --drop '{actual.label}' names that"
        place = actual.place
        users = [user for user in self.found.needed_by(place) if not self._gives_way(user, place)]
        if users:
            named = ", ".join(f"{kind} {'.'.join(key)}" for kind, key in users[:3])
            return f"it would have to be dropped and made anew while others need it: {named}"
        return ""

    def _gives_way(self, user: Place, used: Place) -> bool:
        """Whether what uses an object is set aside, dropped or made anew by this plan too."""
        return user in self.going or user in self.remade or self.rebuilds.gives_way(user, used, Pressure.GONE)


def _parents(difference: Difference) -> tuple[Place, ...]:
    record = difference.expected or difference.actual
    return () if record is None else record.part_of


def _is_place(finding: Finding) -> bool:
    attributes = attributes_of(BY_NAME[finding.kind])
    return any(one.compare is Compare.PLACE and one.name == finding.attribute for one in attributes)


def _going(comparison: Comparison, options: Options) -> frozenset[Place]:
    """What the plan removes because nothing expects it: what was named, and what comes and goes with that."""
    unexpected = [d for d in comparison.of([Change.UNEXPECTED]) if d.actual is not None]
    going = {d.place for d in unexpected if d.actual is not None and options.may_drop(d.actual)}
    folded = [d for d in unexpected if d.folded]
    while more := {d.place for d in folded if d.actual is not None and not going.isdisjoint(d.actual.belongs_to)} - going:
        going |= more
    return frozenset(going)
