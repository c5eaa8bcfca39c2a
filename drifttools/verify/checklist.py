"""The checklist of a plan: for each step what must be true of its object now, each with the query that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.query import Answer, read_values
from drifttools.kinds.registry import BY_NAME
from drifttools.model.finding import Change, Finding, Findings
from drifttools.model.plan import Plan, Step
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State
from drifttools.sql.compose import Sql, compose, name, value

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]

_WORDS = {"t": "true", "f": "false"}
_UNDEFINED = ("42P01", "3F000")  # undefined_table, invalid_schema_name: that is an answer, not a reason to know nothing


@dataclass(frozen=True, slots=True)
class Item:
    """One check before it is run.

    Args:
        group: `step s01`.
        name: What is checked, for a person.
        query: One SELECT that gives one row with one column.
        expected: The text of that value.
        reason: Why it cannot be run; empty where it can.
    """

    group: str
    name: str
    query: str
    expected: str
    reason: str = ""


def checklist(
    plan: Plan, findings: Findings, expected: Snapshot, rows_before: pd.DataFrame | None = None
) -> tuple[Item, ...]:
    """What to check after a plan was applied.

    Args:
        plan: The plan.
        findings: The findings that it resolves.
        expected: The expected state: how many columns, indexes and constraints a table must have.
        rows_before: Rows before the repair: columns `schema`, `table`, `rows`, `exact`, `reason` (as the relations were
            named then).
    """
    known = {finding.id: finding for finding in findings}
    before = _rows(rows_before)
    items: list[Item] = []
    # what holds after a step need not hold after a later one about the same object: it is dropped and made again
    last = {(step.kind, step.key): step for step in plan.steps}
    for step in plan.steps:
        group = f"step {step.id}"
        for finding in (known[one] for one in step.findings if one in known):
            items += _places(group, finding)
            items += _parts(group, finding, expected)
            items += _same_rows(group, finding, before)
        if last[step.kind, step.key] is step:
            items += _postconditions(group, step)
    return tuple({(item.group, item.query): item for item in reversed(items)}.values())[::-1]


def run_checklist(connection: Connection, items: Sequence[Item]) -> tuple[Check, ...]:
    """Run the checks, all on one snapshot of the data.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        items: From `checklist`.
    """
    runnable = [item for item in items if not item.reason]
    answers = dict(zip(runnable, read_values(connection, [item.query for item in runnable]), strict=True))
    return tuple(_check(item, answers.get(item)) for item in items)


def _check(item: Item, answer: Answer | None) -> Check:
    if answer is None:
        return Check(item.group, item.name, State.NOT_RUN, item.expected, "", item.query, item.reason)
    if answer.problem:
        state = State.FAIL if answer.sqlstate in _UNDEFINED else State.NOT_RUN
        return Check(item.group, item.name, state, item.expected, "", item.query, answer.problem, answer.duration_ms)
    # a boolean comes as `t` over the wire and as `true` from the server's own cast to text
    actual = "NULL" if answer.value is None else _WORDS.get(answer.value, answer.value)
    same = actual == _WORDS.get(item.expected, item.expected)
    reason = "" if same else f"expected {item.expected}, found {actual}"
    state = State.PASS if same else State.FAIL
    return Check(item.group, item.name, state, item.expected, actual, item.query, reason, answer.duration_ms)


def _places(group: str, finding: Finding) -> Iterator[Item]:
    kind = BY_NAME.get(finding.kind)
    # to_regclass() knows what shares the namespace of tables; an index is named by its schema and itself
    if kind is None or not kind.relation or finding.change not in (Change.MISSING, Change.MOVED, Change.RENAMED):
        return
    place = (finding.key[0], finding.key[-1])
    yield Item(group, f"{'.'.join(place)} is there", f"{_regclass(place)} is not null", "true")
    if finding.found_key and finding.found_key != finding.key:
        former = (finding.found_key[0], finding.found_key[-1])
        yield Item(group, f"{'.'.join(former)} is gone", f"{_regclass(former)} is null", "true")


def _regclass(place: tuple[str, str]) -> str:
    return str(compose("select pg_catalog.to_regclass({})", value(str(name(*place)))))


def _parts(group: str, finding: Finding, expected: Snapshot) -> Iterator[Item]:
    """Numbers of columns, indexes and constraints, as the expected state has them."""
    if finding.kind != "table" or finding.change not in (Change.MISSING, Change.MOVED, Change.RENAMED):
        return
    place = (finding.key[0], finding.key[1])
    table = compose("pg_catalog.to_regclass({})", value(str(name(*place))))
    queries: dict[str, Sql] = {
        "column": compose(
            "select pg_catalog.count(*) from pg_catalog.pg_attribute"
            " where attrelid = {} and attnum > 0 and not attisdropped",
            table,
        ),
        "index": compose(
            "select pg_catalog.count(*) from pg_catalog.pg_index i where i.indrelid = {} and not exists"
            " (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))",
            table,
        ),
        "constraint": compose(
            "select pg_catalog.count(*) from pg_catalog.pg_constraint"
            " where conrelid = {} and contype in ('p', 'u', 'f', 'c', 'x')",
            table,
        ),
    }
    for kind, query in queries.items():
        number = _number(expected, kind, place)
        label = f"number of {BY_NAME[kind].plural} of {'.'.join(place)}"
        if number is None:
            reason = f"the expected state says nothing about {BY_NAME[kind].plural}"
            yield Item(group, label, str(query), "", reason)
        else:
            yield Item(group, label, str(query), str(number))


def _number(snapshot: Snapshot, kind: str, place: tuple[str, str]) -> int | None:
    if kind not in snapshot.rows or kind in snapshot.silent:
        return None
    rows = snapshot.rows[kind]
    return sum((row["schema"], row["table"]) == place for row in rows.decode(rows.lines))


def _rows(frame: pd.DataFrame | None) -> dict[tuple[str, str], tuple[int | None, bool, str]]:
    if frame is None:
        return {}
    known = frame["rows"].notna().tolist()
    columns = (frame[column].tolist() for column in ("schema", "table", "rows", "exact", "reason"))
    return {
        (schema, table): (int(rows) if is_known else None, bool(exact), reason)
        for is_known, (schema, table, rows, exact, reason) in zip(known, zip(*columns, strict=True), strict=True)
    }


def _same_rows(group: str, finding: Finding, before: dict[tuple[str, str], tuple[int | None, bool, str]]) -> Iterator[Item]:
    if finding.kind != "table" or finding.change not in (Change.MOVED, Change.RENAMED):
        return
    place, former = (finding.key[0], finding.key[1]), (finding.found_key[0], finding.found_key[1])
    query = str(compose("select pg_catalog.count(*) from {}", name(*place)))
    label = f"rows of {'.'.join(place)}"
    if former not in before:
        yield Item(group, label, query, "", "the rows were not counted before the repair")
        return
    rows, exact, reason = before[former]
    if rows is None or not exact:
        yield Item(group, label, query, "", reason or "only an estimate is known from before")
        return
    yield Item(group, label, query, str(rows))


def _postconditions(group: str, step: Step) -> Iterable[Item]:
    return [Item(group, probe.name, probe.sql, probe.expected) for probe in step.postconditions]
