"""Objects that are there under another name than any migration gave them."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.causes.leftovers import leftover_names
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, listed, objects, verb
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding, Severity


class RenamedByHand(CauseRule):
    """It was renamed in the database, and in no migration.

    What it is:
        `ALTER ... RENAME` by hand; a restore or a tool that gives names of its own; a framework that names constraints and
        indexes otherwise than the migrations do.
    Why it matters:
        Code asks for the old name. The next migration that drops or changes it by name fails.
    Evidence:
        It is the same by what it is made of, and nothing else is like it; no migration ever gave the name that is here.
    Repair:
        A plan that renames it back, and copies no row; or a migration that renames it, where the new name is meant.
    Reference:
        PostgreSQL manual, ALTER TABLE, "RENAME".
    """

    id = "renamed-by-hand"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all that was renamed."""
        # what is only spelt otherwise, upper for lower case on SQLite, has no other name
        named = (f for f in case.findings if f.change is Change.RENAMED and f.severity is not Severity.NOTE)
        left = leftover_names(case)  # a table that was left behind keeps the name: this one could not have it
        found = [f for f in named if not f.follows and f not in left and case.ran(f)]
        if not found:
            return
        never = case.blame is not None and all(not _known(case, finding) for finding in found)
        pairs = [f"{finding.label} is {finding.found_key[-1] if finding.found_key else 'renamed'}" for finding in found]
        yield Cause(
            rule=self.id,
            sentence=f"{objects(found)} {verb(found, 'has', 'have')} another name here: {listed(pairs)}."
            + (" No migration gave it." if never and len(found) == 1 else " No migration gave them." if never else ""),
            confidence=Confidence.PROVEN if never else Confidence.LIKELY,
            findings=tuple(finding.id for finding in found),
            evidence=(
                *(Evidence(f"{pair}, and made of the same.", "drifttools compare") for pair in pairs),
                *made_evidence(case, found),
            ),
            ruled_out=(
                RuledOut(
                    "It was dropped, and another one made.", "What it is made of is equal, and nothing else is like it."
                ),
                *_unnamed(case, never=never),
                *ran_here(case, found),
            ),
            suggestion="Rename it back with a plan (drift plan), or write the new name into a migration.",
        )


def _known(case: Case, finding: Finding) -> bool:
    """Whether a migration ever made something of the name that is here."""
    return case.blame is not None and bool(case.blame.of(finding.kind, finding.found_key))


def _unnamed(case: Case, *, never: bool) -> tuple[RuledOut, ...]:
    if not never or case.history is None:
        return ()
    number = counted(len(case.history.migrations), "migration")
    return (RuledOut("A migration renamed it.", f"{number}, replayed one at a time, at no point gave that name."),)
