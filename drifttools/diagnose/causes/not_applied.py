"""Migrations that are on disk and did not happen in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import ledger_query, nowhere_else
from drifttools.diagnose.origins import moment
from drifttools.diagnose.words import absent, counted, listed, objects, verb
from drifttools.migrations.history import Migration, Step
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

Pairs = list[tuple[Finding, Step]]
_PENDING = (MigrationState.NOT_APPLIED, MigrationState.ROLLED_BACK)
_DOES: Mapping[Change, str] = defaultdict(lambda: "changes", {Change.MISSING: "makes", Change.UNEXPECTED: "removes"})
_COMMANDS = {"alembic": "alembic upgrade head", "django": "manage.py migrate", "supabase": "supabase db push"}
_COMMANDS |= {"prisma": "prisma migrate deploy", "flyway": "flyway migrate"}


class NotApplied(CauseRule):
    """A migration is on disk, the ledger does not note it, and what it does is not in the database.

    What it is:
        It was not run here yet; or it cannot be, because somebody made by hand what it creates.
    Why it matters:
        The release that needs it fails; the tool repairs it by itself.
    Evidence:
        The file and line of the migration, its absence from the ledger, the absence of the object.
    Repair:
        Run the project's own migrate command.
    Reference:
        Django manual, "migrate"; Alembic manual, "upgrade".
    """

    id = "not-applied"

    def explain(self, case: Case) -> Iterable[Cause]:
        """At most one cause for what is not noted, one where the ledger cannot say, one where there is no history."""
        missing = [f for f in case.findings if f.change is Change.MISSING and not f.follows]
        if case.history is None:
            if missing:
                yield _without_history(missing)
            return
        pending: Pairs = []
        unsure: Pairs = []
        for finding, step in _steps(case, missing):
            if case.origins.applied(step.migration) is None:
                unsure.append((finding, step))
            elif _is_pending(case, step):
                pending.append((finding, step))
        pending += _changes(case)
        pending += _removals(case)
        if pending:
            yield _pending(case, pending)
        if unsure:
            yield _unsure(case, unsure)


def _is_pending(case: Case, step: Step) -> bool:
    """Whether it was simply not run yet: not skipped, not failed, not begun."""
    standing = case.origins.state(step.migration)
    share = case.shares.get(step.migration.label)
    return standing is not None and standing.state in _PENDING and not (share and share.here and not share.torn)


def _steps(case: Case, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Step]]:
    for finding in findings:
        step = case.origins.decided(finding) or case.origins.of(finding) or _only_candidate(case, finding)
        if step is not None:
            yield finding, step


def _only_candidate(case: Case, finding: Finding) -> Step | None:
    """For an index, a constraint ...: a step about its table that is not applied; an applied one would be a guess."""
    steps = case.origins.touches(finding)
    return next((step for step in steps if case.origins.applied(step.migration) is False), None)


def _changes(case: Case) -> Pairs:
    """What is not yet as a migration makes it which is not applied."""
    found: Pairs = []
    for finding in case.findings:
        if finding.change is not Change.CHANGED or finding.follows:
            continue
        maker = case.origins.maker(finding)
        steps = [step for step in case.origins.touches(finding) if step.migration == maker]
        step = case.origins.decided(finding) or (steps[-1] if steps else None)
        if step is not None and _is_pending(case, step):
            found.append((finding, step))
    return found


def _removals(case: Case) -> Pairs:
    """Unexpected objects that a migration removes which is not applied."""
    found: Pairs = []
    for finding in case.findings:
        # what the replay at no point made, no migration removes
        if finding.change is Change.UNEXPECTED and not finding.follows and (finding.blame or case.blame is None):
            touching = case.origins.touches(finding)
            last = case.origins.decided(finding) or (touching[-1] if touching else None)
            if last is not None and case.origins.applied(last.migration) is False:
                found.append((finding, last))
    return found


def _pending(case: Case, pairs: Pairs) -> Cause:
    migrations = _migrations(case, pairs)
    findings = [finding for finding, _ in pairs]
    ledger = case.ledger.label if case.ledger else "the ledger"
    named = listed(migration.label for migration in migrations)
    torn = _torn(case, migrations)
    return Cause(
        rule=NotApplied.id,
        sentence=f"{named} {verb(migrations, 'was', 'were')} not applied here: {ledger} does not note"
        f" {verb(migrations, 'it', 'them')}. {absent(findings)}.{_in_the_way(torn)}",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in findings),
        evidence=(
            *_files(pairs),
            *_torn_evidence(torn),
            Evidence(f"{ledger} notes {_last_noted(case)}, and none of these.", ledger_query(case, migrations)),
        ),
        ruled_out=nowhere_else(case, findings),
        suggestion="Do not run it as it is: make the rest with a plan, then note it as applied. Next: drift plan"
        if torn
        else f"Run the project's own migrate command{_command(case)}.",
    )


def _torn(case: Case, migrations: list[Migration]) -> tuple[Finding, ...]:
    """What is missing of tables that they create, and that are here although none of them ran."""
    shares = (case.shares.get(migration.label) for migration in migrations)
    return tuple(finding for share in shares if share for finding in share.torn)


def _in_the_way(torn: tuple[Finding, ...]) -> str:
    tables = list(dict.fromkeys(".".join(finding.key[:2]) for finding in torn))
    if not tables:
        return ""
    return (
        f" {listed(tables)} {verb(tables, 'is', 'are')} here all the same, made by something else: it cannot run as it is."
    )


def _torn_evidence(torn: tuple[Finding, ...]) -> Iterator[Evidence]:
    for finding in torn:
        table, what = ".".join(finding.key[:2]), finding.label + (f" ({finding.attribute})" if finding.attribute else "")
        lacks = "is not here" if finding.change is Change.MISSING else "is another one here"
        yield Evidence(
            f"One statement makes {table} and {what}; the table is here, and {what} {lacks}.", finding.blame[0].place
        )


def _command(case: Case) -> str:
    known = _COMMANDS.get(case.history.tool if case.history else "")
    return f": {known}" if known else ""


def _unsure(case: Case, pairs: Pairs) -> Cause:
    migrations = _migrations(case, pairs)
    findings = [finding for finding, _ in pairs]
    why = f"could not be read ({case.ledger.unread})" if case.ledger and case.ledger.unread else "does not say"
    why = "was not found" if case.ledger is None else why
    return Cause(
        rule=NotApplied.id,
        sentence=f"{objects(findings)} that {listed(m.label for m in migrations)} {verb(migrations, 'makes', 'make')}"
        f" {verb(findings, 'is', 'are')} missing. The ledger {why}, so whether {verb(migrations, 'it was', 'they were')}"
        " applied is not known.",
        confidence=Confidence.LIKELY,
        findings=tuple(finding.id for finding in findings),
        evidence=_files(pairs),
        ruled_out=nowhere_else(case, findings),
        suggestion="Read the ledger with a role that may, then ask again.",
    )


def _without_history(missing: list[Finding]) -> Cause:
    return Cause(
        rule=NotApplied.id,
        sentence=f"{objects(missing)} {verb(missing, 'is', 'are')} missing: most likely a change was not applied here."
        " There is no migration history to prove it by.",
        confidence=Confidence.LIKELY,
        findings=tuple(finding.id for finding in missing),
        evidence=(Evidence(f"Missing: {listed(f.label for f in missing)}.", "drifttools compare"),),
        suggestion="Give the migrations to learn which one: --expected django:MANAGE.PY, or beside models"
        ' `migrations = "alembic:alembic.ini"` under [project] of drift.toml; or repair with a plan: drift plan',
    )


def _migrations(case: Case, pairs: Pairs) -> list[Migration]:
    named = {step.migration.label for _, step in pairs}
    return [one for one in case.history.migrations if one.label in named] if case.history else []


def _files(pairs: Pairs) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"{step.migration.label} {_does(finding, step)}.", _place(finding, step)) for finding, step in pairs
    )


def _does(finding: Finding, step: Step) -> str:
    """What it would do to the object: of several operations only the replay has seen which one does it."""
    if any(touch.migration == step.migration.label for touch in finding.blame):
        return f"{_DOES[finding.change]} {finding.label}"
    return f"has {step.operation.op}, which is about {finding.label} as far as its file tells"


def _place(finding: Finding, step: Step) -> str:
    """File and line: of the statement where the replay has seen it, else of the operation."""
    return next((touch.place for touch in finding.blame if touch.migration == step.migration.label), "") or step.place


def _last_noted(case: Case) -> str:
    rows = case.ledger.rows if case.ledger else ()
    if not rows:
        return "nothing"
    last = rows[-1]
    at = f" at {moment(last.applied_at)}" if last.applied_at else ""
    return f"{counted(len(rows), 'migration')}, last {f'{last.app}.{last.name}'.strip('.')}{at}"
