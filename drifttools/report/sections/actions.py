"""7. Actions: what was or would be sent, exactly; locks, hazards, duration, result and the way back of each step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, Cell, CodeSpan, code, details, mono, para, table
from drifttools.incident.record import Applied
from drifttools.model.plan import Hazard, Lock, Plan, Step
from drifttools.model.sighting import Advice
from drifttools.report.case import Case
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut, sources
from drifttools.report.standing import result_word, results_of, taken_back, told
from drifttools.report.words import counted, distinct, listed, run_of, sentence

_SHOWN_STAYS = 6
_SHOWN_STEPS = 60
"""Of so many steps the SQL is shown; all of it is in repair.sql and report.json."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step.

    Args:
        result: What became of it, in the journal's word; `planned` before an apply.
        duration_ms: None where it did not run.
        carried, stays: What moved along, and what a reader may expect to move and does not.
        notes: What was found when it was planned: rows that were counted, the way that was chosen and why.
    """

    step: str
    title: str
    kind: str
    object: str
    findings: tuple[str, ...]
    sql: tuple[str, ...]
    inverse: tuple[str, ...]
    reversal: str
    hazards: tuple[Hazard, ...]
    lock: str
    locked: tuple[str, ...]
    rewrites: bool
    scans: bool
    data_loss: str
    transactional: bool
    result: str
    detail: str
    duration_ms: int | None
    carried: tuple[str, ...]
    stays: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Actions:
    """The plan and what came of it.

    Args:
        outcome: Of the apply; empty where there was none.
        back: Outcome of the way back; empty where it was not run.
        told: False where a run broke off, so that only the journal knows what is done.
        files: SQL and migrations beside the report.
    """

    plan: str
    planned: bool
    told: bool
    outcome: str
    back: str
    xid: str
    transactional: bool
    lock_time_ms: int | None
    retries: int
    actions: tuple[Action, ...]
    files: tuple[str, ...]
    afterwards: tuple[Advice, ...] = ()


def gather(case: Case) -> Actions:
    """Every step of the plan with its result."""
    steps = case.plan.steps if case.plan else ()
    return Actions(
        plan=case.plan.id if case.plan else "",
        planned=case.plan is not None,
        told=told(case),
        outcome=_outcome(case.applied) if case.applied else "",
        back=case.rolled_back.outcome if case.rolled_back else "",
        xid=case.applied.xid if case.applied else "",
        transactional=case.plan.transactional if case.plan else True,
        lock_time_ms=case.applied.lock_time_ms if case.applied and not case.applied.migration else None,
        retries=case.applied.retries if case.applied else 0,
        actions=tuple(_action(step, case.applied, back=taken_back(case, step)) for step in steps),
        files=tuple(entry.name for entry in case.entries if _is_sql(entry.name)),
        afterwards=case.plan.afterwards if case.plan else (),
    )


def _outcome(applied: Applied) -> str:
    return f"made by {applied.migration}" if applied.migration else applied.outcome


def _is_sql(file: str) -> bool:
    return file.endswith((".sql", ".py"))


def actions_of(plan: Plan) -> tuple[Action, ...]:
    """The steps of a plan of which none has run."""
    return tuple(_action(step, None, back=False) for step in plan.steps)


def _action(step: Step, applied: Applied | None, *, back: bool) -> Action:
    result = results_of(applied).get(step.id)
    nothing = "planned" if applied is None else "not run"
    ran = result_word(applied, result) if applied and result else nothing
    return Action(
        step=step.id,
        title=step.title,
        kind=step.kind,
        object=".".join(step.key),
        findings=step.findings,
        sql=step.statements,
        inverse=step.inverse,
        reversal=step.reversal.value,
        hazards=step.hazards,
        lock=step.lock.value,
        locked=step.locked,
        rewrites=step.rewrites,
        scans=step.scans,
        data_loss=step.data_loss.value,
        transactional=step.transactional,
        result=f"{ran}, then taken back" if result and back else ran,
        detail=result.detail if result else "",
        duration_ms=result.duration_ms if result and applied and not applied.migration else None,
        carried=step.carried,
        stays=step.stays,
        notes=step.notes,
        source=f"journal {result.journal}" if result and result.journal else "plan.json",
    )


def render(actions: Actions) -> Iterator[Block]:
    """How it went, like steps together, the SQL of each."""
    if not actions.planned:
        yield para("No repair was planned and nothing was changed.")
        return
    if not actions.actions:
        yield para("The plan holds no step: nothing was to be changed.")
        return
    yield para(*_how(actions))
    yield step_table(actions.actions)
    yield from what_stays(actions.actions)
    yield from what_was_found(actions.actions)
    yield from afterwards_blocks(actions.afterwards)
    yield sources("plan.json", "applied.json" if actions.outcome else "", *actions.files)
    yield details(f"The exact SQL of {counted(len(actions.actions), 'step')}", code(forward(actions.actions), "sql"))
    yield details("The way back, last step first", code(backward(actions.actions), "sql"))
    yield details("Every step: hazards, and what moves along", every_action(actions.actions))


def _how(actions: Actions) -> Iterator[str | CodeSpan]:
    yield "Plan "
    yield mono(actions.plan)
    yield f", {counted(len(actions.actions), 'step')}, "
    yield "one transaction" if actions.transactional else "not possible in one transaction"
    if not actions.told:
        yield ". It was applied in part: journal.jsonl tells how far, this table does not."
        return
    if not actions.outcome:
        yield ". Nothing was applied."
        return
    yield f". Outcome: {actions.outcome}"
    if actions.xid:
        yield f" in transaction {actions.xid}"
    if actions.lock_time_ms is not None:
        yield f"; locks held for at most {actions.lock_time_ms:,} ms"
    if actions.retries:
        yield f"; {counted(actions.retries, 'retry')} for a lock"
    yield f". Way back: {actions.back}." if actions.back else "."


def step_table(actions: tuple[Action, ...]) -> Block:
    """Steps that differ only in their object are one row."""
    groups: dict[tuple[str, ...], list[Action]] = {}
    for action in actions:
        hazards = listed([hazard.rule for hazard in action.hazards])
        what = action.title.replace(action.object, "…") if action.object else action.title
        loss = action.data_loss
        key = (what, action.lock, hazards, loss, action.reversal, action.result, action.kind)
        groups.setdefault(key, []).append(action)
    rows: list[tuple[Cell, ...]] = []
    for (what, lock, hazards, loss, reversal, result, kind), members in list(groups.items())[:SHOWN_ROWS]:
        same = what.replace(f"{kind} …", counted(len(members), kind))
        title = members[0].title if len(members) == 1 else same
        times = [member.duration_ms for member in members if member.duration_ms is not None]
        rows.append(
            (
                run_of([member.step for member in members]),
                title,
                lock,
                hazards or None,
                loss,
                reversal,
                result,
                sum(times) if times else None,
            )
        )
    header = ("Steps", "What", "Lock", "Hazards", "Data loss", "Way back", "Result", "ms")
    return table("", header, rows, note=cut(len(groups), SHOWN_ROWS))


def what_stays(actions: tuple[Action, ...]) -> Iterator[Block]:
    """What a reader may expect to move along and does not."""
    stays = distinct(text for action in actions for text in action.stays)
    if stays:
        yield para(
            "Does not move along: ", " ".join(sentence(text) for text in stays[:_SHOWN_STAYS]), cut_stays(len(stays))
        )


def what_was_found(actions: tuple[Action, ...]) -> Iterator[Block]:
    """What the steps' planning found in the rows, and what was chosen because of it."""
    found = [(action.step, note) for action in actions for note in action.notes]
    if found:
        rows: list[tuple[Cell, ...]] = [(step, note) for step, note in found[:SHOWN_ROWS]]
        yield table("Found when it was planned", ("Step", "What"), rows, note=cut(len(found), SHOWN_ROWS))


