"""The proof after a repair: everything is read again, and nothing is believed because it was true before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.counts import count_rows
from drifttools.catalog.opening import Opening
from drifttools.catalog.sqlite_evidence import count_sqlite_rows
from drifttools.catalog.store import save
from drifttools.compare.engine import compare
from drifttools.errors import DriftToolsError
from drifttools.incident.record import Applied, Counts, FindingsFile, Status, StepResult, Written
from drifttools.investigation import files
from drifttools.investigation.auditing import ignore_rules, row_counts
from drifttools.investigation.bases import check_bases_after
from drifttools.investigation.coding import CODE_GROUP, check_code_after
from drifttools.investigation.comparing import compare_live
from drifttools.investigation.contracts import check_contracts_after
from drifttools.investigation.on_sqlite import checks_of_steps
from drifttools.investigation.planning import snapshots
from drifttools.investigation.probing_again import GROUP as ROWS_GROUP
from drifttools.investigation.probing_again import check_rows_again, verify_rows
from drifttools.investigation.securing import check_after
from drifttools.investigation.shown import ShownVerdict, shown_verdict
from drifttools.investigation.smoking import check_tests, run_smoke
from drifttools.migrations.ledger import Ledger, RowState
from drifttools.migrations.read_ledgers import read_ledgers
from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers
from drifttools.model.finding import Findings, Severity
from drifttools.model.plan import Plan
from drifttools.model.verdict import Check, State, Verdict
from drifttools.report.rows import asides
from drifttools.verify.checklist import checklist, run_checklist
from drifttools.verify.scope import outside_unchanged

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.catalog.connect import Connection
    from drifttools.investigation.core import Investigation
    from drifttools.model.snapshot import Snapshot

_AUDIT = "drift audit"
_SMOKE_AFTER = "smoke-after.json"
_NAMED = 5


def verify(inv: Investigation, *, smoke: bool) -> ShownVerdict:
    """Verify an investigation; see `Investigation.verify`."""
    if inv.incident and not inv.folder.has(files.FINDINGS) and inv.folder.has(files.PLAN):
        return verify_rows(inv)
    expected, before = snapshots(inv)
    compared = compare_live(
        Opening(inv.target),
        inv.needed_spec,
        inv.config,
        ignore=ignore_rules(inv.config, inv.clock().date()),
        say=inv.say,
    )
    save(compared.actual, inv.folder.path / files.AFTER)
    plan = inv.folder.read_optional(Plan, files.PLAN)
    checks = [_clean(compared.comparison.findings, plan, sqlite=inv.target.dialect == "sqlite")]
    if plan is not None:
        inv.say(f"checking {len(plan.steps)} steps")
        checks += _steps(inv, plan, expected)
        checks += _scope(plan, before, compared.actual)
    checks += check_rows_again(inv, compared.actual, compared.comparison, plan)
    checks += check_after(inv, plan)
    checks += check_tests(inv)
    checks += check_code_after(inv, compared.actual, compared.expected.snapshot)
    checks += check_contracts_after(inv)
    checks += check_bases_after(inv)
    checks += _smoke(inv, wanted=smoke)
    verdict = Verdict(tuple(checks))
    inv.folder.write(files.VERIFICATION, verdict)
    inv.folder.note(
        inv.clock(),
        f"verified: {verdict.state}, {sum(c.state is State.PASS for c in checks)} of {len(checks)} checks pass",
        files.VERIFICATION,
        status=_status(inv, verdict),
    )
    return shown_verdict(verdict)


def _clean(findings: Findings, plan: Plan | None, *, sqlite: bool) -> Check:
    left = {unplanned.finding for unplanned in plan.unplanned} if plan else set()
    chosen = plan.open_by_choice if plan else frozenset()
    left |= {finding.id for finding in findings if (finding.kind, finding.key) in chosen}
    open_ = [finding for finding in findings.roots if finding.id not in left]
    known = [finding for finding in findings.roots if finding.id in left]
    shown = open_ or known
    named = ", ".join(f"{f.kind} {f.label} {f.change}" for f in shown[:_NAMED])
    if len(shown) > _NAMED:
        named += f" and {len(shown) - _NAMED} more"
    state = State.FAIL if open_ else State.PARTIAL if known else State.PASS
    reason = f"still differs: {named}" if open_ else f"left alone by the plan: {named}" if known else ""
    if state is State.PARTIAL and sqlite and all(one.severity is Severity.NOTE for one in known):
        # a spelling, a type of the same affinity: the plan leaves them because they mean nothing to SQLite
        state, reason = State.PASS, f"only noted: {named}"
    return Check(
        "re-audit",
        "nothing differs from the expected state",
        state,
        "0 findings",
        f"{len(findings)} findings",
        "the audit, run again",
        reason,
    )


def _steps(inv: Investigation, plan: Plan, expected: Snapshot) -> list[Check]:
    applied = inv.folder.read_optional(Applied, files.APPLIED)
    audited = inv.folder.read(FindingsFile, files.FINDINGS, needs=_AUDIT)
    findings = Findings(tuple(entry.finding for entry in audited.findings))
    counts = inv.folder.read_optional(Counts, files.COUNTS_BEFORE)
    places = _places(findings, counts) + [_pair(one.kept) for step in plan.steps for one in asides(step)]
    if inv.target.dialect == "sqlite":
        return _steps_of_file(inv, plan, places, applied=applied is not None)
    items = checklist(plan, findings, expected, _frame(counts) if counts else None)
    with connect_readonly(inv.target) as connection:
        checks = list(run_checklist(connection, items))
        connection.rollback()
        if applied is None and any(check.state is not State.PASS for check in checks):
            reason = "the plan was not applied"
            return [Check(f"step {step.id}", step.title, State.NOT_RUN, reason=reason) for step in plan.steps]
        after = count_rows(connection, places)
        connection.rollback()
        ledgers = _ledgers(inv, connection)
    if applied is None:
        _note_migration(inv, plan, ledgers)
    inv.folder.write(files.COUNTS_AFTER, Counts(inv.clock(), row_counts(after)))
    return checks


def _ledgers(inv: Investigation, connection: Connection) -> tuple[Ledger, ...]:
    """What the ledgers note now, kept for the report; none where they cannot be read."""
    try:
        ledgers = read_ledgers(connection)
    except DriftToolsError as problem:
        inv.say(f"the ledger could not be read: {problem.what}")
        return ()
    inv.folder.write(files.LEDGER_AFTER, ledgers)
    return ledgers


def _steps_of_file(inv: Investigation, plan: Plan, places: list[tuple[str, str]], *, applied: bool) -> list[Check]:
    checks = [*checks_of_steps(inv, plan)]
    if not applied and any(check.state is not State.PASS for check in checks):
        reason = "the plan was not applied"
        return [Check(f"step {step.id}", step.title, State.NOT_RUN, reason=reason) for step in plan.steps]
    inv.folder.write(files.COUNTS_AFTER, Counts(inv.clock(), row_counts(count_sqlite_rows(inv.target, places))))
    ledgers = read_sqlite_ledgers(inv.target)
    inv.folder.write(files.LEDGER_AFTER, ledgers)
    if not applied:
        _note_migration(inv, plan, ledgers)
    return checks


def _note_migration(inv: Investigation, plan: Plan, ledgers: Iterable[Ledger]) -> None:
    """Note that the plan was made by the migration it was written as, where a ledger says that this one ran."""
    written = inv.folder.read_optional(Written, files.WRITTEN)
    if written is None or written.plan != plan.id:
        return
    rows = (row for ledger in ledgers if ledger.tool == written.tool for row in ledger.rows)
    if not any(row.state is RowState.APPLIED and names(row.name, written.files[0]) for row in rows):
        return
    now = inv.clock()
    steps = tuple(StepResult(step.id, "done", now, now, 0, 0, f"seen by {written.files[0]}") for step in plan.steps)
    done = Applied(plan.id, "forward", "by migration", now, now, steps, migration=written.files[0], tool=written.tool)
    inv.folder.write(files.APPLIED, done)
    inv.folder.note(now, f"the repair was made: the ledger notes {written.files[0]}", files.APPLIED)


def names(recorded: str, file: str) -> bool:
    """Whether a ledger's row is about a file: it has its whole name, or the version that this begins with."""
    path = PurePosixPath(file)
    called = path.parent.name if path.name == "migration.sql" else path.name  # Prisma names the folder
    version = re.escape(recorded.lstrip("0"))
    return bool(version) and re.match(rf"[VB]?0*{version}(?![0-9A-Za-z])", called) is not None


