"""What compare hands to repair: the records behind the findings. Both rooms know kinds, neither knows the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from drifttools.kinds.base import Kind
from drifttools.model.finding import Change, Finding, Findings

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relocation:
    """An object that is there under another key: moved between schemas, or renamed.

    Args:
        kind: Its kind.
        found: The key under which it is; `wanted`: the key under which it is expected.
        finding: The id of the finding that says so.
        record: The object as it was found.
    """

    kind: type[Kind]
    found: Key
    wanted: Key
    finding: str
    record: Kind

    @property
    def moved(self) -> bool:
        """Whether the schema differs; else only the name does."""
        return len(self.found) > 1 and self.found[0] != self.wanted[0]


@dataclass(frozen=True, slots=True)
class Difference:
    """One object that differs, with its records on both sides.

    Args:
        kind: Its kind.
        change: How it differs.
        expected: As it should be; None for an unexpected object.
        actual: As it is, under the key that it has once all relocations are done; None for a missing object.
        changed: The compared attributes that differ; none where the two differ in what is only noted.
        findings: Ids of the findings; empty for an object that is folded into its parent.
        folded: Whether it comes or goes with its parent.
        follows: Whether it is only a consequence: no step of its own.
    """

    kind: type[Kind]
    change: Change
    expected: Kind | None
    actual: Kind | None
    changed: frozenset[str] = frozenset()
    findings: tuple[str, ...] = ()
    folded: bool = False
    follows: bool = False

    @property
    def key(self) -> Key:
        """The key as it should be, or as it is for an unexpected object."""
        record = self.expected if self.expected is not None else self.actual
        if record is None:
            raise ValueError("a difference has at least one side")
        return record.key

    @property
    def place(self) -> tuple[str, Key]:
        """(kind, key): what it is called among the objects of all kinds."""
        return self.kind.kind, self.key


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing two snapshots.

    Args:
        findings: For people, reports and machines.
        differences: For the planner: everything that differs, folded children and consequences included.
        relocations: What is there under another key.
        carried: Per relocation what comes along without a statement, as "kind name".
        rewritten: What the relocations change by themselves: the key under which it is, and the record as it will be.
        misplaced: Notes on columns that stand in another order, which are no drift unless somebody asks (`with_places`).
    """

    findings: Findings
    differences: tuple[Difference, ...] = ()
    relocations: tuple[Relocation, ...] = ()
    carried: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rewritten: tuple[tuple[Key, Kind], ...] = ()
    misplaced: tuple[Finding, ...] = ()

    def with_places(self) -> Comparison:
        """The same with the notes on the order of columns among its findings, last."""
        return replace(self, findings=replace(self.findings, records=(*self.findings.records, *self.misplaced)))

    def of(self, changes: Iterable[Change]) -> tuple[Difference, ...]:
        """The differences with one of these changes."""
        wanted = frozenset(changes)
        return tuple(difference for difference in self.differences if difference.change in wanted)
