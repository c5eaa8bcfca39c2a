"""Models that say something else than the migrations, while the database is as the migrations make it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, objects, verb
from drifttools.migrations.models import ModelSource
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.chronicle import Deed
from drifttools.model.finding import Change, Finding

Found = Sequence[Finding]


class ModelsApart(CauseRule):
    """The models and the migrations do not say the same, and the database is as the migrations make it.

    What it is:
        A model was changed and no migration was written; or a migration was written in SQL, or the platform's schema was
        adopted, and the models never learnt of it.
    Why it matters:
        No tool for migrations notices: its ledger is right and its history is whole. The application asks for what is not
        there, or does not see what is.
    Evidence:
        The migrations, replayed, make it exactly as it is in the database; file and line of what makes it, and of the
        model.
    Repair:
        Decide which side is right. Where the models are: a migration (drift migrations write). Where the migrations are:
        the models (drift models).
    Reference:
        Alembic manual, "Auto Generating Migrations", "What does Autogenerate Detect (and what does it not detect?)".
    """

    id = "models-apart"
    of_models = True

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for what only the migrations make, one for what only the models declare, one for what is otherwise."""
        found = [finding for finding in case.findings if finding.id in case.apart and not finding.follows]
        for way in _WAYS:
            of_way = [finding for finding in found if finding.change in way.changes]
            if of_way:
                yield _cause(case, of_way, way)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to be apart: which changes it is, its sentence, and what to do."""

    changes: tuple[Change, ...]
    sentence: Callable[[Found], str]
    suggestion: str


_WAYS = (
    _Way(
        (Change.UNEXPECTED,),
        lambda found: f"The migrations make {objects(found)}, and the models do not declare {verb(found, 'it', 'them')}.",
        "Where the database is right: drift models writes it into the models. What is not wanted needs a migration that"
        " drops it.",
    ),
    _Way(
        (Change.MISSING,),
        lambda found: f"The models declare {objects(found)} that no migration makes.",
        "Write the migration that was forgotten: drift plan, then drift migrations write",
    ),
    _Way(
        (Change.CHANGED, Change.RENAMED, Change.MOVED),
        lambda found: (
            f"The models declare {objects(found)} otherwise than the migrations make {verb(found, 'it', 'them')}."
        ),
        "Decide for each which side is right: drift models mends the model, drift plan and drift migrations write make"
        " the migration.",
    ),
)


def _cause(case: Case, found: Found, way: _Way) -> Cause:
    history = case.history
    number = counted(len(history.migrations), "migration") if history else "migrations"
    return Cause(
        rule=ModelsApart.id,
        sentence=way.sentence(found),
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=tuple(one for finding in found for one in _evidence(case, finding)),
        ruled_out=(
            RuledOut("The database was changed by hand.", f"The {number}, replayed, make it exactly as it is here."),
            RuledOut("A migration did not run.", "Nothing that the migrations make of it is other here."),
        ),
        suggestion=way.suggestion,
    )


def _evidence(case: Case, finding: Finding) -> Iterator[Evidence]:
    """What makes it as it is in the database, and what the model says."""
    if finding.blame:
        touch = finding.blame[-1]
        label = ".".join(finding.found_key or finding.key)
        made = "changes" if touch.deed is Deed.CHANGED else "makes"
        as_it_is = f" {finding.actual}" if finding.change is Change.CHANGED and finding.actual else ""
        what = f"{label} ({finding.attribute}{as_it_is})" if finding.attribute else label
        yield Evidence(f"{touch.migration} {made} {what}.", touch.place)
    model = _model(case, finding)
    if model is not None and model.file:
        says = {
            Change.UNEXPECTED: f"does not declare {finding.name}",
            Change.MISSING: f"declares {finding.name}" if len(finding.key) > 2 else "declares it",  # noqa: PLR2004 - a part
            Change.RENAMED: f"calls it {finding.name}",
            Change.MOVED: f"has it in {finding.schema}",
            Change.CHANGED: f"says {finding.attribute} {finding.expected or 'none'} of {finding.name}",
        }[finding.change]
        yield Evidence(f"{model.model} {says}.", f"{model.file}:{model.first_line}")


def _model(case: Case, finding: Finding) -> ModelSource | None:
    """The model of the table that a finding is about."""
    if len(finding.key) < 2:  # noqa: PLR2004 - schema and table
        return None
    schema, table = finding.key[:2]
    return next((m for m in case.models if m.table == table and m.schema in ("", schema)), None)
