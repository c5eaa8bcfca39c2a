"""Triggers that are there and do not fire."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, enumerated, listed, verb
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding
from drifttools.model.sign import Sign, SignKind

_QUERY = "select tgrelid::regclass, tgname, tgenabled from pg_trigger"
_OFF = frozenset({"disabled", "replica"})
_ROLE = "session_replication_role"


class TriggerDisabled(CauseRule):
    """Triggers were disabled and not enabled again, those of foreign keys perhaps among them.

    What it is:
        `DISABLE TRIGGER ALL` or `session_replication_role = replica` for a load, a restore (`pg_restore
        --disable-triggers`) that stopped half-way, or a rescue.
    Why it matters:
        What triggers keep up (times, audit rows, totals) stands still without an error. Where those of a foreign key are
        off, the key is shown as valid and lets every row in.
    Evidence:
        `pg_trigger.tgenabled`, that of the internal triggers of foreign keys too; settings of the database and of roles.
    Repair:
        A plan enables the project's triggers. `ALTER TABLE ... ENABLE TRIGGER ALL` those of foreign keys; then look for
        orphans (drift probe), for enabling checks no row that came meanwhile.
    Reference:
        PostgreSQL manual, ALTER TABLE, "DISABLE TRIGGER"; pg_restore, "--disable-triggers".
    """

    id = "trigger-disabled"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all of them; also where only the triggers of foreign keys are off, which no finding shows."""
        found = [finding for finding in case.findings if _off(finding)]
        signs = [sign for sign in case.signs if sign.kind is SignKind.UNENFORCED_KEY]
        if found or signs:
            yield _cause(case, found, signs)


def _off(finding: Finding) -> bool:
    if finding.follows:
        return False
    if finding.kind in ("trigger", "event trigger"):
        turned = finding.change is Change.CHANGED and finding.attribute == "enabled"
        return turned and finding.actual in _OFF and finding.expected not in _OFF
    set_here = finding.kind in ("database setting", "role setting") and finding.change is not Change.MISSING
    return set_here and _ROLE in finding.key


def _cause(case: Case, found: list[Finding], signs: list[Sign]) -> Cause:
    triggers = [finding for finding in found if finding.kind.endswith("trigger")]
    settings = [finding for finding in found if finding not in triggers]
    parts = []
    if triggers:
        named = listed(finding.label for finding in triggers)
        parts.append(f"{counted(len(triggers), 'trigger')} ({named}) {verb(triggers, 'is', 'are')} disabled")
    if settings:
        scopes = listed(f"the {finding.kind.removesuffix(' setting')} {finding.schema}".strip() for finding in settings)
        parts.append(f"{_ROLE} is set for {scopes}: no trigger fires, those of foreign keys neither")
    if signs:
        keys = f"oreign keys on {listed(sign.object for sign in signs)} are not enforced, though they look valid"
        parts.append(f"{'f' if parts else 'F'}{keys}")
    return Cause(
        rule=TriggerDisabled.id,
        sentence=f"{enumerated(parts)}.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *(Evidence(f"{f.label} is {f.actual or 'set'}, expected is {f.expected or 'nothing'}.", _QUERY) for f in found),
            *(Evidence(f"The triggers of {sign.told} on {sign.object} are disabled.", sign.query) for sign in signs),
            *made_evidence(case, triggers),
        ),
        ruled_out=ran_here(case, triggers),
        suggestion="Enable them (ALTER TABLE ... ENABLE TRIGGER ALL), then look for rows that came meanwhile: drift probe"
        if signs
        else "Enable them, and mend what they did not keep up meanwhile. Next: drift plan",
    )
