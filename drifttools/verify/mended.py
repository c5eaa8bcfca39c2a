"""Whether a rehearsal put rows right: those that are wrong are counted on the copy, before and after."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.query import read_values
from drifttools.config import Target
from drifttools.model.plan import Plan, Step
from drifttools.model.verdict import Check, State
from drifttools.verify.rows import GROUP

ROWS = "rows"


def wrong_rows(plan: Plan, copy: Target) -> dict[str, str | None]:
    """By step, how many rows of the copy it is to put right; None where the copy cannot tell."""
    steps = [step for step in plan.steps if _counts(step)]
    if not steps:
        return {}
    with connect_readonly(copy) as connection:
        answers = read_values(connection, [_counting(step) for step in steps])
    return {step.id: answer.value for step, answer in zip(steps, answers, strict=True)}


def mended(plan: Plan, copy: Target, before: dict[str, str | None]) -> Iterator[Check]:
    """A check for each such step."""
    after = wrong_rows(plan, copy)
    for step in plan.steps:
        if step.id not in before:
            continue
        was, now = before[step.id], after[step.id]
        state, reason = _judge(was, now)
        yield Check(
            GROUP, f"the rows of {step.id} are put right on the copy", state, "0 wrong rows", f"{now} wrong rows",
            _counting(step), reason or f"{was} of those that were taken along were wrong",
        )  # fmt: skip


def _judge(was: str | None, now: str | None) -> tuple[State, str]:
    if now != "0":
        return State.FAIL, ""
    if was in (None, "0"):
        return State.PARTIAL, "none of the rows that were taken along is wrong: the statements ran, and had nothing to do"
    return State.PASS, ""


def _counts(step: Step) -> bool:
    """Whether a step begins by counting the rows; one that goes through the list of another does not."""
    return step.kind == ROWS and bool(step.preconditions) and step.preconditions[0].expected.isdecimal()


def _counting(step: Step) -> str:
    return step.preconditions[0].sql
