"""What a restore, a rescue or a tool left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, objects, verb
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.declare import fields_of
from drifttools.kinds.index import Index
from drifttools.kinds.records import record_at, records
from drifttools.kinds.registry import BY_NAME
from drifttools.kinds.table import Table
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding
from drifttools.model.snapshot import Snapshot

_WORD = (
    r"(?:bak|backup|bkp|old|orig|original|copy|save|saved|before|prev|previous|restore|restored|tmp|temp|deleteme|dump"
    r"|new|blue|green|shadow|swap|legacy)"
)
_DATE = r"_?(?:\d{6}|\d{8}|\d{4}(?:_\d\d){1,2}|(?:19|20)\d\d|v?\d{1,2})"
# orders_bak, orders_backup_2024, orders_20240131, bak_orders, orders_old2
_DAY = r"\d{8}|\d{6}|\d{4}_\d\d_\d\d"
_AFTER = re.compile(rf"(?P<base>.+?)(?:_+{_WORD}(?:_{_WORD})*(?:{_DATE})?|_(?:{_DAY}))", re.IGNORECASE)
_BEFORE = re.compile(rf"_*{_WORD}_+(?:{_DATE}_)?(?P<base>.+)", re.IGNORECASE)
_COPIES = re.compile(r"(?P<base>.+?)_?copy\d*", re.IGNORECASE)
# tables and schemas that a tool makes for the time of its run
_TOOLS = {"repack": "pg_repack", "awsdms_ddl_audit": "AWS DMS", "pgroll": "pgroll"}
_KINDS = frozenset({"table", "schema", "view", "materialized view", "enum", "column", "sequence", "routine"})
_ALIKE = 0.5


class Leftovers(CauseRule):
    """Copies of objects, or the scaffolding of a tool, that nobody removed.

    What it is:
        A backup table that was made before a risky change (`orders_bak`, `orders_backup_2024`), the old table or type of an
        exchange (`_old`), a schema that a dump was restored into, what pg_repack was working on when it was stopped.
    Why it matters:
        It holds rows that nobody updates and perhaps nobody may have; a search_path, a foreign key or a person takes it for
        the real one; it takes space.
    Evidence:
        The name, or the names of constraints that it kept in an exchange; the object that it is a copy of, how many columns
        they have in common, its rows; no migration makes it.
    Repair:
        Compare its rows with those of the original before it goes. Dropping it is never proposed by itself.
    Reference:
        PostgreSQL manual, CREATE TABLE AS; pg_repack manual, "Diagnostics".
    """

    id = "leftovers"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all of them."""
        found = [one for finding in case.findings if (one := _left(case, finding)) is not None]
        if not found:
            return
        findings = [one.finding for one in found]
        inside = [f.id for f in case.findings if _is_inside(f, findings) and f not in findings]
        inside += [f.id for one in findings if one.kind == "table" for f in _names_kept(case, one)]
        yield Cause(
            rule=self.id,
            sentence=f"{objects(findings)} {verb(findings, 'was', 'were')} left behind: {_named(found)}.",
            confidence=Confidence.PROVEN if all(one.sure for one in found) else Confidence.LIKELY,
            findings=(*(finding.id for finding in findings), *inside),
            evidence=tuple(evidence for one in found for evidence in one.evidence),
            ruled_out=tuple(_ruled_out(case)),
            against=tuple(
                Evidence(f"There is no {one.base}, of which {one.finding.label} would be a copy.", "drifttools compare")
                for one in found
                if one.base and not one.sure
            ),
            suggestion="Compare the rows with the originals and drop what nobody needs by hand; or ignore it with a reason"
            " and an end date in drift.toml.",
        )


@dataclass(frozen=True, slots=True)
class _Left:
    """What was left, of what it seems to be a copy, and what shows it."""

    finding: Finding
    base: str
    evidence: tuple[Evidence, ...]
    sure: bool = True

    @property
    def told(self) -> str:
        return f"{self.finding.label} of {self.base}" if self.base else self.finding.label


