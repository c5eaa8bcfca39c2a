"""Policies that nothing applies, because row security is off."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, listed
from drifttools.kinds.policy import Policy
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.records import records
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change

_QUERY = "select relname, relrowsecurity, relforcerowsecurity from pg_class"


class RlsOff(CauseRule):
    """Row security was switched off: policies are there and none is applied.

    What it is:
        `DISABLE ROW LEVEL SECURITY` to get past an error, or to load rows, and never switched on again; or a restore that
        made the table without it.
    Why it matters:
        Every role with SELECT on the table sees all rows of all users, and nothing fails.
    Evidence:
        The switch on the table, the policies that are not applied, the roles that may use the table.
    Repair:
        A plan that switches it on again. What was read meanwhile cannot be told from the catalog.
    Reference:
        PostgreSQL manual, 5.9 "Row Security Policies"; ALTER TABLE, "DISABLE ROW LEVEL SECURITY".
    """

    id = "rls-off"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all tables on which it is off."""
        found = [
            finding
            for finding in case.findings
            if finding.kind == "table" and finding.change is Change.CHANGED and finding.actual == "false"
            if finding.attribute in ("row_security", "force_row_security") and case.ran(finding)
        ]
        if not found:
            return
        tables = list(dict.fromkeys(finding.key for finding in found))
        policies = {table: list(records(case.actual, Policy, *table)) for table in tables}
        users = {table: [p.grantee for p in records(case.actual, Privilege, *table) if not p.owner] for table in tables}
        owners_only = all(finding.attribute == "force_row_security" for finding in found)
        whom = "the owner sees" if owners_only else "all who may read it see"
        state = "row security is not forced on the owner" if owners_only else "row security is off"
        yield Cause(
            rule=self.id,
            sentence=f"Row security was switched off {'for the owner ' if owners_only else ''}on"
            f" {listed('.'.join(table) for table in tables)}: {whom} every row.",
            confidence=Confidence.PROVEN,
            findings=tuple(finding.id for finding in found),
            evidence=(
                *(
                    Evidence(f"{'.'.join(table)}: {state}, {counted(len(policies[table]), 'policy')} on it.", _QUERY)
                    for table in tables
                ),
                *(
                    Evidence(f"{listed(users[table])} may use {'.'.join(table)}.", "select relname, relacl from pg_class")
                    for table in tables
                    if users[table]
                ),
                *made_evidence(case, found),
            ),
            ruled_out=ran_here(case, found),
            suggestion="Switch it on again, and look into what was read meanwhile. Next: drift plan",
        )
