"""Constraints that hold for new rows and were never checked for those that were there."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, listed, verb
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.records import record_at
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding
from drifttools.model.probed import Offenders, Probed

_QUERY = "select conrelid::regclass, conname, convalidated from pg_constraint where not convalidated"
_STATES = {"validated": "NOT VALID", "not_null_validated": "NOT VALID", "enforced": "NOT ENFORCED"}


class NotValidated(CauseRule):
    """A constraint was left NOT VALID, or NOT ENFORCED.

    What it is:
        It was added with NOT VALID so that nobody waits, and the VALIDATE never came, or failed on rows that break it; or
        it was made anew that way after a load of rows.
    Why it matters:
        Rows that were there may break it: a join loses them, an UPDATE of such a row fails, the planner may not rely on it.
    Evidence:
        `pg_constraint.convalidated`; how many rows break it, where the rows were asked (`drift audit --probe`).
    Repair:
        Rows that break it come first (drift probe, drift mend), then VALIDATE CONSTRAINT, which blocks no writes.
    Reference:
        PostgreSQL manual, ALTER TABLE, "ADD table_constraint [ NOT VALID ]" and "VALIDATE CONSTRAINT".
    """

    id = "not-validated"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all of them."""
        found = [
            finding
            for finding in case.findings
            if finding.change is Change.CHANGED and finding.attribute in _STATES and finding.actual == "false"
            if not finding.follows and case.ran(finding)
        ]
        if found:
            yield _cause(case, found)


def _cause(case: Case, found: list[Finding]) -> Cause:
    asked = [answer for finding in found if (answer := _asked(case, finding)) is not None]
    broken = [one for one in asked if one.offends]
    unknown = len(found) - len([one for one in asked if one.state is not Offenders.UNKNOWN])
    told = f" Rows break it: {'; '.join(one.sentence for one in broken)}." if broken else ""
    return Cause(
        rule=NotValidated.id,
        sentence=f"{counted(len(found), 'constraint')} {verb(found, 'was', 'were')} never checked for the rows that were"
        f" there: {listed(f'{finding.label} ({_STATES[finding.attribute]})' for finding in found)}.{told}",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *(Evidence(f"{finding.label} is {_STATES[finding.attribute]}.", _QUERY) for finding in found),
            *(Evidence(f"{one.sentence[0].upper()}{one.sentence[1:]}.", one.query) for one in asked),
            *made_evidence(case, found),
        ),
        ruled_out=ran_here(case, found),
        against=(Evidence(f"Whether rows break {verb(found, 'it', 'them')} was not asked.", "drift audit --probe"),)
        if unknown
        else (),
        suggestion="Mend the rows that break it (drift mend), then validate. Next: drift plan"
        if broken
        else "See whether rows break it (drift probe), then validate. Next: drift plan",
    )


def _asked(case: Case, finding: Finding) -> Probed | None:
    """What the rows answered about it."""
    table = ".".join(finding.key[:2])
    here = record_at(case.actual, Constraint, finding.key)
    for one in case.probed:
        # without the finding's id, a question about the same constraint says its name
        if finding.id in one.findings or (
            one.table == table and here is not None and finding.name in f"{one.because} {one.about}".split()
        ):
            return one
    return None
