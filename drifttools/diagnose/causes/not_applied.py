"""Migrations that are on disk and did not happen in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.origins import moment
from drifttools.diagnose.words import counted, listed, objects, verb
from drifttools.migrations.history import Migration, Step
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding
from drifttools.sql.compose import compose, joined, name, value

Pairs = list[tuple[Finding, Step]]


class NotApplied(CauseRule):
    """A migration is on disk, and what it does is not in the database.

    What it is:
        Either the ledger does not note the migration: it was not run here. Or the ledger notes it and the object is in
        no schema: it was noted without being run (`--fake`, `stamp`), rolled back by hand, or undone later.
    Why it matters:
        In the first case the tool repairs it by itself. In the second no tool ever will, because it believes the ledger.
    Evidence:
        The file and line of the migration, its absence from or presence in the ledger, the absence of the object.
    Repair:
        Not noted: run the project's own migrate command. Noted: a plan that makes the object as the migration would.
    Reference:
        Django manual, "migrate --fake"; Alembic manual, "stamp".
    """

    id = "not-applied"

    def explain(self, case: Case) -> Iterable[Cause]:
        """At most one cause for what is not noted, one for what is noted and nowhere, one where there is no history."""
        missing = [f for f in case.findings if f.change is Change.MISSING and not f.follows]
        if case.history is None:
            if missing:
                yield _without_history(missing)
            return
        pending: Pairs = []
        noted: Pairs = []
        unsure: Pairs = []
        for finding, step in _steps(case, missing):
            applied = case.origins.applied(step.migration)
            (unsure if applied is None else noted if applied else pending).append((finding, step))
        pending += _removals(case)
        if pending:
            yield _pending(case, pending)
        if noted:
            yield _nowhere(case, noted)
        if unsure:
            yield _unsure(case, unsure)


def _steps(case: Case, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Step]]:
    for finding in findings:
        step = case.origins.of(finding) or _only_candidate(case, finding)
        if step is not None:
            yield finding, step


def _only_candidate(case: Case, finding: Finding) -> Step | None:
    """For an index, a constraint ...: a step about its table that is not applied; an applied one would be a guess."""
    steps = case.origins.touches(finding)
    return next((step for step in steps if case.origins.applied(step.migration) is False), None)


def _removals(case: Case) -> Pairs:
    """Unexpected objects that a migration removes which is not applied."""
    found: Pairs = []
    for finding in case.findings:
        if finding.change is Change.UNEXPECTED and not finding.follows:
            touching = case.origins.touches(finding)
            if touching and case.origins.applied(touching[-1].migration) is False:
                found.append((finding, touching[-1]))
    return found


def _pending(case: Case, pairs: Pairs) -> Cause:
    migrations = _migrations(pairs)
    findings = [finding for finding, _ in pairs]
    ledger = case.ledger.label if case.ledger else "the ledger"
    named = listed(migration.label for migration in migrations)
    return Cause(
        rule=NotApplied.id,
        sentence=f"{named} {verb(migrations, 'was', 'were')} not applied here: {ledger} does not note"
        f" {verb(migrations, 'it', 'them')}. {_differs(findings)}.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in findings),
        evidence=(
            *_files(pairs),
            Evidence(f"{ledger} notes {_last_noted(case)}, and none of these.", _ledger_query(case, migrations)),
        ),
        ruled_out=_nowhere_else(case, findings),
        suggestion="Run the project's own migrate command (`manage.py migrate`, `alembic upgrade head`).",
    )


def _nowhere(case: Case, pairs: Pairs) -> Cause:
    migrations = _migrations(pairs)
    findings = [finding for finding, _ in pairs]
    ledger = case.ledger.label if case.ledger else "the ledger"
    times = [at for migration in migrations if (at := case.origins.applied_at(migration))]
    when = f" (since {moment(min(times))})" if times else ""
    return Cause(
        rule=NotApplied.id,
        sentence=f"{ledger} notes {listed(m.label for m in migrations)} as applied{when}, but {objects(findings)} that"
        f" {verb(migrations, 'it makes', 'they make')} {verb(findings, 'is', 'are')} in no schema: noted without being"
        " run, or undone later. The ledger alone cannot tell which.",
        confidence=Confidence.LIKELY,
        findings=tuple(finding.id for finding in findings),
        evidence=(
            *_files(pairs),
            Evidence(f"{ledger} notes {verb(migrations, 'it', 'them')}.", _ledger_query(case, migrations)),
        ),
        ruled_out=(
            RuledOut("The migration was not applied according to the ledger.", f"{ledger} notes it{when}."),
            *_nowhere_else(case, findings),
        ),
        suggestion="The migrate command will not make it again: repair it with a plan. Next: drift plan",
    )


def _unsure(case: Case, pairs: Pairs) -> Cause:
    migrations = _migrations(pairs)
    findings = [finding for finding, _ in pairs]
    why = f"could not be read ({case.ledger.unread})" if case.ledger and case.ledger.unread else "was not given"
    return Cause(
        rule=NotApplied.id,
        sentence=f"{objects(findings)} that {listed(m.label for m in migrations)} {verb(migrations, 'makes', 'make')}"
        f" {verb(findings, 'is', 'are')} missing. The ledger {why}, so whether {verb(migrations, 'it was', 'they were')}"
        " applied is not known.",
        confidence=Confidence.LIKELY,
        findings=tuple(finding.id for finding in findings),
        evidence=_files(pairs),
        ruled_out=_nowhere_else(case, findings),
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
        suggestion="Give the migrations (django:MANAGE.PY) to learn which one; or repair with a plan: drift plan",
    )


def _migrations(pairs: Pairs) -> list[Migration]:
    return list({step.migration.label: step.migration for _, step in pairs}.values())


def _differs(findings: list[Finding]) -> str:
    missing = [f for f in findings if f.change is Change.MISSING]
    extra = [f for f in findings if f.change is not Change.MISSING]
    parts = []
    if missing:
        parts.append(f"{objects(missing)} {verb(missing, 'is', 'are')} missing")
    if extra:
        parts.append(f"{objects(extra)} {verb(extra, 'is', 'are')} still there")
    return ", ".join(parts)


def _files(pairs: Pairs) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"{step.migration.label} has {step.operation.op} for {finding.label}.", step.place)
        for finding, step in pairs
    )


def _last_noted(case: Case) -> str:
    rows = case.ledger.rows if case.ledger else ()
    if not rows:
        return "nothing"
    last = rows[-1]
    at = f" at {moment(last.applied_at)}" if last.applied_at else ""
    return f"{counted(len(rows), 'migration')}, last {f'{last.app}.{last.name}'.strip('.')}{at}"


def _ledger_query(case: Case, migrations: list[Migration]) -> str:
    ledger = case.ledger
    if ledger is None:
        return ""
    table = name(ledger.schema, ledger.table)
    if ledger.tool != "django":
        return str(compose("select * from {}", table))
    names = joined(value(migration.name) for migration in migrations)
    return str(compose("select app, name, applied from {} where name in ({})", table, names))


def _nowhere_else(case: Case, findings: list[Finding]) -> tuple[RuledOut, ...]:
    tables = [f for f in findings if f.kind == "table" and f.change is Change.MISSING]
    elsewhere = {table for _, table in case.actual_tables}
    if not tables or any(f.name in elsewhere for f in tables):
        return ()
    return (RuledOut("It landed in another schema.", f"No schema holds a table named {listed(f.name for f in tables)}."),)
