"""Indexes that were built CONCURRENTLY and never became valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, makers
from drifttools.diagnose.words import counted, listed, verb
from drifttools.kinds.index import Index
from drifttools.kinds.records import record_at
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding
from drifttools.model.sign import SignKind

_QUERY = "select indexrelid::regclass, indisvalid, indisready from pg_index where not indisvalid"
_REBUILD = re.compile(r"(?P<base>.+)_(?:ccnew|ccold)\d*")


class FailedIndex(CauseRule):
    """A concurrent build of an index failed and left it there, invalid.

    What it is:
        CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY was cancelled, met a duplicate, a deadlock or a time limit. What
        it had made stays: under its name, or as `_ccnew` and `_ccold`.
    Why it matters:
        No query uses it and every write keeps it up; a unique one enforces its rule in part only. `IF NOT EXISTS` finds the
        name taken and makes nothing.
    Evidence:
        `pg_index.indisvalid`; the names that REINDEX CONCURRENTLY gives; no build that runs right now.
    Repair:
        A plan that makes it anew; for `_ccnew` and `_ccold`, `DROP INDEX CONCURRENTLY` of the invalid one by hand.
    Reference:
        PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently"; REINDEX, "Rebuilding Indexes Concurrently".
    """

    id = "failed-index"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all that are not valid or are left over from a rebuild."""
        found = [finding for finding in case.findings if finding.kind == "index" and _failed(case, finding)]
        if found:
            yield _cause(case, found)


def _failed(case: Case, finding: Finding) -> bool:
    if finding.change is Change.CHANGED:
        return finding.attribute == "valid" and finding.actual == "false"
    if finding.change is not Change.UNEXPECTED:
        return False
    here = record_at(case.actual, Index, finding.key)
    return _rebuilt(case, finding) is not None or (here is not None and not here.valid)


def _rebuilt(case: Case, finding: Finding) -> str | None:
    """The index that a REINDEX was to replace."""
    named = _REBUILD.fullmatch(finding.name)
    if named is None:
        return None
    # a name of 63 bytes was cut before the ending was put behind it
    base = named["base"]
    return next((name for name in _indexes(case, finding) if name == base or name.startswith(base)), None)


def _indexes(case: Case, finding: Finding) -> Iterator[str]:
    """The names of the indexes of its table, those of constraints too."""
    for kind in ("index", "constraint"):
        rows = case.actual.rows.get(kind)
        for row in rows.decode(rows.lines) if rows is not None else ():
            if (row["schema"], row["table"]) == finding.key[:2] and row[kind] != finding.name:
                yield str(row[kind])


def _cause(case: Case, found: list[Finding]) -> Cause:
    named = listed(finding.label for finding in found)
    rebuilt = {finding.id: base for finding in found if (base := _rebuilt(case, finding))}
    building = {sign.object: sign for sign in case.signs if sign.kind is SignKind.INDEX_BUILD}
    running = [building[place] for f in found if (place := f"{f.key[0]}.{f.name}") in building]
    return Cause(
        rule=FailedIndex.id,
        sentence=f"{counted(len(found), 'index')} {verb(found, 'was', 'were')} left by a concurrent build that did not end:"
        f" {named}. No query uses {verb(found, 'it', 'them')}.",
        confidence=Confidence.LIKELY if running else Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *(_shown(case, finding, rebuilt.get(finding.id)) for finding in found),
            *made_evidence(case, found),
            *_noted(case, found),
        ),
        ruled_out=()
        if running
        else (RuledOut("It is being built right now.", "pg_stat_progress_create_index knows no such build."),),
        against=tuple(Evidence(f"{sign.object} is being built right now: {sign.told}.", sign.query) for sign in running),
        suggestion="Find out why the build failed (duplicates, a time limit), then make it anew. Next: drift plan",
    )


def _shown(case: Case, finding: Finding, base: str | None) -> Evidence:
    here = record_at(case.actual, Index, finding.found_key or finding.key)
    state = "valid" if here is not None and here.valid else "not valid"
    return Evidence(
        f"{finding.label} is {state}{f', and called as REINDEX calls what replaces {base}' if base else ''}.", _QUERY
    )


def _noted(case: Case, found: list[Finding]) -> Iterator[Evidence]:
    for migration in makers(case, found):
        standing = case.origins.state(migration)
        if standing is not None and standing.state in (MigrationState.NOT_APPLIED, MigrationState.FAILED):
            yield Evidence(f"{migration.label} builds it and is {standing.state} for the ledger.", migration.file)
