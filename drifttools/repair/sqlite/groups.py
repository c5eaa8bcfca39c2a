"""The tables of a plan for SQLite, each with what it was and will be: by that a migration sees what there is to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from drifttools.errors import UsageError
from drifttools.model.plan import Plan, Step
from drifttools.model.snapshot import Snapshot
from drifttools.repair.render import sqlite_running
from drifttools.repair.sqlite.renaming import renamed
from drifttools.repair.sqlite.schema import Schema

_digest: Callable[..., str] = sqlite_running.standing


@dataclass(frozen=True, slots=True)
class Group:
    """A table or a view that steps are about, under all of its names.

    Args:
        label: What it is called; `names`: all that it is called, in lower case.
        before: What stands for its definitions as they were; `done`: as the plan makes them, then as they may be where
            it was never needed.
        steps: The ids of the steps.
    """

    label: str
    names: tuple[str, ...]
    before: str
    done: tuple[str, ...]
    steps: tuple[str, ...]


def groups_of(plan: Plan, actual: Snapshot, healthy: tuple[Snapshot, ...]) -> tuple[Group, ...]:
    """The tables of a plan.

    Args:
        plan: The plan.
        actual: The state that it starts from.
        healthy: The states in which nothing is to be done.

    Raises:
        UsageError: One is virtual, or what the plan makes of the definitions cannot be computed.
    """
    now = Schema.of_snapshot(actual)
    virtual = [one.name for one in now.entries if one.virtual and ("main", one.name) in plan.focus]
    if virtual:
        raise UsageError(
            f"{virtual[0]} is a virtual table: what its module keeps for it is in no definition that could be looked at",
            hint="apply the plan to the database itself: drift apply; or plan without it: --only",
        )
    try:
        after = renamed(now, (statement for step in plan.steps for statement in step.statements))
    except sqlite3.Error as problem:
        raise UsageError(
            f"what the plan makes of the definitions could not be tried in memory: {problem}",
            hint="apply it to the database itself: drift apply",
        ) from problem
    right = [Schema.of_snapshot(one) for one in healthy]
    groups = []
    for names, steps in _together(plan):
        before, then = _standing(now, names), _standing(after, names)
        others = dict.fromkeys(found for one in right if (found := _standing(one, names)) not in (before, then))
        groups.append(Group(names[-1], names, before, (then, *others), steps))
    return tuple(groups)


def _together(plan: Plan) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Names that are of one table, with its steps: one that is renamed has two."""
    found: list[tuple[set[str], list[str]]] = []
    for step in plan.steps:
        names = _names(step)
        own = [one for one in found if one[0] & names]
        for one in own:
            found.remove(one)
        found.append((names.union(*(one[0] for one in own)), [*(id_ for one in own for id_ in one[1]), step.id]))
    return [(tuple(sorted(names)), tuple(sorted(steps))) for names, steps in found]


def _names(step: Step) -> set[str]:
    named = {step.key[1].lower()}
    if step.kind == "table" and step.title.startswith("rename "):
        named.add(step.title.rpartition(" to ")[2].lower())
    return named


def _standing(schema: Schema, names: tuple[str, ...]) -> str:
    rows = [(one.type, one.name, one.table, one.sql) for one in schema.entries if one.sql]
    return _digest(lambda _: rows, names)