def afterwards_blocks(told: tuple[Advice, ...]) -> Iterator[Block]:
    """What a person has to do when the plan is applied: no step does it."""
    if told:
        rows: list[tuple[Cell, ...]] = [(one.what, (mono(one.command),) if one.command else None) for one in told]
        yield table("By hand, when it is applied", ("What", "Run"), rows)


def cut_stays(number: int) -> str:
    """How many such notes are not said here."""
    return f" {counted(number - _SHOWN_STAYS, 'more note')} in plan.json." if number > _SHOWN_STAYS else ""


def forward(actions: tuple[Action, ...]) -> str:
    """The statements in order, each step under its title."""
    return _script((action.step, action.title, action.sql) for action in actions[:_SHOWN_STEPS]) + _rest(
        actions, "repair.sql"
    )


def backward(actions: tuple[Action, ...]) -> str:
    """The inverse statements, last step first; a step without one says so."""
    reverse = tuple(reversed(actions))
    parts = ((action.step, f"undo: {action.title}", action.inverse) for action in reverse[:_SHOWN_STEPS])
    return _script(parts) + _rest(actions, "rollback.sql")


def _script(parts: Iterator[tuple[str, str, tuple[str, ...]]]) -> str:
    lines: list[str] = []
    for step, title, statements in parts:
        # a newline in a title would end the comment
        lines.append(f"-- {step} {' '.join(title.splitlines())}")
        lines += [f"{statement};" for statement in statements] or ["-- there is no way back"]
    return "\n".join(lines) + "\n"


def _rest(actions: tuple[Action, ...], file: str) -> str:
    more = len(actions) - _SHOWN_STEPS
    return f"-- {counted(more, 'more step')}: {file}\n" if more > 0 else ""


def every_action(actions: tuple[Action, ...]) -> Block:
    """Each step on its own row."""
    rows: list[tuple[Cell, ...]] = []
    for action in actions[:SHOWN_ROWS]:
        costs = [word for word, holds in (("rewrites", action.rewrites), ("scans", action.scans)) if holds]
        notes = [hazard.note for hazard in action.hazards]
        lock = f"{action.lock} on {listed(action.locked, 3)}" if action.lock != Lock.NO_LOCK else None
        rows.append(
            (
                action.step,
                action.title,
                "; ".join(notes + costs) or None,
                lock,
                listed(action.carried) or None,
                mono(action.source),
            )
        )
    header = ("Step", "What", "Hazards", "Lock", "Moves along", "Source")
    return table("", header, rows, note=cut(len(actions), SHOWN_ROWS))


SECTION = Section("actions", "Actions", Actions, gather, render)
