"""The audit: compare, gather evidence, name causes, and put it all into the incident folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.evidence import Gathered, gather
from drifttools.catalog.opening import Opening
from drifttools.catalog.sqlite_evidence import gather_sqlite
from drifttools.catalog.store import save
from drifttools.compare.engine import compare
from drifttools.compare.ignore import IgnoreRule
from drifttools.config import Config
from drifttools.diagnose.case import Case
from drifttools.diagnose.engine import diagnose
from drifttools.errors import DriftToolsError
from drifttools.incident.record import Counts, FindingEntry, FindingsFile, RowCount, Status
from drifttools.investigation import files
from drifttools.investigation.bases import bases_of_audit
from drifttools.investigation.blaming import blamed
from drifttools.investigation.comparing import Compared, compare_live, ledger_rules
from drifttools.investigation.migrations_status import ledgers_made
from drifttools.investigation.rows import ask_rows, told_of_rows
from drifttools.investigation.running import with_elsewhere, with_migrations
from drifttools.investigation.securing import keep_before
from drifttools.investigation.shown import Audit
from drifttools.investigation.smoking import run_smoke
from drifttools.kinds.names import parts_of
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.read_ledgers import read_ledgers
from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers
from drifttools.model.finding import Change, Findings
from drifttools.model.probed import Probed
from drifttools.sql.compose import compose, name

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.asking import Asking
    from drifttools.investigation.core import Investigation
    from drifttools.kinds.difference import Comparison
    from drifttools.model.snapshot import Snapshot

Relation = tuple[str, str]
_COUNTED = 200  # more tables than this are not counted one by one; their estimate is all a report can use


def ignore_rules(config: Config, today: date) -> tuple[IgnoreRule, ...]:
    """The rules of `drift.toml` for this day."""
    return tuple(
        IgnoreRule(
            object=rule.object or "*",
            reason=rule.reason,
            until=rule.until,
            kind=rule.kind or "",
            attribute=rule.attribute or "",
            today=today,
        )
        for rule in config.ignore
    )


def all_rules(inv: Asking, expected: Snapshot, actual: Snapshot) -> tuple[IgnoreRule, ...]:
    """Those, and the ones for ledgers: what an audit does not call drift, no plan may remove."""
    return (*ignore_rules(inv.config, inv.clock().date()), *ledger_rules(inv.spec, expected, actual))


def audit(
    inv: Investigation, *, smoke: bool, cache: bool, schemas: frozenset[str] | None, probe: bool, portability: bool = False
) -> Audit:
    """Run the audit of an investigation; see `Investigation.audit`."""
    ported = inv.portability(keep=False) if portability else None
    compared = compare_live(
        Opening(inv.target),
        inv.needed_spec,
        inv.config,
        ignore=ignore_rules(inv.config, inv.clock().date()),
        schemas=schemas,
        say=inv.say,
        cache=cache,
        chronicle=True,
        # what SQLite cannot have as it is written is compared in the form in which it can
        overlay=ported.texts if ported is not None and inv.target.dialect == "sqlite" else None,
    )
    compared = blamed(inv, compared, cache=cache)
    findings = compared.comparison.findings
    inv.say(f"gathering evidence for {len(findings)} findings" if findings else "nothing differs")
    gathered, ledgers = _evidence(inv, compared.comparison)
    probed = ask_rows(inv, compared.actual, compared.comparison) if probe else ()
    case = _with_code(inv, compared, _case(inv, compared, gathered, ledgers, probed))
    case = replace(case, bases=bases_of_audit(inv, compared))
    causes = diagnose(case)
    folder = inv.open()
    inv.say(f"writing the incident {folder.path.name}")
    save(compared.expected.snapshot, folder.path / files.EXPECTED)
    save(compared.actual, folder.path / files.ACTUAL)
    folder.write(files.FINDINGS, _findings_file(compared))
    folder.write(files.CAUSES, causes)
    folder.write(files.COUNTS_BEFORE, Counts(inv.clock(), row_counts(gathered.counts)))
    folder.write(files.LEDGER, ledgers)
    if probe:
        folder.write(files.PROBES, probed)
    if compared.expected.history is not None:
        folder.write(files.HISTORY, compared.expected.history)
    folder.write(files.MODELS, compared.expected.models)
    if case.code is not None:
        folder.write(files.CODE, case.code)
    if inv.config.contracts.schemas or inv.config.contracts.models:
        from drifttools.investigation.contracts import keep_contracts

        keep_contracts(inv, files.CONTRACTS)
    if ported is not None:
        ported.keep(inv)
    keep_before(inv)
    if smoke and inv.config.smoke:
        run_smoke(inv, files.SMOKE_BEFORE)
    result = Audit(findings, causes, folder.path.name, probed, gathered.signs, ported)
    if probe:
        folder.note(inv.clock(), told_of_rows(probed), files.PROBES)
    folder.note(
        inv.clock(),
        _told(findings, len(causes)),
        f"{files.FINDINGS}, {files.CAUSES}",
        status=_status(result),
        server=compared.actual.server,
    )
    return result


def moves_of(comparison: Comparison) -> dict[Relation, str]:
    """(schema, name) of each moved relation, and the schema that it belongs to."""
    return {
        (relocation.found[0], relocation.found[1]): relocation.wanted[0]
        for relocation in comparison.relocations
        if relocation.moved and len(relocation.found) > 1
    }


def row_counts(frame: pd.DataFrame) -> tuple[RowCount, ...]:
    """The counts as values, each with the query that anybody can repeat."""
    return tuple(
        RowCount(
            table=f"{row['schema']}.{row['table']}",
            rows=int(row["rows"]) if row["rows"] == row["rows"] and row["rows"] is not None else None,
            note="exact" if row["exact"] else (row["reason"] or "estimate"),
            query=str(compose("select count(*) from {}", name(row["schema"], row["table"]))),
        )
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    )


def _evidence(inv: Investigation, comparison: Comparison) -> tuple[Gathered, tuple[Ledger, ...]]:
    """What the rules of `diagnose` may ask for: read-only, in a constant number of queries."""
    moves = moves_of(comparison)
    touched = {
        (finding.found_key or finding.key)[:2]
        for finding in comparison.findings
        if len(finding.key) > 1
        and finding.change is not Change.MISSING
        and finding.kind in ("table", "column", "constraint")
    }
    touched |= {
        parts
        for finding in comparison.findings
        if finding.attribute == "references"
        for side in (finding.expected, finding.actual)
        if len(parts := parts_of(side)) > 1
    }
    if inv.target.dialect == "sqlite":
        # what is missing in a table may make it be written anew
        missing = [one for one in comparison.findings if one.change is Change.MISSING]
        absent = {one.key for one in missing if one.kind == "table"}
        touched |= {one.key[:2] for one in missing if one.kind in ("column", "constraint") and one.key[:2] not in absent}
    counted = [(key[0], key[1]) for key in sorted(touched) if (key[0], key[1]) not in moves][:_COUNTED]
    lacking = [f.name for f in comparison.findings if f.kind == "extension" and f.change is Change.MISSING]
    if inv.target.dialect == "sqlite":
        return gather_sqlite(inv.target, counted), read_sqlite_ledgers(inv.target)
    with connect_readonly(inv.target) as connection:
        gathered = gather(connection, moves, counted=counted, extensions=lacking)
        connection.rollback()
        try:
            ledgers = read_ledgers(connection)
        except DriftToolsError as problem:
            inv.say(f"the ledger could not be read: {problem.what}")
            ledgers = ()
        connection.rollback()
    return gathered, ledgers


def _case(
    inv: Investigation,
    compared: Compared,
    gathered: Gathered,
    ledgers: tuple[Ledger, ...],
    probed: tuple[Probed, ...],
) -> Case:
    case = Case(
        findings=compared.comparison.findings,
        expected=compared.expected.snapshot,
        actual=compared.actual,
        history=compared.expected.history,
        search_path=gathered.search_path if inv.target.dialect == "postgresql" else None,
        settings=gathered.settings,
        counts=gathered.counts,
        migrated=compared.expected.migrated,
        apart=_apart(compared),
        models=compared.expected.models,
        blame=compared.blame,
        probed=probed,
        signs=gathered.signs,
    )
    if case.history is None:
        return with_elsewhere(inv, replace(case, ledger=next((one for one in ledgers if not one.unread), None)), ())
    return with_migrations(inv, case, ledgers, ledgers_made(compared.expected))


def _with_code(inv: Investigation, compared: Compared, case: Case) -> Case:
    """The case with what the code names that this database lacks, where `drift.toml` says where the code is."""
    if not inv.config.code.paths:
        return case
    from drifttools.investigation.coding import code_of_audit

    code, apart = code_of_audit(inv, compared.actual, compared.expected.snapshot)
    return replace(case, code=code, code_apart=apart)


def _apart(compared: Compared) -> frozenset[str]:
    """The findings in which the database is as the migrations make it, and only the models say otherwise."""
    migrated = compared.expected.migrated
    if migrated is None:
        return frozenset()
    made = {finding.id: finding for finding in compare(compared.expected.snapshot, migrated).findings}
    return frozenset(
        finding.id
        for finding in compared.comparison.findings
        if (other := made.get(finding.id)) is not None
        and (other.actual, other.found_key) == (finding.actual, finding.found_key)
    )


def _findings_file(compared: Compared) -> FindingsFile:
    findings = compared.comparison.findings
    return FindingsFile(
        taken_at=compared.actual.taken_at,
        expected_fingerprint=compared.expected.snapshot.fingerprint,
        actual_fingerprint=compared.live.fingerprint,
        counts={kind: len(rows) for kind, rows in compared.actual.rows.items()},
        findings=tuple(FindingEntry(finding.id, finding) for finding in findings),
        ignored=findings.ignored,
        not_compared=findings.not_compared,
    )


def _told(findings: Findings, causes: int) -> str:
    if not findings:
        return "audit: nothing differs"
    unknown = sum(1 for finding in findings if finding.change is Change.UNKNOWN)
    rest = f", {unknown} could not be checked" if unknown else ""
    return f"audit: {len(findings)} findings, {causes} {'cause' if causes == 1 else 'causes'}{rest}"


def _status(result: Audit) -> Status:
    if not result.complete:
        return Status.INCOMPLETE
    return Status.CLEAN if result.clean else Status.DETECTED
