"""Files of migrations that were changed after they had been applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import ledger_name, noted_evidence, nowhere_else
from drifttools.diagnose.shares import Share
from drifttools.diagnose.words import listed, objects, verb
from drifttools.migrations.edits import FileEdit
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Finding


class Edited(CauseRule):
    """The file of an applied migration was changed afterwards.

    What it is:
        Somebody added to, or corrected, a migration that had been run here. It is run once, so the change never came.
    Why it matters:
        Every new database has it and this one has not; no tool without checksums notices.
    Evidence:
        The checksum that the ledger holds is not that of the file; or git has the file as it was when it was applied, and
        what differs in the database stands in the lines that came or went since.
    Repair:
        Put the file back as it was, and the change into a new migration. Here: a plan.
    Reference:
        Flyway manual, "Validate"; Prisma manual, "migrate dev: the migration was modified after it was applied".
    """

    id = "edited"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each file."""
        for share in case.shares.values():
            standing = case.origins.state(share.migration)
            edit = case.edits.get(share.migration.label)
            checksum = standing.why if standing and standing.state is MigrationState.EDITED else ""
            if not share.findings or not case.origins.applied(share.migration) or not (checksum or edit):
                continue
            named = tuple(finding for finding in share.findings if edit is not None and _in(finding, edit))
            if checksum or named:
                yield _cause(case, share, named or share.findings, checksum, edit)


def _in(finding: Finding, edit: FileEdit) -> bool:
    """Whether the lines that came or went name what a finding is about."""
    return any(finding.name in line for line in (*edit.added, *edit.removed))


def _cause(case: Case, share: Share, found: tuple[Finding, ...], checksum: str, edit: FileEdit | None) -> Cause:
    migration = share.migration
    by = f" by {edit.author} on {edit.date[:10]}" if edit and edit.date else ""
    return Cause(
        rule=Edited.id,
        sentence=f"{migration.file} was changed{by} after {migration.label} had been applied: {objects(found)}"
        f" {verb(found, 'differs', 'differ')}.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *((Evidence(f"{checksum[0].upper()}{checksum[1:]}.", ledger_name(case)),) if checksum else ()),
            *(_lines(edit, migration.file) if edit else ()),
            *noted_evidence(case, [share]),
        ),
        ruled_out=(
            RuledOut("The migration was not run here.", f"{ledger_name(case)} notes it."),
            *nowhere_else(case, found),
        ),
        suggestion="Put the file back as it was, and the change into a new migration; a plan makes it here: drift plan",
    )


def _lines(edit: FileEdit, file: str) -> Iterator[Evidence]:
    source = f"git diff {edit.since} -- {file}"
    added = [line.strip() for line in edit.added if line.strip()]
    removed = [line.strip() for line in edit.removed if line.strip()]
    if added:
        yield Evidence(f"Added since: {listed(added, 3)}", source)
    if removed:
        yield Evidence(f"Removed since: {listed(removed, 3)}", source)
