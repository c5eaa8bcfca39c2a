"""Migrations of another branch that ran here."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import ledger_name, ledger_query
from drifttools.diagnose.words import listed, objects, verb
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change


class OtherBranch(CauseRule):
    """The ledger notes migrations whose files are not on disk.

    What it is:
        Another branch, a later release, or a squashed or deleted file was run here.
    Why it matters:
        The tool refuses to go on (`Can't locate revision`, `Remote migration versions not found`) or goes on beside what
        the other branch made.
    Evidence:
        Names in the ledger without a file, and objects in the database that no migration on disk makes.
    Repair:
        Check the other branch out and compare with it, or merge it. What it made is not dropped by itself.
    Reference:
        Alembic, "Can't locate revision identified by"; Supabase CLI, "Remote migration versions not found in local".
    """

    id = "other-branch"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all of them; none where every name has its file."""
        gone = case.origins.without_file()
        if not gone or case.history is None:
            return
        unknown = any(one.state is MigrationState.UNKNOWN for one in case.origins.standings)
        here = [f for f in case.findings if f.change is Change.UNEXPECTED and not f.follows and not case.origins.touches(f)]
        # where the ledger holds nothing but a revision of the other branch, it built on who knows what
        lacking = [
            f
            for f in case.findings
            if unknown and f.change in (Change.MISSING, Change.CHANGED) and not f.follows and case.origins.maker(f)
        ]
        found = here + lacking
        if not found:
            return
        parts = []
        if here:
            parts.append(f"{objects(here)} {verb(here, 'is', 'are')} here that no migration on disk makes")
        if lacking:
            parts.append(f"{objects(lacking)} that migrations on disk make {verb(lacking, 'is', 'are')} not")
        yield Cause(
            rule=OtherBranch.id,
            sentence=f"Migrations from another branch ran here: {ledger_name(case)} notes {listed(gone)}, which"
            f" {verb(gone, 'is', 'are')} not on disk. {', and '.join(parts)}.",
            confidence=Confidence.PROVEN if unknown else Confidence.LIKELY,
            findings=tuple(finding.id for finding in found),
            evidence=(
                Evidence(f"{ledger_name(case)} notes {listed(gone)}.", ledger_query(case, ())),
                Evidence(
                    f"None of the {len(case.history.migrations)} migrations on disk has that name.",
                    f"{case.history.tool} migrations on disk",
                ),
            ),
            ruled_out=(RuledOut("It was made by hand.", "The ledger notes migrations that are not on disk."),)
            if here
            else (),
            suggestion="Check the other branch out, and audit again against it; then merge, or migrate back from there.",
        )
