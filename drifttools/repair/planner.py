"""From differences to a plan: what must be done, in which order, and how each step is undone.

Three stages. Every difference becomes a node (`_nodes`): a relocation, a creation, a removal or a change; removals only
where the user named them, because a database that has more than its models say may be right. Then the nodes are ordered
by what PostgreSQL itself says about dependencies on both sides. Last, each node becomes a step with its hazards and checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase

from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Comparison, Difference, Relocation
from drifttools.kinds.enum import Enum
from drifttools.kinds.schema import Schema
from drifttools.kinds.sequence import Sequence
from drifttools.model.finding import Change
from drifttools.model.plan import Plan, Statement, Unplanned
from drifttools.model.snapshot import Snapshot
from drifttools.repair.node import Key, Node, Phase
from drifttools.repair.rebuild import rebuilds
from drifttools.repair.rules import in_order
from drifttools.repair.sides import Dependencies, SideRecords, is_foreign
from drifttools.repair.steps import step_of


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decided.

    Args:
        drop: Patterns for the dotted names of unexpected objects that may be dropped; `*` for all of them.
        only: Patterns for objects to repair; all where it is empty.
        stays: Per found key of a moved relation, what stays behind, as the evidence says.
    """

    drop: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    stays: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def may_drop(self, record: Kind) -> bool:
        """Whether the user named this removal."""
        return any(fnmatchcase(record.label, pattern) for pattern in self.drop)

    def wants(self, label: str) -> bool:
        """Whether the object is within what is to be repaired."""
        return not self.only or any(fnmatchcase(label, pattern) for pattern in self.only)


def make_plan(
    comparison: Comparison,
    expected: Snapshot,
    actual: Snapshot,
    *,
    target: str,
    now: datetime,
    options: Options | None = None,
) -> Plan:
    """Plan the repair that makes the actual state equal to the expected one.

    Args:
        comparison: Of exactly these two snapshots, both with edges.
        target: The name of the target.
        now: From the injected clock.

    Returns:
        A plan without focus and fingerprint; `investigation` adds those from the live catalog.
    """
    builder = _Builder(comparison, expected, actual, options or Options())
    nodes = builder.ordered()
    steps = tuple(step_of(node, f"s{number:02}", actual.server.major) for number, node in enumerate(nodes, start=1))
    return Plan(
        target=target,
        database=actual.server.database,
        system_identifier=actual.server.system_identifier,
        created_at=now,
        steps=steps,
        unplanned=tuple(builder.unplanned),
        focus=_focus(nodes),
    )


