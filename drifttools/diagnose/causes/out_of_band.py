"""Objects that are in the database and that no migration makes."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import absent_evidence, noted_evidence
from drifttools.diagnose.words import counted, listed, objects, verb
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_MEMBERS = "select classid::regclass, objid from pg_depend where deptype = 'e'"
_REBUILD = ("_ccnew", "_ccold")


class OutOfBand(CauseRule):
    """Somebody or something made, changed or dropped it without a migration.

    What it is:
        A hotfix by hand, another application in the same database, a tool of the platform, a backup table.
    Why it matters:
        The next environment will not have it, and a tool that compares may drop it.
    Evidence:
        It is in the database, not in the expected state, and no migration on disk names it. Or it is missing or other than
        it should be, while the ledger notes the migration that makes it and the rest of that is here.
    Repair:
        Write it into the models and a migration where it is meant to stay; else ignore it with a reason and an end date.
        Dropping it is never proposed by itself.
    Reference:
        DESIGN.md, Safety: nothing is dropped unless the user named that drop.
    """

    id = "out-of-band"
    rank = Rank.WHATEVER_IS_LEFT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for what was made and one for what was undone; none without a history: who makes what is unknown."""
        if case.history is None:
            return
        yield from _undone(case)
        unexpected = [f for f in case.findings if f.change is Change.UNEXPECTED and not f.follows]
        made = [f for f in unexpected if not f.blame and (case.blame is not None or not case.origins.touches(f))]
        if not made:
            return
        gone = case.origins.without_file()
        yield Cause(
            rule=OutOfBand.id,
            sentence=f"{objects(made)} {verb(made, 'was', 'were')} made outside the migrations: none of the"
            f" {len(case.history.migrations)} on disk names {verb(made, 'it', 'them')}.{_doubt(gone)}",
            confidence=Confidence.LIKELY,
            findings=tuple(finding.id for finding in made),
            evidence=(
                Evidence(f"In the database only: {listed(f.label for f in made)}.", "drifttools compare"),
                _unnamed(case, made),
            ),
            ruled_out=tuple(_ruled_out(case, made, gone)),
            suggestion="For each: write it into a migration, or ignore it with a reason and an end date in drift.toml.",
        )


def _unnamed(case: Case, made: list[Finding]) -> Evidence:
    number = counted(len(case.history.migrations) if case.history else 0, "migration")
    it = verb(made, "it", "any of them")
    if case.blame is not None:
        return Evidence(
            f"{number}, replayed one at a time, at no point made {it}.", f"drift migrations blame {made[0].label}"
        )
    return Evidence(
        f"No operation of {number} names {it}. SQL inside a migration is not read for names.",
        f"{case.history.tool if case.history else ''} migrations on disk",
    )


def _undone(case: Case) -> Iterable[Cause]:
    shares = [
        share
        for share in case.shares.values()
        if share.findings and share.here and not share.begun and case.origins.applied(share.migration)
    ]
    undone = [finding for share in shares for finding in share.findings]
    if not undone:
        return
    named = listed(share.migration.label for share in shares)
    yield Cause(
        rule=OutOfBand.id,
        sentence=f"{objects(undone)} {verb(undone, 'was', 'were')} changed or dropped outside the migrations: {named}"
        f" {verb(shares, 'makes', 'make')} {verb(undone, 'it', 'them')}, and the rest of that is here.",
        confidence=Confidence.LIKELY,
        findings=tuple(finding.id for finding in undone),
        evidence=(*absent_evidence(shares), *noted_evidence(case, shares)),
        ruled_out=(
            RuledOut("The migration never ran.", "The rest of what it makes is here."),
            RuledOut("It stopped half-way.", "What comes after it in the migration is here too."),
        ),
        suggestion="Repair it with a plan (drift plan), or write it into a migration where it is meant.",
    )


def _doubt(gone: tuple[str, ...]) -> str:
    if not gone:
        return ""
    return f" Or a migration whose file is gone made it: the ledger notes {listed(gone)}."


def _ruled_out(case: Case, made: list[Finding], gone: tuple[str, ...]) -> Iterable[RuledOut]:
    yield RuledOut(
        "It belongs to an extension.", "What an extension owns (pg_depend.deptype = 'e') is not read: " + _MEMBERS
    )
    if case.origins.ledger_read and not gone:
        yield RuledOut(
            "It is left over from a migration whose file was removed.", "The ledger notes no migration that is not on disk."
        )
    indexes = [f for f in made if f.kind == "index"]
    if indexes and not any(f.name.rstrip("0123456789").endswith(_REBUILD) for f in indexes):
        yield RuledOut(
            "It is left over from a failed REINDEX CONCURRENTLY.", "No name ends in _ccnew or _ccold, as those do."
        )
