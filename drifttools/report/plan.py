"""A plan for who has to decide about it: what it does, what it locks, what it cannot undo, and the token."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.document import Block, Document, code, details, document, facts, mono, note, table
from drifttools.model.plan import DataLoss, Lock, Plan, Reversal
from drifttools.report.sections.actions import (
    actions_of,
    afterwards_blocks,
    backward,
    every_action,
    forward,
    step_table,
    what_stays,
    what_was_found,
)
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.words import counted, listed, moment_utc


def document_of_plan(plan: Plan) -> Document:
    """A plan as a document."""
    return document(f"Plan {plan.id}", *_blocks(plan))


def _blocks(plan: Plan) -> Iterator[Block]:
    strongest = max((step.lock for step in plan.steps), key=lambda lock: lock.strength, default=Lock.NO_LOCK)
    yield facts(
        [
            ("Database", f"{plan.database}@{plan.target}"),
            (
                "Steps",
                f"{len(plan.steps)}, {'one transaction' if plan.transactional else 'not possible in one transaction'}",
            ),
            ("Strongest lock", strongest.value),
            ("Made", moment_utc(plan.created_at)),
            ("Left alone", counted(len(plan.unplanned), "finding")),
            ("To apply it", mono(plan.token)),
        ]
    )
    yield from _warnings(plan)
    actions = actions_of(plan)
    if not actions:
        yield note("ok", "The plan holds no step: nothing is to be changed.")
    else:
        yield step_table(actions)
        yield from what_stays(actions)
        yield from what_was_found(actions)
        yield details(f"The exact SQL of {counted(len(actions), 'step')}", code(forward(actions), "sql"))
        yield details("The way back, last step first", code(backward(actions), "sql"))
        yield details("Every step: hazards, and what moves along", every_action(actions))
    yield from afterwards_blocks(plan.afterwards)
    if plan.unplanned:
        rows = [(mono(one.finding), one.reason) for one in plan.unplanned[:SHOWN_ROWS]]
        yield table("Left alone", ("Finding", "Why"), rows, note=cut(len(plan.unplanned), SHOWN_ROWS))


def _warnings(plan: Plan) -> Iterator[Block]:
    lossy = [step.id for step in plan.steps if step.data_loss is DataLoss.IRREVERSIBLE]
    if lossy:
        yield note("error", f"{listed(lossy)} would take away values that cannot be brought back.")
    lasting = [step.id for step in plan.steps if step.reversal is not Reversal.EXACT]
    if lasting:
        yield note("warning", f"The way back of {listed(lasting)} does not bring back all that was there.")
    costly = [step.id for step in plan.steps if step.rewrites or step.scans]
    if costly:
        yield note("warning", f"{listed(costly)} would read or rewrite whole tables while the lock is held.")
