"""11. Rollback: the command, how long it holds, and what would not return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, bullets, code, para
from drifttools.model.plan import Reversal
from drifttools.report.case import Case
from drifttools.report.sections.base import Section, sources
from drifttools.report.standing import told, went_through
from drifttools.report.words import listed

_BACK = {"alembic": "alembic downgrade -1", "golang-migrate": "migrate down 1", "dbmate": "dbmate rollback"}
_PART = "for the steps that are done, which journal.jsonl and the database's own journal tell"


@dataclass(frozen=True, slots=True)
class Rollback:
    """The way back.

    Args:
        state: `available`, `nothing to undo`, `done`, `incomplete`.
        command: What runs it; empty where there is nothing to run.
        valid_until: In words.
        would_not_return: What the way back cannot bring back.
        rehearsed: Whether it was tried on a copy: PASS, FAIL ..., or empty.
    """

    state: str
    command: str
    valid_until: str
    would_not_return: tuple[str, ...]
    rehearsed: str
    script: str


def gather(case: Case) -> Rollback:
    """What would be run, for the steps that are in force."""
    plan = case.plan
    done = [step for step in (plan.steps if plan else ()) if went_through(case, step)]
    rehearsed = case.rehearsal.state.value if case.rehearsal else ""
    script = "rollback.sql" if case.has_file("rollback.sql") else ""
    if case.rolled_back is not None and not done:
        return Rollback("done", "", f"it was run, with the outcome: {case.rolled_back.outcome}", (), rehearsed, script)
    if plan is not None and not told(case):
        command = f"drift rollback {case.incident.name} --confirm {plan.rollback_token}"
        return Rollback("incomplete", command, _PART, (), rehearsed, script)
    if plan is None or not done:
        return Rollback("nothing to undo", "", "nothing was applied, or it was rolled back at once", (), rehearsed, script)
    lost = [step for step in done if step.reversal is not Reversal.EXACT]
    reasons = {Reversal.NEEDS_BACKUP: "returns only from a backup", Reversal.NONE: "has no way back"}
    command = f"drift rollback {case.incident.name} --confirm {plan.rollback_token}"
    valid_until = "until a repaired object is changed again; it is refused then, and changes nothing"
    if case.applied is not None and case.applied.migration:
        command = f"# the project's own tool takes back {case.applied.migration}"
        command = "\n".join(filter(None, (command, _BACK.get(case.applied.tool))))
        valid_until = "while it is the newest migration"
    return Rollback(
        state="incomplete" if lost else "available",
        command=command,
        valid_until=valid_until,
        would_not_return=tuple(f"{step.id} {step.title}: {reasons[step.reversal]}" for step in lost),
        rehearsed=rehearsed,
        script=script,
    )


def render(rollback: Rollback) -> Iterator[Block]:
    """The command, or why there is none."""
    if not rollback.command:
        yield para(f"Nothing to run: {rollback.valid_until}.")
        return
    yield code(rollback.command, "sh")
    tried = f" It was rehearsed on a copy: {rollback.rehearsed}." if rollback.rehearsed else " It was not rehearsed."
    yield para(f"Valid {rollback.valid_until}.{tried} Rows written since stay.")
    if rollback.would_not_return:
        yield para(
            f"It would not bring back everything: {listed([text.split(' ')[0] for text in rollback.would_not_return])}."
        )
        yield bullets(*rollback.would_not_return)
    else:
        yield para("Every step has an exact inverse.")
    yield sources("plan.json", "rehearsal.json" if rollback.rehearsed else "", rollback.script)


SECTION = Section("rollback", "Rollback", Rollback, gather, render)
