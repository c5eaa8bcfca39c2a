"""What stands around one finding: the object on both sides, what depends on it, and what puts it right. No I/O."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.model.plan import Step


@dataclass(frozen=True, slots=True)
class Dependant:
    """Something that needs the object of a finding, itself or through others.

    Args:
        kind, name: What it is.
        through: What it needs directly, dotted; the object itself, or a dependant further up.
        away: 1 for what needs the object itself.
    """

    kind: str
    name: str
    through: str
    away: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one finding.

    Args:
        attributes: (name, expected, actual) of the object, where either side has a value; None where a side has none.
        dependants: Nearest first; `cut` says how many more there are.
        side: The state that the dependants are of: `database`, or `expected` where the object is not in the database.
        steps: The steps that resolve the finding.
        left: Why there is none.
        of_plan: The plan that they are of; empty where they were made for this view, without counting rows.
        problem: Why the dependants are not known.
    """

    attributes: tuple[tuple[str, str | None, str | None], ...] = ()
    dependants: tuple[Dependant, ...] = ()
    cut: int = 0
    side: str = "database"
    steps: tuple[Step, ...] = ()
    left: str = ""
    of_plan: str = ""
    problem: str = ""
