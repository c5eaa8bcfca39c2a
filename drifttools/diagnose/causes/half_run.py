"""Migrations that stopped half-way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import absent_evidence, ledger_name, noted_evidence, nowhere_else
from drifttools.diagnose.shares import Share
from drifttools.diagnose.words import counted, objects, verb
from drifttools.migrations.states import MigrationState as State
from drifttools.migrations.states import Standing
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut


class HalfRun(CauseRule):
    """A migration did its first operations and not the rest.

    What it is:
        It failed outside a transaction: `CREATE INDEX CONCURRENTLY` in it, its own COMMIT, `atomic = False`, autocommit, a
        lost connection; or its first statements were run by hand.
    Why it matters:
        It can neither be run again (`relation already exists`) nor be left as it is.
    Evidence:
        What its first operations make is here, what the later ones make is not; the ledger calls it failed or dirty, does
        not note it, or notes it although it is not whole.
    Repair:
        A plan that makes the rest; then note the migration as applied. Never run the file again as it is.
    Reference:
        PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently"; golang-migrate, "dirty database"; Prisma, "P3009".
    """

    id = "half-run"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each such migration."""
        for share in case.shares.values():
            standing = case.origins.state(share.migration)
            if (
                standing is None
                or not share.findings
                or share.migration.label in case.edits
                or standing.state is State.EDITED
            ):
                continue
            failed = standing.state is State.FAILED
            if share.torn and not failed and not case.origins.applied(share.migration):
                continue  # what is here of it was made by something else
            if failed or share.begun or (share.here and not case.origins.applied(share.migration)):
                yield _cause(case, share, standing)


def _cause(case: Case, share: Share, standing: Standing) -> Cause:
    failed, noted = standing.state is State.FAILED, case.origins.applied(share.migration)
    said = (
        f"{ledger_name(case)} says that it failed"
        if failed
        else f"{ledger_name(case)} {'notes' if noted else 'does not note'} it"
    )
    found = share.findings
    return Cause(
        rule=HalfRun.id,
        sentence=f"{share.migration.label} ran only in part: {objects(found)} of it {verb(found, 'is', 'are')} not here,"
        f" {'what comes before in it is' if share.here else 'and nothing else of it is'}. {said}.",
        confidence=Confidence.PROVEN if failed or not noted else Confidence.LIKELY,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *_there(share),
            *absent_evidence([share]),
            *noted_evidence(case, [share]),
            *((Evidence(f"The ledger says: {standing.why}", ledger_name(case)),) if failed and standing.why else ()),
        ),
        ruled_out=(
            *((RuledOut("It was never run.", f"{_number(share)} here."),) if share.here else ()),
            *nowhere_else(case, found),
        ),
        suggestion="Do not run the file again: make the rest with a plan, then note it as applied. Next: drift plan",
    )


def _number(share: Share) -> str:
    if share.there:
        return f"{len(share.there)} of {len(share.migration.operations)} of its operations are"
    return f"{counted(share.held, 'object')} of it {verb(range(share.held), 'is', 'are')}"


def _there(share: Share) -> Iterator[Evidence]:
    operations = share.migration.operations
    for place in share.there[-1:]:
        one = operations[place]
        what = f"{one.table}.{one.column}" if one.column else str(one.table)
        where = f"{share.migration.file}:{one.line or share.migration.line}"
        yield Evidence(f"{one.op} for {what} was done: it is here.", where)
