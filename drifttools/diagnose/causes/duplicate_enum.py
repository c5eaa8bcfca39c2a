"""Two enum types for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.labels import alike_names, likeness
from drifttools.diagnose.noted import made_evidence
from drifttools.diagnose.words import counted, listed, verb
from drifttools.kinds.column import Column
from drifttools.kinds.enum import Enum
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import record_at, records
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

_QUERY = "select oid::regtype, enumlabel from pg_type join pg_enum on enumtypid = pg_type.oid"
_ALIKE = 0.6


class DuplicateEnum(CauseRule):
    """A second enum type for the same labels is there, and columns may be of the wrong one.

    What it is:
        A tool gave the type a name of its own (`orderstatus` beside `order_status`), or made it in another schema, because
        it did not find the first one.
    Why it matters:
        `operator does not exist: orderstatus = order_status`; a label that is added to one is not in the other.
    Evidence:
        Both types with their labels; the columns that are of the second one.
    Repair:
        A plan that takes the columns over, row by row by their text. The second type goes only where you name that drop.
    Reference:
        SQLAlchemy manual, `Enum`, "name"; PostgreSQL manual, 8.7 "Enumerated Types".
    """

    id = "duplicate-enum"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each second type."""
        for finding in case.findings:
            if finding.kind == "enum" and finding.change is Change.UNEXPECTED and not finding.blame:
                second = record_at(case.actual, Enum, finding.key)
                first = _first(case, second) if second is not None else None
                if second is not None and first is not None:
                    yield _cause(case, finding, first, second)


def _first(case: Case, second: Enum) -> Enum | None:
    """The expected type that it is a double of."""
    scored = [
        (alike_names(one.enum, second.enum), likeness(one.labels, second.labels), one)
        for one in records(case.expected, Enum)
        if one.key != second.key
    ]
    fitting = [one for one in scored if one[1] == 1.0 or (one[0] and one[1] >= _ALIKE)]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def _cause(case: Case, finding: Finding, first: Enum, second: Enum) -> Cause:
    columns = list(_of_second(case, first, second))
    keys = {one.key for one in columns}
    defaults = [f for f in case.findings if f.kind == "column" and f.key in keys and f.attribute == "default"]
    used = [one.label for one in records(case.actual, Column) if _type(one.type) == second.key] if columns else []
    only = [label for label in second.labels if label not in first.labels]
    less = [label for label in first.labels if label not in second.labels]
    apart = "".join((f" It also has {listed(only)}." if only else "", f" It lacks {listed(less)}." if less else ""))
    there = record_at(case.actual, Enum, first.key) is not None
    named = listed(".".join(key) for key in sorted(keys))
    uses = f", and {named} {verb([*keys], 'is', 'are')} of it" if keys else ", and nothing is of it"
    return Cause(
        rule=DuplicateEnum.id,
        sentence=f"{finding.label} is a second type for {first.label}{uses}.{apart}",
        confidence=Confidence.PROVEN if keys and there else Confidence.LIKELY,
        findings=tuple(dict.fromkeys(one.id for one in (finding, *columns, *defaults))),
        evidence=(
            Evidence(f"{first.label} has {listed(first.labels, 12)}.", _QUERY),
            Evidence(f"{second.label} has {listed(second.labels, 12)}.", _QUERY),
            *(
                (Evidence(f"{counted(len(used), 'column')} of the database {verb(used, 'is', 'are')} of it.", _QUERY),)
                if used
                else ()
            ),
            *made_evidence(case, columns),
        ),
        against=() if there else (Evidence(f"{first.label} itself is not here: perhaps it is this one.", _QUERY),),
        suggestion=f"Take the columns over to {first.label}; then name the drop of {second.label}. Next: drift plan",
    )


def _of_second(case: Case, first: Enum, second: Enum) -> Iterator[Finding]:
    for finding in case.findings:
        typed = finding.kind == "column" and finding.attribute == "type"
        if typed and (_type(finding.expected), _type(finding.actual)) == (first.key, second.key):
            yield finding


def _type(name: str | None) -> tuple[str, ...]:
    return parts_of((name or "").removesuffix("[]"))
