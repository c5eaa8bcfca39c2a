"""Steps as the Python of a migration: each with the checks that say whether it is to do, or done already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.model.plan import Probe, Step
from drifttools.repair.render.guards import NO_GUARDS, Guards
from drifttools.repair.render.sql import printable
from drifttools.sql.compose import compose, name, value


def forth(step: Step, guards: Guards = NO_GUARDS) -> list[object]:
    """What a migration needs to know of a step to do it."""
    entry = _entry(step.title, step, (), step.preconditions, step.statements, step.postconditions)
    return [*entry, checks(guards.steps.get(step.id, ()))]


def back(step: Step, guards: Guards = NO_GUARDS) -> list[object]:
    """What it needs to know to take it back."""
    # A database that never drifted has nothing to go back to: there the schema of old does not exist.
    condition = compose("select pg_catalog.to_regnamespace({}) is not null", value(str(name(step.key[0]))))
    home = (Probe("the schema is there", str(condition), "true"),) if len(step.key) > 1 else ()
    title = f"take back: {step.title}"
    entry = _entry(title, step, home, step.postconditions, step.inverse, step.preconditions)
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


def constant(label: str, entries: Iterable[list[object]]) -> str:
    """The source of a list of steps; `repr` escapes whatever a name may hold."""
    lines = [f"{label} = ["]
    for entry in entries:
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
