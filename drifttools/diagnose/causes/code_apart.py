"""Code that names or sends what neither the database nor the expected state has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.code import Certainty, CodeFinding, CodeRule

_NAMES = (CodeRule.TABLE, CodeRule.COLUMN, CodeRule.FUNCTION)
_TOLD = 3


class CodeApart(CauseRule):
    """The code names a table, a column or a function, or sends a value, that no migration and no model ever made.

    What it is:
        Code was written ahead of a migration that never came, was left behind when something was renamed or dropped, or
        says an enum's value otherwise than the type does (`unattended`, where it has `pending`).
    Why it matters:
        No comparison of schemas can see it: both sides are equal and wrong for the code. It shows only when that line runs,
        as `invalid input value for enum` or `Could not find the column in the schema cache`.
    Evidence:
        File, line and column of each place, read by a parser; the expected state, which lacks it as well.
    Repair:
        Correct the code, or write the migration that makes it. What only the running program knows was not checked.
    Reference:
        PostgreSQL manual, "Enumerated Types"; the places themselves: drift code.
    """

    id = "code-apart"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for values, one for names; none where the expected state has them, for then the code is right."""
        found = [
            one
            for one in (case.code.findings if case.code is not None else ())
            if one.id in case.code_apart and one.certainty is not Certainty.POSSIBLE
        ]
        values = [one for one in found if one.rule is CodeRule.ENUM]
        names = [one for one in found if one.rule in _NAMES]
        if values:
            yield _cause(
                values, f"The code sends {_values(values)}, and neither the database nor the expected state knows that."
            )
        if names:
            told = _listed(list(dict.fromkeys(one.object for one in names)))
            yield _cause(names, f"The code names {told}, which neither the database nor the expected state has.")


def _cause(found: Sequence[CodeFinding], sentence: str) -> Cause:
    certain = all(one.certainty is Certainty.CERTAIN for one in found)
    return Cause(
        rule=CodeApart.id,
        sentence=sentence,
        confidence=Confidence.PROVEN if certain else Confidence.LIKELY,
        findings=(),
        evidence=tuple(Evidence(f"{one.sentence}.", f"{one.file}:{one.line}") for one in found),
        ruled_out=(
            RuledOut("A migration that makes it was not applied.", "The expected state does not have it either."),
            RuledOut("The database lost it.", "Nothing of it is expected there."),
        ),
        suggestion=f"Correct {counted(len({one.place for one in found}), 'place')} in the code, or write the migration that"
        f" makes it. Next: drift code{_instead(found)}",
    )


def _instead(found: Sequence[CodeFinding]) -> str:
    near = list(dict.fromkeys(f"{one.named} is like {one.near[0]}" for one in found if one.near))
    return f" ({_listed(near)})" if near else ""


def _values(found: Sequence[CodeFinding]) -> str:
    return _listed(list(dict.fromkeys(f"{one.named!r} for {one.object}" for one in found)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(_cut(names))


def _cut(names: Sequence[str]) -> Iterator[str]:
    yield from names[:_TOLD]
    if len(names) > _TOLD:
        yield f"{len(names) - _TOLD} more"
