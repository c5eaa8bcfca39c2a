"""One finding, whole: the object on both sides, what depends on it, and the SQL that puts it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from drifttools.document import Block, Facts, code, details, heading, mono, name, note, para, strong, table
from drifttools.report.words import counted

if TYPE_CHECKING:
    from drifttools.model.cause import Cause
    from drifttools.model.finding import Finding, Findings
    from drifttools.model.plan import Step
    from drifttools.model.surroundings import Surroundings

_BESIDE = 12


def finding_blocks(one: Finding, findings: Findings, causes: Sequence[Cause]) -> Iterator[Block]:
    """What the audit says of a finding, uncut."""
    yield heading(2, "Finding ", mono(one.id))
    by = [f"{at}: {cause.sentence}" for at, cause in enumerate(causes, 1) if one.id in cause.findings]
    consequences = [other for other in findings if other.follows == one.id]
    yield Facts(
        (
            ("Object", (f"{one.kind} ", name(one.label))),
            ("Change", one.change.value),
            *((("Attribute", mono(one.attribute)),) if one.attribute else ()),
            ("Severity", one.severity.value),
            ("Expected", None if one.expected is None else mono(one.expected)),
            ("Actual", None if one.actual is None else mono(one.actual)),
            *((("Found as", name(".".join(one.found_key))),) if one.found_key else ()),
            *((("With it", ", ".join(one.folded)),) if one.folded else ()),
            ("By the migrations", str(one.blame[-1]) if one.blame else None),
            ("Follows from", mono(one.follows) if one.follows else None),
            ("Consequences", f"{len(consequences):,}" if consequences else None),
            ("Cause", "; ".join(by) or None),
        )
    )
    beside = [other for other in findings if other.id != one.id and _relation(other) == _relation(one)]
    if beside and one.schema:
        rows = [(mono(other.id), other.kind, name(other.label), other.change.value) for other in beside[:_BESIDE]]
        more = f"{len(beside) - _BESIDE:,} more not shown." if len(beside) > _BESIDE else ""
        about = table(
            f"Findings about {'.'.join(_relation(one))} too", ("Finding", "Kind", "Object", "Change"), rows, note=more
        )
        yield details(counted(len(beside), "other finding") + " about the same table", about)


def surrounding_blocks(around: Surroundings) -> Iterator[Block]:
    """The object, what depends on it, and what puts it right."""
    if around.attributes:
        rows = [
            (title, *(None if text is None else mono(text) for text in both), "" if both[0] == both[1] else "differs")
            for title, *both in around.attributes
        ]
        yield table("The object", ("Attribute", "Expected", "In the database", "Same?"), rows)
    yield heading(2, "What depends on it")
    yield from _dependants(around)
    yield heading(2, "What puts it right")
    yield from _fix(around)


def _dependants(around: Surroundings) -> Iterator[Block]:
    where = "the database" if around.side == "database" else "the expected state"
    if around.problem:
        yield note("warning", f"Could not check: {around.problem}")
    elif not around.dependants:
        yield para(f"Nothing in {where} depends on it.")
    else:
        rows = [(one.kind, name(one.name), name(one.through), one.away) for one in around.dependants]
        more = f"{around.cut:,} more not shown." if around.cut else ""
        yield table(f"Depends on it in {where}", ("Kind", "Object", "Needs", "Away"), rows, note=more)


def _fix(around: Surroundings) -> Iterator[Block]:
    if not around.steps:
        yield para("No step of a plan does: ", around.left or "the plan does not name this finding", ".")
        return
    for step in around.steps:
        yield from _step(step)
    if not around.of_plan:
        yield note(
            "info",
            "From a draft: no rows were counted. ",
            mono("drift plan"),
            " counts those in the way, and makes the token.",
        )
    else:
        yield para("Of ", mono(around.of_plan), ".")


def _step(step: Step) -> Iterator[Block]:
    yield para(strong(f"{step.id} {step.title}"), f": lock {step.lock.value}, data loss {step.data_loss.value}.")
    for hazard in step.hazards:
        yield note("warning", f"{hazard.note} ({hazard.rule})")
    yield code(";\n".join(step.statements) + ";", "sql")
    if step.inverse:
        yield details("The way back", code(";\n".join(step.inverse) + ";", "sql"))


def _relation(one: Finding) -> tuple[str, ...]:
    """Schema and table of what a finding is about: what is looked at together."""
    return one.key[:2]
