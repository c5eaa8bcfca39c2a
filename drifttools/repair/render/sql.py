"""A plan as a script for psql, for whoever does not want drifttools to apply it.

It stands on its own: settings, timeouts, checks and transactions are those of the executor. What it lacks is the proof
that the touched objects are still those of the plan, and the journal; its checks end it where they do not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from drifttools.model.plan import Plan, Probe, Step
from drifttools.repair.hazards import goes_in_portions
from drifttools.sql.compose import Sql, compose, deparsed, value

# Expressions mean what they meant when they were read: search_path, DateStyle and TimeZone change that.
_SETTINGS = """\\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = '';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET row_security = off;
SET check_function_bodies = off;
SET client_min_messages = warning;
"""


def bare_sql(plan: Plan) -> str:
    """The statements of a plan, each ended by a semicolon, and before them the one setting that they need."""
    statements = [f"{_ended(statement)}\n" for step in plan.steps for statement in step.statements]
    # the body of a function may name what a later statement makes, or what only its own search_path finds
    return "".join(["set check_function_bodies = off;\n", *statements]) if statements else ""


def repair_sql(plan: Plan) -> str:
    """The script that does what the plan does."""
    steps = tuple(_Part(step, step.title, step.statements, step.preconditions, step.postconditions) for step in plan.steps)
    return _script(plan, f"{plan.id}: repair", steps)


def rollback_sql(plan: Plan) -> str:
    """The script that takes back what `repair_sql` does, the last step first."""
    # what goes in portions is taken back from wherever it is
    steps = tuple(
        _Part(step, f"take back: {step.title}", step.inverse, () if goes_in_portions(step) else step.postconditions, ())
        for step in reversed(plan.steps)
    )
    return _script(plan, f"{plan.id}: the way back", steps)


class _Part:
    """A step in one of the two directions."""

    def __init__(
        self,
        step: Step,
        title: str,
        statements: Sequence[str],
        before: Sequence[Probe],
        after: Sequence[Probe],
    ) -> None:
        self.step, self.title, self.statements = step, title, statements
        self.before, self.after = before, after
        self.notes = step.notes if statements == step.statements else ()


def _script(plan: Plan, title: str, parts: Sequence[_Part]) -> str:
    lines = [
        _comment(f"{title} of the database {plan.database} ({len(parts)} steps), made by drifttools"),
        _comment(f"for the state {plan.fingerprint or 'that was not recorded'}"),
        _SETTINGS,
        _demand_database(plan),
    ]
    lines += [_comment(f"left alone: {left.finding}: {left.reason}") for left in plan.unplanned]
    for shared, group in groupby(parts, key=lambda part: part.step.transactional):
        render = _together if shared else _alone
        lines += ["", *render(group)]
    return "\n".join(lines) + "\n"


def _together(parts: Iterable[_Part]) -> Iterator[str]:
    yield "BEGIN;"
    for part in parts:
        yield from _step(part, "SET LOCAL")
    yield "COMMIT;"


def _alone(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        portions = goes_in_portions(part.step)
        yield _comment("it commits after each portion" if portions else "PostgreSQL wants this committed on its own")
        yield from _step(part, "SET")


def _step(part: _Part, setting: str) -> Iterator[str]:
    step = part.step
    yield _comment(f"{step.id}: {part.title}")
    yield from (_comment(f"    {note}") for note in part.notes)
    if not part.statements:
        yield _comment("there is no statement for it")
        return
    yield f"{setting} lock_timeout = '{int(step.lock_timeout_ms)}ms';"
    yield f"{setting} statement_timeout = '{int(step.statement_timeout_ms)}ms';"
    yield from (_check(step.id, "before", probe) for probe in part.before)
    yield from (_ended(statement) for statement in part.statements)
    yield from (_check(step.id, "after", probe) for probe in part.after)


def _demand_database(plan: Plan) -> str:
    condition = compose("pg_catalog.current_database() is distinct from {}", value(plan.database))
    return _raise_if(condition, f"{plan.id} was made for the database {plan.database}")


def _check(step_id: str, when: str, probe: Probe) -> str:
    found = deparsed(probe.sql.rstrip().rstrip(";"))
    condition = compose("(select (\n{}\n)::pg_catalog.text) is distinct from {}", found, value(probe.expected))
    return _raise_if(condition, f"{step_id}, {when}: {probe.name}: not {probe.expected}")


def _raise_if(condition: Sql, message: str) -> str:
    # the body is a quoted literal, not dollar-quoted: no name in it can end it
    body = compose("begin if {} then raise exception using message = {}; end if; end", condition, value(printable(message)))
    return _ended(str(compose("do {}", value(str(body)))))


def _ended(statement: str) -> str:
    return statement.rstrip().rstrip(";") + ";"


def _comment(text: str) -> str:
    return f"-- {printable(text)}"


def printable(text: str) -> str:
    """The text with line breaks, control and formatting characters spelt out.

    A line break in the name of a table would end the comment, and psql would run what follows (docs/faults.md, F18).
    """
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)
