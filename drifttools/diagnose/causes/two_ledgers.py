"""Two ledgers of one project, in two schemas."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, objects, verb
from drifttools.migrations.ledger import Ledger
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding


class TwoLedgers(CauseRule):
    """A second ledger in another schema: the migrations ran there too, or ran on there.

    What it is:
        A run whose search_path named another schema found no ledger, made one of its own, and began from nothing; or
        two deployments are set to different schemas.
    Why it matters:
        Each ledger is right about its own schema, so no tool complains; the application reads one schema and migrates
        the other.
    Evidence:
        Two tables of the tool, what each notes, and the objects beside each of them.
    Repair:
        Decide which schema is the right one. Rows in both are compared before anything is moved or dropped.
    Reference:
        Alembic manual, "version_table_schema"; PostgreSQL manual, 5.10.3 "The Schema Search Path".
    """

    id = "two-ledgers"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each further ledger beside which there is something."""
        for other in case.others:
            found = [finding for finding in case.findings if _beside(finding, other)]
            if found and case.ledger is not None and not other.unread:
                yield _cause(case, case.ledger, other, found)


def _beside(finding: Finding, other: Ledger) -> bool:
    """Whether a finding is about what the run with the other ledger made."""
    if finding.change in (Change.MOVED, Change.RENAMED):
        return finding.found_key[:1] == (other.schema,)
    return finding.change is Change.UNEXPECTED and finding.key[:1] == (other.schema,)


def _cause(case: Case, right: Ledger, other: Ledger, found: list[Finding]) -> Cause:
    tables = [finding for finding in found if finding.kind == "table" and finding.name != other.table]
    ahead = [row.label for row in other.rows if row.counts and not right.applied(row.app, row.name)]
    more = f", {listed(ahead)} only there" if ahead else ""
    return Cause(
        rule=TwoLedgers.id,
        sentence=f"Two ledgers: {right.label} notes {counted(len(right.rows), 'row')}, {other.label}"
        f" {counted(len(other.rows), 'row')}{more}. A run that came to {other.schema} first made {objects(found)} there.",
        confidence=Confidence.PROVEN if tables else Confidence.LIKELY,
        findings=tuple(finding.id for finding in found),
        evidence=(
            Evidence(f"{right.label} notes {listed(row.label for row in right.rows)}.", f"select * from {right.label}"),
            Evidence(f"{other.label} notes {listed(row.label for row in other.rows)}.", f"select * from {other.label}"),
            Evidence(
                f"Beside it {verb(found, 'is', 'are')} {listed('.'.join(f.found_key or f.key) for f in found)}.",
                "drifttools compare",
            ),
            *(
                (Evidence(f"The search_path is {case.path_setting}.", "catalog.search_path()"),)
                if case.search_path is not None
                else ()
            ),
        ),
        ruled_out=(RuledOut("It was made by hand.", f"{other.label} notes the migrations that make it."),)
        if tables
        else (),
        suggestion="Decide which schema is the right one and compare the rows of both; then set the tool to that schema.",
    )
