"""Migrations in the middle that did not run, while later ones did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import absent_evidence, ledger_name, ledger_query, noted_evidence, nowhere_else
from drifttools.diagnose.shares import Run, Share, runs_gone, states_of
from drifttools.diagnose.words import listed, objects, verb
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut


class Skipped(CauseRule):
    """A migration was left out, and later ones ran.

    What it is:
        The ledger was stamped past a migration, a file was put in below those that had run (a branch that was merged
        late, a number that was given twice), or one was faked because it failed.
    Why it matters:
        Tools that look only at the last revision never go back for it; others refuse to go on.
    Evidence:
        Nothing of the migration is here, and what a later one makes is. The ledger notes it all the same, or has no row of
        it between rows of others.
    Repair:
        Not noted: run it where the tool allows that (`flyway -outOfOrder=true`, `supabase db push --include-all`, Django's
        `migrate`). Noted: a plan that makes what is missing.
    Reference:
        Flyway manual, "Out of order"; Supabase CLI, "db push --include-all".
    """

    id = "skipped"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each run that is noted, one for all that are not."""
        for run in runs_gone(case):
            if run.later is not None:
                yield _noted(case, run)
        yield from _not_noted(case)


def _noted(case: Case, run: Run) -> Cause:
    later = run.later.label if run.later else ""
    found = run.findings
    several = len(run.shares) > 1
    return Cause(
        rule=Skipped.id,
        sentence=f"{run} {'were' if several else 'was'} skipped: {ledger_name(case)} takes {'them' if several else 'it'}"
        f" for applied, {objects(found)} {verb(found, 'is', 'are')} missing, and what {later} makes is here.",
        confidence=Confidence.PROVEN if several or len(found) > 1 else Confidence.LIKELY,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *noted_evidence(case, run.shares),
            *absent_evidence(run.shares),
            Evidence(
                f"{later} comes after {'them' if several else 'it'}, and what it makes is here.", "drift migrations status"
            ),
        ),
        ruled_out=(
            RuledOut("The newest migrations were stamped without being run.", f"{later} is newer, and it was run."),
            *nowhere_else(case, found),
        ),
        suggestion="The migrate command will not go back for it: repair it with a plan. Next: drift plan",
    )


def _not_noted(case: Case) -> Iterator[Cause]:
    shares = [share for share in states_of(case, MigrationState.SKIPPED) if share.gone]
    if not shares:
        return
    found = [finding for share in shares for finding in share.findings]
    named = listed(share.migration.label for share in shares)
    yield Cause(
        rule=Skipped.id,
        sentence=f"{named} {verb(shares, 'was', 'were')} skipped: {ledger_name(case)} does not note"
        f" {verb(shares, 'it', 'them')} and notes later ones. {objects(found)} {verb(found, 'is', 'are')} missing.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=tuple(_between(case, shares)),
        ruled_out=nowhere_else(case, found),
        suggestion="Run it where the tool runs migrations out of order; else repair it with a plan. Next: drift plan",
    )


def _between(case: Case, shares: list[Share]) -> Iterator[Evidence]:
    for share in shares:
        standing = case.origins.state(share.migration)
        if standing is not None:
            yield Evidence(f"{share.migration.label} is not noted: {standing.why}.", ledger_query(case, [share.migration]))
    yield from absent_evidence(shares)
