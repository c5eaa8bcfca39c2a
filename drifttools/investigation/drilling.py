"""From a finding to its object, to what depends on it, to the SQL that puts it right. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from drifttools.compare.engine import compare
from drifttools.errors import DriftToolsError
from drifttools.investigation import files
from drifttools.investigation.auditing import all_rules
from drifttools.investigation.planning import load_plan, snapshots
from drifttools.kinds.declare import attributes_of
from drifttools.model.finding import Finding
from drifttools.model.surroundings import Dependant, Surroundings

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking
    from drifttools.kinds.base import Kind
    from drifttools.kinds.difference import Comparison
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Edge, Snapshot

_SHOWN = 50
_FAR = 4  # through so many others: further away nobody looks at one object
_Place = tuple[str, tuple[str, ...]]


class Drill:
    """Looks into the findings of one audit. What it needs of them is read once, when the first is asked about.

    Args:
        inv: With an audit in its folder.
    """

    def __init__(self, inv: Asking) -> None:
        self._inv = inv

    def into(self, finding: Finding) -> Surroundings:
        """What stands around a finding.

        Raises:
            IncidentError: There was no audit, or its files cannot be read.
        """
        expected, actual = self._records(finding)
        there = actual is not None
        found = Surroundings(attributes=tuple(_attributes(expected, actual)), side="database" if there else "expected")
        found = self._with_the_steps(found, finding)
        try:
            edges = (self._live.edges if there else self._states[0].edges) or ()
        except DriftToolsError as problem:
            return replace(found, problem=problem.what)
        record = actual if there else expected
        place = (finding.kind, record.key if record is not None else finding.key)
        if there and finding.found_key:
            place = (finding.kind, finding.found_key)
        dependants = tuple(_dependants(place, edges))
        return replace(found, dependants=dependants[:_SHOWN], cut=max(len(dependants) - _SHOWN, 0))

    @cached_property
    def _states(self) -> tuple[Snapshot, Snapshot]:
        return snapshots(self._inv)

    @cached_property
    def _comparison(self) -> Comparison:
        expected, actual = self._states
        return compare(expected, actual, ignore=all_rules(self._inv, expected, actual))

    @cached_property
    def _live(self) -> Snapshot:
        """The live catalog with its dependencies, which an audit does not keep."""
        from drifttools.catalog.opening import Opening
        from drifttools.investigation.comparing import read_live

        self._inv.say(f"reading what depends on what in {self._inv.target.name}")
        with Opening(self._inv.target) as opening:
            return read_live(opening, edges=True)[0]

    def _plan(self) -> tuple[Plan, str]:
        """The plan of the incident as it is now, and its id; where there is none one for this view."""
        if self._inv.folder.has(files.PLAN):
            made = load_plan(self._inv)
            return made, made.id
        return self._draft, ""

    @cached_property
    def _draft(self) -> Plan:
        """A plan that counts no rows and is kept nowhere."""
        from drifttools.repair.planner import Options, make_plan

        expected, actual = self._states
        actual = replace(actual, edges=self._live.edges, roles=self._live.roles)
        return make_plan(
            self._comparison, expected, actual, target=self._inv.target.name, now=self._inv.clock(), options=Options()
        )

    def _records(self, finding: Finding) -> tuple[Kind | None, Kind | None]:
        for difference in self._comparison.differences:
            if finding.id in difference.findings:
                return difference.expected, difference.actual
        for relocation in self._comparison.relocations:
            if relocation.finding == finding.id:
                return relocation.record, relocation.record  # what else differs is a finding of its own
        return None, None

    def _with_the_steps(self, found: Surroundings, finding: Finding) -> Surroundings:
        try:
            plan, name = self._plan()
        except DriftToolsError as problem:
            return replace(found, left=f"no plan could be made: {problem.what}")
        steps = tuple(step for step in plan.steps if finding.id in step.findings)
        reason = next((one.reason for one in plan.unplanned if one.finding == finding.id), "")
        if not steps and not reason and finding.follows:
            reason = f"it is a consequence of {finding.follows}, and goes with that"
        return replace(found, steps=steps, left=reason, of_plan=name)


def _attributes(expected: Kind | None, actual: Kind | None) -> Iterator[tuple[str, str | None, str | None]]:
    """What either side says of the object, in the order of the kind's declaration."""
    record = expected if expected is not None else actual
    if record is None:
        return
    for attribute in attributes_of(type(record)):
        texts = [_text(getattr(one, attribute.name)) if one is not None else None for one in (expected, actual)]
        if any(text is not None for text in texts):
            yield attribute.name, texts[0], texts[1]


def _text(value: object) -> str | None:
    if value is None or value is False or value == ():
        return None
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value)


def _dependants(place: _Place, edges: Sequence[Edge]) -> Iterator[Dependant]:
    """Everything that needs the object or a part of it, nearest first; each once, and no part of it."""
    users: dict[_Place, list[Edge]] = defaultdict(list)
    for edge in edges:
        users[edge.referenced].append(edge)
    # the key of a column, constraint or index begins with that of its table: PostgreSQL depends on columns, not on tables
    key = place[1]
    row = [edge for referenced, found in users.items() if referenced == place or _within(referenced, key) for edge in found]
    seen, away = {place}, 1
    while row and away <= _FAR:
        further: list[Edge] = []
        for edge in row:
            if edge.dependent in seen or _within(edge.dependent, key):
                continue
            seen.add(edge.dependent)
            yield Dependant(edge.dependent[0], ".".join(edge.dependent[1]), ".".join(edge.referenced[1]), away)
            further += users.get(edge.dependent, [])
        row, away = further, away + 1


def _within(place: _Place, key: tuple[str, ...]) -> bool:
    return len(place[1]) > len(key) and place[1][: len(key)] == key
