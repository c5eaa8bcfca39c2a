"""A node of the plan's graph: statements that stay together, and what they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from drifttools.kinds.base import Kind
from drifttools.model.plan import Probe, Statement

Key = tuple[str, ...]
Place = tuple[str, Key]


class Phase(IntEnum):
    """Where a node stands if no dependency says otherwise."""

    COMMIT_FIRST = 0
    """What has to be committed before anything can use it: a new enum label."""
    SCHEMAS = 1
    MOVES = 2
    RENAMES = 3
    DROPS = 4
    CHANGES = 5
    LATE_DROPS = 6
    """A schema goes when nothing is left in it."""


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """Statements that are one step.

    Args:
        phase: Where it stands by default.
        verb: `create`, `drop`, `alter`, `move`, `rename`, `release`, `complete`, `set aside`, `restore`: for titles and
            checks.
        record: The object as it is when the step begins, or as it will be made; `after`: as it is when the step is done.
        statements, inverse: SQL with hazards, each in order.
        findings: Ids of the findings that it resolves.
        carried, stays: As in `Step`.
        also: Other places that it removes and makes: the columns and types that are replaced together, the tables that
            are made anew together.
        exact: False where the inverse cannot bring back what was there, whatever its statements' hazards say.
        checks: What must hold before it beside its presence: no row may be in its way.
        notes: What was found when it was planned, for a person.
        alone: Whether it is committed on its own, so that it holds its locks no longer than it must.
        late: Whether it may wait until all others are done.
        chosen: Whether the user chose its way, so that no other is looked for.
        label: Its title, for a part of what another node would have done at once; its verb is `part`.
        done: What holds after it, for a part.
    """

    phase: Phase
    verb: str
    record: Kind
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...]
    after: Kind | None = None
    findings: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    stays: tuple[str, ...] = field(default=())
    exact: bool = True
    checks: tuple[Probe, ...] = ()
    notes: tuple[str, ...] = ()
    alone: bool = False
    late: bool = False
    chosen: bool = False
    label: str = ""
    done: tuple[Probe, ...] = ()
    also: tuple[Place, ...] = ()

    @property
    def kind(self) -> type[Kind]:
        """What sort of object it is about."""
        return type(self.record)

    @property
    def key(self) -> Key:
        """The object's name when the step begins."""
        return self.record.key

    @property
    def place(self) -> Place:
        """Sort and name of the object: how other rooms call it."""
        return self.record.place

    @property
    def title(self) -> str:
        """What it does, for a person."""
        if self.label:
            return self.label
        label = f"{self.kind.kind} {self.record.label}"
        if self.verb == "move" and self.after is not None:
            return f"move {label} to schema {self.after.key[0]}"
        if self.verb == "rename" and self.after is not None:
            return f"rename {label} to {self.after.key[-1]}"
        if self.verb in _TITLES:
            return _TITLES[self.verb].replace("{}", label)
        return f"{self.verb} {label}"


_TITLES = {
    "replace": "replace {} in use by a new one",
    "remake": "make {} anew with all its rows",
    "release": "let {} go of what it no longer uses",
    "complete": "complete {} now that its parts are there",
}