def _left(case: Case, finding: Finding) -> _Left | None:
    if finding.change is not Change.UNEXPECTED or finding.kind not in _KINDS or finding.follows or finding.blame:
        return None
    tool = next((of for name, of in _TOOLS.items() if name in (finding.name, finding.schema)), "")
    if tool:
        return _Left(finding, "", (Evidence(f"{finding.label} is what {tool} makes.", tool),))
    here = record_at(case.actual, Table, finding.key) if finding.kind == "table" else None
    if here is not None and (here.partition_of or here.inherits):
        return None  # orders_202401 is a part of orders, and no copy of it
    if finding.kind == "table" and (taken := _names_kept(case, finding)):
        return _exchanged(case, finding, taken)
    found = [match["base"] for one in (_AFTER, _BEFORE, _COPIES) if (match := one.fullmatch(finding.name))]
    names = list(dict.fromkeys((*found, *(name.strip("_") for name in found))))
    if not names:
        return None
    for name in names:
        original = _original(case, finding, name)
        if original is not None:
            sure, told = _shown(case, finding, original)
            return _Left(finding, ".".join(original), told, sure=sure)
    # a name alone may be anything: only those that can mean nothing else
    if finding.kind in ("table", "schema") and re.search(r"(?i)bak|backup|bkp|_old\b|_orig\b", finding.name):
        named = Evidence(f"{finding.label} is called like a copy of {names[0]}.", "drifttools compare")
        return _Left(finding, names[0], (named,), sure=False)
    return None


def leftover_names(case: Case) -> list[Finding]:
    """The constraints and indexes whose names a table has that was left behind."""
    tables = [f for f in case.findings if f.kind == "table" and f.change is Change.UNEXPECTED and not f.blame]
    return [one for table in tables for one in _names_kept(case, table)]


def _names_kept(case: Case, table: Finding) -> list[Finding]:
    """The constraints and indexes of other tables that cannot have their own names here, because this table has them."""
    kinds = {one.kind: one for one in (Constraint, Index)}
    return [
        one
        for one in case.findings
        if one.change is Change.RENAMED
        and one.kind in kinds
        and record_at(case.actual, kinds[one.kind], (*table.key[:2], one.key[-1])) is not None
    ]


def _exchanged(case: Case, finding: Finding, taken: Sequence[Finding]) -> _Left:
    """The former table of an exchange: it was renamed, and kept the names that the new one should have."""
    original = taken[0].key[:2]
    names = listed(one.name for one in taken)
    _, told = _shown(case, finding, original)
    kept = Evidence(f"{finding.label} has {names}, which {'.'.join(original)} should have.", "pg_class.relname, pg_index")
    return _Left(finding, ".".join(original), (kept, *told[1:]))


def _original(case: Case, finding: Finding, name: str) -> tuple[str, ...] | None:
    """The object that it is called after, expected or here; of a column one of the same table."""
    for side in (case.expected, case.actual):
        near = (*finding.key[:-1], name)
        if record_at(side, BY_NAME[finding.kind], near) is not None:
            return near
        if finding.kind != "column":
            same = [key for key in _keys(side, finding.kind) if key[-1].casefold() == name.casefold()]
            if same:
                return same[0]
    return None


def _keys(side: Snapshot, kind: str) -> Iterator[tuple[str, ...]]:
    """The keys of all objects of a kind."""
    rows = side.rows.get(kind)
    for row in rows.decode(rows.lines) if rows is not None else ():
        yield tuple(str(row[one.name]) for one in fields_of(BY_NAME[kind]) if one.key)


def _shown(case: Case, finding: Finding, original: tuple[str, ...]) -> tuple[bool, tuple[Evidence, ...]]:
    """Whether it is a copy beyond doubt, and what shows that."""
    first = Evidence(f"{finding.label} is called after {'.'.join(original)}.", "drifttools compare")
    if finding.kind != "table":
        return finding.kind == "schema", (first,)
    mine, its = (
        {one.column for side in (case.actual, case.expected) for one in records(side, Column, *key[:2])}
        for key in (finding.key, original)
    )
    alike = len(mine & its) >= _ALIKE * max(len(mine), 1)
    told = [first]
    if mine & its:
        told.append(
            Evidence(
                f"{len(mine & its)} of its {counted(len(mine), 'column')} are those of {'.'.join(original)}.",
                "select attrelid::regclass, attname from pg_attribute",
            )
        )
    rows = case.rows((finding.key[0], finding.key[1]))
    if rows is not None:
        told.append(Evidence(f"{finding.label} holds {counted(rows, 'row')}.", "select count(*)"))
    return alike, tuple(told)


def _is_inside(finding: Finding, left: Sequence[Finding]) -> bool:
    """Whether it is a part of what was left, or is in a schema that was."""
    return finding.change is Change.UNEXPECTED and any(finding.key[: len(one.key)] == one.key for one in left)


def _named(found: Sequence[_Left]) -> str:
    return listed(one.told for one in found)


def _ruled_out(case: Case) -> Iterator[RuledOut]:
    if case.history is not None and case.blame is not None:
        number = counted(len(case.history.migrations), "migration")
        yield RuledOut("A migration made it.", f"{number}, replayed one at a time, at no point made it.")
