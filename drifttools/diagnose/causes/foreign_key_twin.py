"""Foreign keys that lead to another table than they should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import asked_of_rows, made_evidence, ran_here
from drifttools.diagnose.words import counted, listed
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import record_at, records
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_CONSTRAINTS = "select conname, conrelid::regclass, confrelid::regclass from pg_constraint where contype = 'f'"


class ForeignKeyTwin(CauseRule):
    """A foreign key refers to a twin of the table that it should refer to.

    What it is:
        There are two tables for one thing (`auth.users` and `public.mechanics`, `account` and `customer`, one in each of
        two schemas), and the key was made when the other one was meant, or came first in search_path.
    Why it matters:
        An INSERT that is right fails with `violates foreign key constraint`; one that succeeds has its partner in the wrong
        table, and a DELETE there takes rows along.
    Evidence:
        The expected and the actual target; what the two have in common and how many rows each has; who makes the key.
    Repair:
        Rows without a partner in the right table come first (drift probe); then a plan that makes the key anew.
    Reference:
        PostgreSQL manual, 5.5.5 "Foreign Keys".
    """

    id = "foreign-key-twin"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each pair of the right and the wrong table."""
        groups: dict[tuple[str, str], list[_Key]] = {}
        for key in _keys(case):
            groups.setdefault((key.wanted, key.found), []).append(key)
        for (wanted, found), keys in groups.items():
            yield _cause(case, wanted, found, keys)


@dataclass(frozen=True, slots=True)
class _Key:
    """A foreign key, the table that it should refer to, the one that it refers to, and the findings that say so."""

    label: str
    columns: tuple[str, ...]
    wanted: str
    found: str
    findings: tuple[Finding, ...]


def _keys(case: Case) -> Iterator[_Key]:
    """Those that are there under their name, and those in whose place there is one of another name."""
    about: dict[tuple[str, ...], list[Finding]] = {}
    for finding in case.findings:
        if finding.kind == "constraint" and not finding.follows:
            about.setdefault(finding.key, []).append(finding)
    for key, findings in about.items():
        changed = next((f for f in findings if f.attribute == "references" and f.expected and f.actual), None)
        if changed is not None and case.ran(changed):
            here = record_at(case.actual, Constraint, key)
            columns = here.columns if here and here.columns else ()
            yield _Key(changed.label, columns, str(changed.expected), str(changed.actual), tuple(findings))
        elif findings[0].change is Change.MISSING and case.ran(findings[0]):
            yield from _replaced(case, findings[0], about)


def _replaced(case: Case, missing: Finding, about: dict[tuple[str, ...], list[Finding]]) -> Iterator[_Key]:
    wanted = record_at(case.expected, Constraint, missing.key)
    if wanted is None or wanted.type != "foreign key" or not wanted.references:
        return
    for here in records(case.actual, Constraint, *missing.key[:2]):
        same = here.type == "foreign key" and here.columns == wanted.columns and here.references != wanted.references
        other = about.get(here.key)
        if same and other and other[0].change is Change.UNEXPECTED and here.references:
            label = ".".join(here.key)
            yield _Key(label, here.columns or (), wanted.references, here.references, (missing, *other))
            return


def _cause(case: Case, wanted: str, found: str, keys: list[_Key]) -> Cause:
    findings = [finding for key in keys for finding in key.findings]
    right, wrong = parts_of(wanted), parts_of(found)
    there = (right[0], right[-1]) in case.actual_tables
    known = (wrong[0], wrong[-1]) in case.expected_tables or f"schema:{wrong[0]}" in case.expected.apart
    refer = "refers" if len(keys) == 1 else "refer"
    return Cause(
        rule=ForeignKeyTwin.id,
        sentence=f"{_named(keys)} {refer} to {found} instead of {wanted}: a row that is right there is refused here, and"
        f" one that is taken has its partner in {found}.",
        confidence=Confidence.PROVEN if there else Confidence.LIKELY,
        findings=tuple(finding.id for finding in findings),
        evidence=(
            *(Evidence(f"{one.label} ({', '.join(one.columns)}) refers to {found}.", _CONSTRAINTS) for one in keys),
            *_twins(case, right, wrong),
            *made_evidence(case, findings),
            *asked_of_rows(case, findings),
        ),
        ruled_out=(
            *((RuledOut(f"{wanted} is not here.", f"It is, beside {found}."),) if there else ()),
            *ran_here(case, [finding for finding in findings if finding.change is not Change.UNEXPECTED]),
        ),
        against=()
        if known
        else (Evidence(f"{found} is not expected either: perhaps it is {wanted} under another name.", _CONSTRAINTS),),
        suggestion=f"See which rows have no partner in {wanted} (drift probe), then make the key anew. Next: drift plan",
    )


def _named(keys: list[_Key]) -> str:
    return keys[0].label if len(keys) == 1 else f"{counted(len(keys), 'foreign key')} ({listed(one.label for one in keys)})"


def _twins(case: Case, right: tuple[str, ...], wrong: tuple[str, ...]) -> Iterator[Evidence]:
    """How alike the two tables are."""
    columns = [{one.column for one in records(case.actual, Column, *table[:2])} for table in (right, wrong)]
    common = sorted(columns[0] & columns[1])
    sizes = [case.rows((table[0], table[-1])) for table in (right, wrong)]
    if common:
        yield Evidence(
            f"{'.'.join(right)} and {'.'.join(wrong)} have {counted(len(common), 'column')} in common: {listed(common)}.",
            "select attrelid::regclass, attname from pg_attribute",
        )
    if sizes[0] is not None and sizes[1] is not None:
        yield Evidence(
            f"{'.'.join(right)} holds {counted(sizes[0], 'row')}, {'.'.join(wrong)} {counted(sizes[1], 'row')}.",
            "select count(*) from each of them",
        )
