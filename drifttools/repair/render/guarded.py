"""Steps as the Python of a migration: each with the checks that say whether it is to do, or done already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.model.plan import Plan, Probe, Step
from drifttools.repair.render.guards import NO_GUARDS, Guards
from drifttools.repair.render.memory import forget, remember, remembered
from drifttools.repair.render.sql import printable


def forth(plan: Plan, step: Step, guards: Guards = NO_GUARDS) -> list[object]:
    """What a migration needs to know of a step to do it."""
    statements = (*step.statements, remember(plan, step)) if step.inverse else step.statements
    entry = _entry(step.title, step, (), step.preconditions, statements, step.postconditions)
    return [*entry, checks(guards.steps.get(step.id, ()))]


def back(plan: Plan, step: Step, guards: Guards = NO_GUARDS) -> list[object]:
    """What it needs to know to take it back, where it was done."""
    title = f"take back: {step.title}"
    statements = (*step.inverse, forget(plan, step))
    entry = _entry(title, step, (remembered(plan, step),), step.postconditions, statements, step.preconditions)
    return [*entry, checks(guards.back.get(step.id, ()))]


def _entry(
    title: str,
    step: Step,
    where: tuple[Probe, ...],
    before: tuple[Probe, ...],
    statements: tuple[str, ...],
    after: tuple[Probe, ...],
) -> list[object]:
    timeouts = [f"{int(step.lock_timeout_ms)}ms", f"{int(step.statement_timeout_ms)}ms"]
    return [printable(title), checks(where), checks(before), list(statements), checks(after), *timeouts]


def checks(probes: tuple[Probe, ...]) -> list[object]:
    """Checks as the code of a migration has them: query and answer."""
    return [(probe.sql.rstrip().rstrip(";"), probe.expected) for probe in probes]


def check_constants(guards: Guards) -> str:
    """The source of the checks that tell whether all is done already, and whether all is taken back."""
    return "".join(
        f"{label} = [\n" + "".join(f"    {one!r},\n" for one in checks(probes)) + "]\n"
        for label, probes in (("DONE", guards.done), ("UNDONE", guards.undone))
    )


def constant(label: str, entries: Iterable[list[object]], phases: Iterable[str]) -> str:
    """The source of a list of steps; `repr` escapes whatever a name may hold.

    Args:
        label: Its name.
        entries: The steps.
        phases: For each what stands above it as a comment; empty for nothing.
    """
    lines = [f"{label} = ["]
    for entry, phase in zip(entries, phases, strict=True):
        lines += [f"    # {phase}"] if phase else []
        lines += ["    (", *(line for member in entry for line in _member(member)), "    ),"]
    return "\n".join([*lines, "]"]) + "\n"


def _member(member: object) -> Iterator[str]:
    """One element of a step, lists over several lines; `repr` escapes whatever a name may hold."""
    if isinstance(member, list) and member:
        yield "        ["
        yield from (f"            {inner!r}," for inner in member)
        yield "        ],"
    else:
        yield f"        {member!r},"


def in_docstring(text: str) -> str:
    """Text that can stand in a docstring."""
    return printable(text).replace("\\", "\\\\").replace('"', "'")
