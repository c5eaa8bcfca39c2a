"""Row security that is on, with no policy that lets anybody in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, enumerated, listed, verb
from drifttools.kinds.policy import Policy
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.records import record_at, records
from drifttools.kinds.table import Table
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_QUERY = "select relname, relrowsecurity, (select count(*) from pg_policy where polrelid = c.oid) from pg_class c"


class RlsWithoutPolicy(CauseRule):
    """Row security is on and there is no policy: nobody but the owner sees a row.

    What it is:
        Somebody switched row security on (a dashboard warns until it is), or the policies were dropped, or a restore took
        tables and not policies.
    Why it matters:
        A SELECT returns no rows and no error, an INSERT fails with `violates row-level security policy`. To those with
        BYPASSRLS (`postgres`, `service_role`) all seems well.
    Evidence:
        The switch on the table, the number of its policies, those that are expected, who may use the table.
    Repair:
        A plan that makes the policies. Never switch row security off to get on: then everybody sees all.
    Reference:
        PostgreSQL manual, 5.9 "Row Security Policies": "a default-deny policy is used".
    """

    id = "rls-without-policy"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all tables in that state."""
        tables = {finding.key[:2]: None for finding in _candidates(case)}
        shut = [table for table in tables if _shut(case, table)]
        found = [f for f in _candidates(case) if f.key[:2] in shut and case.ran(f)]
        if found:
            yield _cause(case, list(dict.fromkeys(f.key[:2] for f in found)), found)


def _candidates(case: Case) -> Iterator[Finding]:
    for finding in case.findings:
        gone = finding.kind == "policy" and finding.change is Change.MISSING
        switched = finding.kind == "table" and finding.attribute in ("row_security", "force_row_security")
        if not finding.follows and (gone or (switched and finding.actual == "true")):
            yield finding


def _shut(case: Case, table: tuple[str, ...]) -> bool:
    here = record_at(case.actual, Table, table)
    return here is not None and here.row_security and next(records(case.actual, Policy, *table), None) is None


def _cause(case: Case, tables: list[tuple[str, ...]], found: list[Finding]) -> Cause:
    named = listed(".".join(table) for table in tables)
    switched = [finding for finding in found if finding.kind == "table"]
    lost = [finding for finding in found if finding.kind == "policy"]
    why = []
    if lost:
        why.append(f"{counted(len(lost), 'policy')} {verb(lost, 'is', 'are')} missing")
    if switched:
        why.append(f"it is not expected to be on for {counted(len(switched), 'table')}")
    return Cause(
        rule=RlsWithoutPolicy.id,
        sentence=f"Row security is on and there is no policy on {named}: every role but the owner sees no row and can write"
        f" none. {enumerated(why).capitalize()}.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *(Evidence(f"{'.'.join(table)}: row security is on, policies: none.", _QUERY) for table in tables),
            *_locked_out(case, tables),
            *made_evidence(case, found),
        ),
        ruled_out=(
            RuledOut("The rows are gone.", "No policy admits them: the owner still sees what is there."),
            *ran_here(case, found),
        ),
        suggestion="Make the policies; do not switch row security off, that shows all rows to all. Next: drift plan",
    )


def _locked_out(case: Case, tables: list[tuple[str, ...]]) -> Iterator[Evidence]:
    for table in tables:
        roles = [one.grantee for one in records(case.actual, Privilege, *table) if not one.owner]
        if roles:
            yield Evidence(
                f"{listed(roles)} {verb(roles, 'has', 'have')} privileges on {'.'.join(table)}, and"
                f" {verb(roles, 'is', 'are')} shut out all the same.",
                "select relname, relacl from pg_class",
            )
