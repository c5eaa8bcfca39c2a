"""9. Verification: each check with what it should be, what it was, and the query that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, Cell, CheckItem, CodeSpan, check, checklist, details, mono, name, table
from drifttools.document.blocks import spans_of
from drifttools.model.verdict import Check, State, Verdict
from drifttools.report.case import Case
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut, sources
from drifttools.report.standing import told
from drifttools.report.words import counted, distinct, run_of

_LINES = 12
_ORDER = {State.FAIL: 0, State.NOT_RUN: 1, State.PARTIAL: 2, State.PASS: 3}


@dataclass(frozen=True, slots=True)
class Verification:
    """The rehearsal's checks and those on the live database; None where that stage did not run."""

    rehearsal: Verdict | None
    verification: Verdict | None
    applied: bool


def gather(case: Case) -> Verification:
    """Both verdicts."""
    return Verification(case.rehearsal, case.verification, case.applied is not None or not told(case))


def render(both: Verification) -> Iterator[Block]:
    """What did not pass first, then what did; each check with its query can be opened."""
    yield checklist(*_items(both))
    yield sources("rehearsal.json" if both.rehearsal else "", "verification.json" if both.verification else "")
    checks = (*(both.rehearsal.checks if both.rehearsal else ()), *(both.verification.checks if both.verification else ()))
    if checks:
        yield details(f"All {counted(len(checks), 'check')} with queries", every(checks))


def _items(both: Verification) -> Iterator[CheckItem]:
    if both.rehearsal is not None:
        yield _together("Rehearsed forward and back on a copy of the schema", both.rehearsal)
    if both.verification is None:
        why = "the repair was not verified" if both.applied else "nothing was applied"
        yield check(State.NOT_RUN, "Verification of the live database", why)
    else:
        yield from lines(both.verification)


def _together(text: str, verdict: Verdict) -> CheckItem:
    passed = sum(one.state is State.PASS for one in verdict.checks)
    failed = "; ".join(f"{one.name}: {one.reason or one.actual}" for one in verdict.failed[:3])
    return check(
        verdict.state, text, f"{passed} of {counted(len(verdict.checks), 'check')}{f'; {failed}' if failed else ''}"
    )


def lines(verdict: Verdict, most: int = _LINES) -> Iterator[CheckItem]:
    """One line per check; those that passed are put together by group where there are many. None that failed ever is."""
    ordered = sorted(verdict.checks, key=lambda one: _ORDER[one.state])
    for one in ordered:
        if one.state is not State.PASS:
            yield check(one.state, name(one.name) if one.group == "smoke" else one.name, _detail(one))
    passed = [one for one in ordered if one.state is State.PASS]
    if len(passed) <= most:
        for one in passed:
            yield check(one.state, name(one.name) if one.group == "smoke" else one.name, _detail(one))
        return
    groups: dict[str, list[Check]] = {}
    for one in passed:
        groups.setdefault("step" if one.group.startswith("step ") else one.group, []).append(one)
    for group, members in groups.items():
        if len(members) == 1:
            yield check(State.PASS, members[0].name, _detail(members[0]))
        elif group == "step":
            steps = distinct(member.group.removeprefix("step ") for member in members)
            yield check(State.PASS, f"Conditions of the steps {run_of(steps)}", f"all {counted(len(members), 'check')}")
        else:
            # each of those of the scope ends in the same words
            shared = " outside the plan" if all(member.name.endswith(" outside the plan") for member in members) else ""
            named = ", ".join(member.name.removesuffix(shared) for member in members[:4])
            more = f" and {len(members) - 4:,} more" if len(members) > 4 else ""  # noqa: PLR2004 - as many as are named
            yield check(State.PASS, f"{group.capitalize()}{shared}: {named}{more}", f"all {counted(len(members), 'check')}")


def _detail(one: Check) -> tuple[str | CodeSpan, ...]:
    if one.reason:
        return (one.reason,)
    if one.expected and one.actual != one.expected:
        return ("expected ", mono(one.expected), ", was ", mono(one.actual or "nothing"))
    if one.expected:
        return (mono(one.actual), ", as expected")
    return (mono(one.actual),) if one.actual else ()


def every(checks: tuple[Check, ...]) -> Block:
    """The whole table of checks."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.group, one.name, one.state.value, one.expected or None, one.actual or None, one.reason or None,
            spans_of(mono(one.query)) if one.query else None, one.duration_ms,
        )
        for one in checks[:SHOWN_ROWS]
    ]  # fmt: skip
    header = ("Group", "Check", "State", "Expected", "Actual", "Reason", "Query", "ms")
    return table("", header, rows, note=cut(len(checks), SHOWN_ROWS))


SECTION = Section("verification", "Verification", Verification, gather, render)
