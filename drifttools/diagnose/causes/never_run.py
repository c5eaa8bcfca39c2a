"""Migrations that the ledger notes and that never ran here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import absent_evidence, ledger_name, noted_evidence, nowhere_else
from drifttools.diagnose.shares import Run, runs_gone
from drifttools.diagnose.words import absent, counted
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut


class NeverRun(CauseRule):
    """The ledger notes the newest migrations, and nothing that they make is here.

    What it is:
        The ledger was moved on without running anything: `alembic stamp head`, `migrate --fake`, `supabase migration
        repair`, `migrate force`; or the ledger came with a dump of another database.
    Why it matters:
        No tool will ever run them, because each believes its ledger; the application meets what is missing.
    Evidence:
        The ledger notes them; of each nothing is in any schema; all before them is here; where one transaction wrote
        their rows, they were stamped or copied together, for a tool writes each row with its own migration.
    Repair:
        A plan that makes what is missing. Or take the rows back to the last migration that is here, and migrate again.
    Reference:
        Alembic manual, "stamp"; Django manual, "migrate --fake"; Supabase CLI, "migration repair".
    """

    id = "never-run"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each line of migrations whose end never ran."""
        for run in runs_gone(case):
            if run.later is None:
                yield _cause(case, run)


def _cause(case: Case, run: Run) -> Cause:
    several = len(run.shares) > 1
    together = together_in(case, run)
    found = run.findings
    return Cause(
        rule=NeverRun.id,
        sentence=f"{ledger_name(case)} notes {run}, and nothing of {'them' if several else 'it'} is here: {absent(found)}."
        f" {'They were' if several else 'It was'} noted without being run.",
        confidence=Confidence.PROVEN if several or together else Confidence.LIKELY,
        findings=tuple(finding.id for finding in found),
        evidence=(*noted_evidence(case, run.shares), *absent_evidence(run.shares), *together),
        ruled_out=(*_ruled_out(case, run), *nowhere_else(case, found)),
        suggestion="The migrate command will not run them again: repair it with a plan. Next: drift plan",
    )


def together_in(case: Case, run: Run) -> tuple[Evidence, ...]:
    """That one transaction wrote the rows of several migrations, where the ledger has a row for each."""
    standings = [case.origins.state(share.migration) for share in run.shares]
    rows = [standing.row for standing in standings if standing and standing.row]
    if len(rows) < 2 or len({row.transaction for row in rows}) > 1 or not rows[0].transaction:  # noqa: PLR2004 - several
        return ()
    said = f"One transaction ({rows[0].transaction}) wrote all {len(rows)} rows: they were stamped or copied together."
    return (Evidence(said, f"select xmin, * from {ledger_name(case)}"),)


def _ruled_out(case: Case, run: Run) -> Iterator[RuledOut]:
    before = [share for share in case.shares.values() if share.here and share.migration.app == run.shares[0].migration.app]
    if before:
        yield RuledOut(
            "The whole database was emptied or restored from before.",
            f"What {counted(len(before), 'other migration')} made is here.",
        )
    if len(run.shares) > 1:
        yield RuledOut(
            "They were dropped one by one.", f"Not one object of {counted(len(run.shares), 'migration')} was left over."
        )
