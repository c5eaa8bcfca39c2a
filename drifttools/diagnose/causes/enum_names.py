"""Enums of which one side has the names of the members and the other one their values."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.labels import looks_like_names, same_words
from drifttools.diagnose.noted import asked_of_rows, made_evidence
from drifttools.diagnose.words import listed
from drifttools.kinds.enum import Enum
from drifttools.kinds.records import record_at
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_QUERY = "select enumtypid::regtype, enumlabel from pg_enum order by enumtypid, enumsortorder"


class EnumNames(CauseRule):
    """An enum has the names of its members on one side and their values on the other.

    What it is:
        SQLAlchemy's `Enum(TheClass)` sends the names (`IN_PROGRESS`), while the type was made with the values
        (`in_progress`) by a migration, or the other way round.
    Why it matters:
        Every write fails with `invalid input value for enum`, and every read of a row with `LookupError`.
    Evidence:
        Both lists, which are the same but for case and punctuation.
    Repair:
        Where the database is right: `values_callable` in the model (drift migrations enums). Where the model is: a plan
        that renames the labels, which touches no row.
    Reference:
        SQLAlchemy manual, `Enum`, "values_callable"; PostgreSQL manual, ALTER TYPE, "RENAME VALUE".
    """

    id = "enum-names"
    rank = Rank.IN_THE_OBJECT
    of_models = True

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each enum."""
        for finding in case.findings:
            if finding.kind == "enum" and finding.change is Change.CHANGED and finding.attribute == "labels":
                wanted, here = record_at(case.expected, Enum, finding.key), record_at(case.actual, Enum, finding.key)
                if wanted is not None and here is not None and same_words(wanted.labels, here.labels):
                    yield _cause(case, finding, wanted.labels, here.labels)


def _cause(case: Case, finding: Finding, wanted: tuple[str, ...], here: tuple[str, ...]) -> Cause:
    defaults = [
        one
        for one in case.findings
        if one.kind == "column" and one.attribute == "default" and _of_enum(one, finding) and one.id != finding.id
    ]
    found = [finding, *defaults]
    if looks_like_names(wanted):
        said = f"the models send the names of the members ({listed(wanted, 3)}), and the type has their values"
        way = "Add values_callable to the Enum of the model, where the database is right (drift migrations enums); else"
    elif looks_like_names(here):
        said = f"the type has the names of the members ({listed(here, 3)}), and expected are their values"
        way = "Where the database is right, let the models send names (no values_callable); else"
    else:
        said = f"its labels are written otherwise ({listed(here, 3)}), expected is {listed(wanted, 3)}"
        way = "Decide which spelling is right; where it is the expected one,"
    return Cause(
        rule=EnumNames.id,
        sentence=f"{finding.label}: {said}. Each write of the one is refused by the other.",
        confidence=Confidence.PROVEN,
        findings=tuple(one.id for one in found),
        evidence=(
            Evidence(f"Expected: {listed(wanted, 12)}.", "drifttools compare"),
            Evidence(f"In the database: {listed(here, 12)}.", _QUERY),
            *made_evidence(case, [finding]),
            *asked_of_rows(case, [finding]),
        ),
        ruled_out=(RuledOut("A label was added or taken away.", "Case and punctuation aside, both have the same labels."),),
        suggestion=f"{way} rename the labels with a plan: drift plan",
    )


def _of_enum(column: Finding, enum: Finding) -> bool:
    """Whether the default of a column is a label of this enum."""
    cast = f"::{'.'.join(enum.key)}"
    return cast in (column.expected or "") or cast in (column.actual or "")
