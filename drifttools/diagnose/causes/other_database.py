"""Migrations that ran in another database of the server."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import ledger_name, noted_evidence
from drifttools.diagnose.shares import runs_gone
from drifttools.diagnose.words import listed, objects, verb
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Finding


class OtherDatabase(CauseRule):
    """The ledger here notes what was run in another database of the same server.

    What it is:
        The ledger and the objects went apart: a dump of the ledger alone, a connection string that changed between the
        migration and its record, a tool with two databases in its settings.
    Why it matters:
        Each of the two databases has half: one the objects, one the record that they exist.
    Evidence:
        Nothing of the migrations is here, and all the tables that they make are in the other database.
    Repair:
        A plan that makes them here. The rows are in the other database: decide first which one is meant to have them.
    Reference:
        Django manual, "Multiple databases", `allow_migrate`.
    """

    id = "other-database"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each run of migrations whose tables are all in one other database."""
        for run in runs_gone(case):
            tables = {(f.key[0], f.key[1]) for f in run.findings if f.kind == "table"}
            there = [name for name, held in sorted(case.elsewhere.items()) if tables and tables <= held]
            if not there:
                continue
            found: tuple[Finding, ...] = run.findings
            yield Cause(
                rule=OtherDatabase.id,
                sentence=f"{run} ran in the database {listed(there)}, and {ledger_name(case)} notes"
                f" {verb(run.shares, 'it', 'them')} here: {objects(found)} {verb(found, 'is', 'are')} missing here.",
                confidence=Confidence.LIKELY if len(there) > 1 or len(tables) == 1 else Confidence.PROVEN,
                findings=tuple(finding.id for finding in found),
                evidence=(
                    *noted_evidence(case, run.shares),
                    Evidence(
                        f"{there[0]} has {listed('.'.join(table) for table in sorted(tables))}.",
                        "select relnamespace::regnamespace, relname from pg_class, in that database",
                    ),
                ),
                suggestion="Decide which database is meant to have them; their rows are in the other one. Next: drift plan",
            )
