"""Sequences that give numbers which are taken."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, verb
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.probed import Probed

_PROBE = "sequences"


class SequenceBehind(CauseRule):
    """A sequence is behind the column that it fills.

    What it is:
        Rows were loaded with their keys (a restore of rows alone, COPY, a copy from another system, rows made by hand), and
        nobody moved the sequence on.
    Why it matters:
        The next INSERTs fail with `duplicate key value violates unique constraint`, one for each number that is taken: an
        error that comes and goes.
    Evidence:
        How many rows have a key that the sequence has yet to give (`drift audit --probe`); nothing differs in the schema.
    Repair:
        `setval()` behind the largest key that is there, while nobody inserts.
    Reference:
        PostgreSQL manual, 9.17 "Sequence Manipulation Functions".
    """

    id = "sequence-behind"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all sequences; none where the rows were not asked."""
        found = [one for one in case.probed if one.probe == _PROBE and one.offends]
        if found:
            yield _cause(case, found)


def _cause(case: Case, found: list[Probed]) -> Cause:
    tables = list(dict.fromkeys(one.table for one in found))
    right = [one for one in case.probed if one.probe == _PROBE and not one.offends]
    findings = [f for f in case.findings if f.kind == "sequence" and any(f.label in one.about.split() for one in found)]
    all_behind = not right and len(found) > 1
    return Cause(
        rule=SequenceBehind.id,
        sentence=f"{counted(len(found), 'sequence')} {verb(found, 'is', 'are')} behind the keys that are there, of"
        f" {listed(tables)}: the next INSERTs meet numbers that are taken."
        + (" It is so with every one, as after a restore of rows alone." if all_behind else ""),
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in findings),
        evidence=tuple(Evidence(f"{one.sentence[0].upper()}{one.sentence[1:]}.", one.query) for one in found),
        ruled_out=(
            *(
                (
                    RuledOut(
                        "All sequences were set back.", f"{counted(len(right), 'other sequence')} are ahead of their keys."
                    ),
                )
                if right
                else ()
            ),
        ),
        suggestion="Set each behind the largest key that is there, while nobody inserts. Next: drift mend",
    )