def _frame(counts: Counts) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (*_pair(count.table), count.rows, count.note == "exact", "" if count.note == "exact" else count.note)
        for count in counts.tables
    ]
    frame = pd.DataFrame(rows, columns=["schema", "table", "rows", "exact", "reason"])
    return frame.astype({"rows": "Int64", "exact": "boolean"})


def _pair(table: str) -> tuple[str, str]:
    schema, _, relation = table.partition(".")
    return schema, relation


def _places(findings: Findings, counts: Counts | None) -> list[tuple[str, str]]:
    """Where the counted tables should be now: those that were moved or renamed, under their expected key."""
    moved = {f.found_key[:2]: f.key[:2] for f in findings if f.kind == "table" and f.found_key}
    places = [_pair(count.table) for count in counts.tables] if counts else []
    wanted = [moved.get(place, place) for place in places]
    return [(place[0], place[1]) for place in wanted]


def _scope(plan: Plan, before: Snapshot, after: Snapshot) -> tuple[Check, ...]:
    comparison = compare(after, before)
    moved = {
        (r.found[0], r.found[1]): (r.wanted[0], r.wanted[1])
        for r in comparison.relocations
        if len(r.found) == 2  # noqa: PLR2004 - relations
    }
    return outside_unchanged(before, after, plan.focus, moved)


def _smoke(inv: Investigation, *, wanted: bool) -> tuple[Check, ...]:
    if not inv.config.smoke:
        return ()
    if not wanted:
        reason = "left out on request"
        return tuple(Check("smoke", test.name, State.NOT_RUN, reason=reason) for test in inv.config.smoke)
    return run_smoke(inv, _SMOKE_AFTER).checks


def _status(inv: Investigation, verdict: Verdict) -> Status | None:
    """Verified also where the only open point is what the plan left alone and said so, or code that is still to correct."""
    if inv.folder.incident.status is Status.ROLLED_BACK:
        return None
    partial = (
        check.group in ("re-audit", CODE_GROUP, ROWS_GROUP) and check.state is State.PARTIAL for check in verdict.failed
    )
    left_alone = all(partial)
    return Status.VERIFIED if left_alone else Status.NOT_VERIFIED