class _Builder:
    def __init__(self, comparison: Comparison, expected: Snapshot, actual: Snapshot, options: Options) -> None:
        self.comparison = comparison
        self.expected, self.actual = expected, actual
        self.options = options
        self.unplanned: list[Unplanned] = []
        self.recreated: set[tuple[str, Key]] = set()
        differences = comparison.differences
        self.wanted_side = SideRecords(expected, (d.expected for d in differences if d.expected is not None))
        self.found_side = SideRecords(actual, (d.actual for d in differences if d.actual is not None))
        self.wanted_edges, self.found_edges = Dependencies(expected.edges), Dependencies(actual.edges)

    def ordered(self) -> list[Node]:
        nodes = [node for node in self._nodes() if node.statements]
        nodes += rebuilds(nodes, self.found_edges, self.expected, self.actual)
        return in_order(nodes, self.wanted_edges, self.found_edges)

    def _nodes(self) -> Iterator[Node]:
        for relocation in self.comparison.relocations:
            if self.options.wants(".".join(relocation.wanted)):
                yield self._relocate(relocation)
        for finding in self.comparison.findings:
            if finding.change is Change.UNKNOWN:
                self.unplanned.append(Unplanned(finding.id, f"could not be checked: {finding.actual}"))
        dropped = {
            (d.kind, d.key)
            for d in self.comparison.of([Change.UNEXPECTED])
            if not d.folded and d.actual is not None and self.options.may_drop(d.actual)
        }
        for difference in self.comparison.differences:
            yield from self._of(difference, {key for _, key in dropped})

    def _within_recreated(self, difference: Difference) -> bool:
        """Whether the object belongs to one that is made anew, and so comes with it."""
        record = difference.expected or difference.actual
        return record is not None and any((parent, record.parent_key) in self.recreated for parent in record.parents)

    def _of(self, difference: Difference, dropped: set[Key]) -> Iterator[Node]:
        expected, actual = difference.expected, difference.actual
        if difference.follows or self._within_recreated(difference):
            return
        if expected is not None and not self.options.wants(expected.label):
            self._leave(difference, "outside of what was asked to be repaired")
        elif expected is not None and actual is None:
            yield from self._create(expected, difference)
        elif expected is None and actual is not None:
            yield from self._drop(actual, difference, dropped)
        elif expected is not None and actual is not None:
            yield from self._change(expected, actual, difference)

    def _leave(self, difference: Difference, reason: str) -> None:
        self.unplanned += [Unplanned(finding, reason) for finding in difference.findings]

    def _relocate(self, relocation: Relocation) -> Node:
        before = relocation.record
        after = before.with_key(relocation.wanted)
        forth = before.move(after.key[0]) if relocation.moved else before.rename(after.key[-1])
        back = after.move(before.key[0]) if relocation.moved else after.rename(before.key[-1])
        return Node(
            phase=Phase.MOVES if relocation.moved else Phase.RENAMES,
            verb="move" if relocation.moved else "rename",
            kind=relocation.kind,
            key=before.key,
            record=before,
            after=after,
            statements=tuple(forth),
            inverse=tuple(back),
            findings=(relocation.finding,),
            carried=self.comparison.carried.get(relocation.finding, ()),
            stays=self.options.stays.get(before.key, ()),
        )

    def _create(self, expected: Kind, difference: Difference) -> Iterator[Node]:
        if difference.folded and expected.inline:
            return
        yield self._creation(expected, difference.findings)
        if isinstance(expected, Sequence) and expected.owned_table:
            yield Node(
                phase=Phase.CHANGES,
                verb="own",
                kind=Sequence,
                key=expected.key,
                record=expected,
                after=expected,
                statements=tuple(expected.own()),
                inverse=tuple(expected.disown()),
                findings=difference.findings,
            )

    def _creation(self, expected: Kind, findings: tuple[str, ...]) -> Node:
        return Node(
            phase=Phase.SCHEMAS if isinstance(expected, Schema) else Phase.CHANGES,
            verb="create",
            kind=type(expected),
            key=expected.key,
            record=expected,
            after=expected,
            statements=tuple(expected.create(self.wanted_side)),
            inverse=tuple(expected.drop()),
            findings=findings,
        )

    def _removal(self, actual: Kind, findings: tuple[str, ...]) -> Node:
        return Node(
            phase=Phase.LATE_DROPS if isinstance(actual, Schema) else Phase.DROPS,
            verb="drop",
            kind=type(actual),
            key=actual.key,
            record=actual,
            statements=tuple(actual.drop()),
            inverse=tuple(self.found_side.whole(actual)),
            findings=findings,
        )

    def _drop(self, actual: Kind, difference: Difference, dropped: set[Key]) -> Iterator[Node]:
        if difference.folded:
            if actual.carried_by() in dropped and is_foreign(actual):
                yield self._removal(actual, ())
            return
        if not self.options.may_drop(actual):
            self._leave(difference, f"nothing is dropped unless it is named: --drop '{actual.label}'")
            return
        yield self._removal(actual, difference.findings)

    def _change(self, expected: Kind, actual: Kind, difference: Difference) -> Iterator[Node]:
        if actual.can_alter(expected, difference.changed):
            yield self._alteration(expected, actual, difference)
            return
        reason = self._cannot_recreate(expected, actual)
        if reason:
            self._leave(difference, reason)
            return
        self.recreated.add((actual.kind, actual.key))
        belonging = [
            finding
            for other in self.comparison.differences
            if self._within_recreated(other)
            for finding in other.findings
        ]
        yield self._removal(actual, ())
        yield replace(
            self._creation(expected, (*difference.findings, *belonging)),
            statements=tuple(self.wanted_side.whole(expected)),
        )

    def _alteration(self, expected: Kind, actual: Kind, difference: Difference) -> Node:
        back: tuple[Statement, ...]
        if expected.can_alter(actual, difference.changed):
            back = tuple(expected.alter(actual, difference.changed))
        elif isinstance(expected, Enum):
            back = ()  # a label that was added can never be removed (SAFETY.md, H4)
        else:
            back = (*expected.drop(), *actual.create(self.found_side))
        return Node(
            phase=Phase.COMMIT_FIRST if isinstance(expected, Enum) else Phase.CHANGES,
            verb="alter",
            kind=type(expected),
            key=actual.key,
            record=actual,
            after=expected,
            statements=tuple(actual.alter(expected, difference.changed)),
            inverse=back,
            findings=difference.findings,
        )

    def _cannot_recreate(self, expected: Kind, actual: Kind) -> str:
        """Why an object cannot be dropped and made anew; empty where it can. Rows must never go unnamed."""
        if actual.holds_rows(expected) and not self.options.may_drop(actual):
            return f"it can only be dropped and made anew, which loses its rows: --drop '{actual.label}' names that"
        place = (actual.kind, actual.key)
        users = [user for user in self.found_edges.needed_by(place) if user[0] not in ("view", "materialized view")]
        if users and not actual.parents:
            named = ", ".join(f"{kind} {'.'.join(key)}" for kind, key in users[:3])
            return f"it would have to be dropped and made anew while others need it: {named}"
        return ""


def _focus(nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    """The relations and objects whose rows the plan relies on: as they are, and as they will be."""
    pairs: set[tuple[str, str]] = set()
    for node in nodes:
        for key in (node.key, node.after.key if node.after is not None else node.key):
            carrier = node.record.carried_by()
            pairs.add(_pair(key))
            if len(carrier) > 1:
                pairs.add((carrier[0], carrier[1]))
    return tuple(sorted(pairs))


def _pair(key: Key) -> tuple[str, str]:
    if len(key) == 1:
        return key[0], key[0]
    return key[0], key[1].partition("(")[0] if key[1].endswith(")") else key[1]
