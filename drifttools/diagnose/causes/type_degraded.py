"""Columns of a looser type than they should be of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import asked_of_rows, made_evidence, ran_here
from drifttools.diagnose.words import counted, listed, verb
from drifttools.kinds.column import Column
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import record_at
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

_TEXTS = frozenset({"text", "character varying", "character", "bpchar", "citext", "json"})
_SHORT = frozenset({"character varying", "character"})
_WHOLE = ("bigint", "integer", "smallint")
# what each of the narrower types gives up
_LOOSER = {
    "uuid": {"bigint", "integer", "smallint", "numeric"},
    "jsonb": {"json"},
    "numeric": {"double precision", "real", *_WHOLE},
    "double precision": {"real"},
    "bigint": {"integer", "smallint"},
    "integer": {"smallint"},
    "timestamp with time zone": {"date", *_WHOLE, "double precision"},
    "timestamp without time zone": {"date", *_WHOLE, "double precision"},
    "date": {*_WHOLE},
    "boolean": {*_WHOLE},
}


class TypeDegraded(CauseRule):
    """A column is of a type that says less: text for an enum or a time, an integer for a uuid, json for jsonb.

    What it is:
        The table was made by a tool that knows fewer types (an import from a file or from SQLite, `DataFrame.to_sql`), or
        somebody loosened the type to get past an error.
    Why it matters:
        Values come in that the application cannot read; `operator does not exist: uuid = character varying`; sorting and
        comparing differ; an index on the other type is not used.
    Evidence:
        Both types; how many values do not convert, where the rows were asked (`drift audit --probe`).
    Repair:
        Values that do not convert come first (drift probe), then a plan that changes the type with USING.
    Reference:
        PostgreSQL manual, ALTER TABLE, "SET DATA TYPE"; 8 "Data Types".
    """

    id = "type-degraded"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all columns."""
        loose = [finding for finding in case.findings if _looser(case, finding) and case.ran(finding)]
        if not loose:
            return
        keys = {finding.key for finding in loose}
        found = [*loose, *(finding for finding in _with_it(case, loose) if finding not in loose)]
        several = len(keys) > 1
        yield Cause(
            rule=self.id,
            sentence=f"{counted(len(keys), 'column')} {'are of types that say' if several else 'is of a type that says'}"
            f" less than {'theirs' if several else 'its own'}: {listed(_told(finding) for finding in loose)}.",
            confidence=Confidence.PROVEN,
            findings=tuple(finding.id for finding in found),
            evidence=(
                *(
                    Evidence(f"{_told(finding)}.", "select attrelid::regclass, attname, format_type(atttypid, atttypmod)")
                    for finding in loose
                ),
                *made_evidence(case, loose),
                *asked_of_rows(case, loose),
            ),
            ruled_out=ran_here(case, loose),
            against=_not_asked(case, loose),
            suggestion="See which values do not convert (drift probe), then change the type. Next: drift plan",
        )


def _told(finding: Finding) -> str:
    return f"{finding.label} is {finding.actual} instead of {finding.expected}"


def _looser(case: Case, finding: Finding) -> bool:
    if finding.kind != "column" or finding.change is not Change.CHANGED or finding.attribute != "type":
        return False
    wanted, here = _base(finding.expected), _base(finding.actual)
    if (finding.expected or "").endswith("[]") != (finding.actual or "").endswith("[]"):
        return here in _TEXTS
    expected = record_at(case.expected, Column, finding.key)
    if wanted == "text" and here in _SHORT and "(" in (finding.actual or ""):
        return True
    if here in _TEXTS:
        # a domain over text, varchar for text and the like say no less
        return wanted not in _TEXTS and (expected is None or expected.enum or len(parts_of(finding.expected)) == 1)
    return here in _LOOSER.get(wanted, set()) or (expected is not None and expected.enum and here in _WHOLE)


def _base(name: str | None) -> str:
    """The type without its modifier: `numeric` of `numeric(12,2)`."""
    before, _, rest = (name or "").removesuffix("[]").partition("(")
    return f"{before}{rest.partition(')')[2]}"


def _with_it(case: Case, loose: list[Finding]) -> Iterator[Finding]:
    """What changed with the type: the default of the column, an enum that nothing uses any more."""
    keys = {finding.key for finding in loose}
    types = {finding.expected for finding in loose}
    for finding in case.findings:
        default = finding.kind == "column" and finding.key in keys and finding.attribute in ("default", "collation")
        gone = finding.kind == "enum" and finding.change is Change.MISSING and finding.label in types
        if default or gone:
            yield finding


def _not_asked(case: Case, loose: list[Finding]) -> tuple[Evidence, ...]:
    asked = {ident for one in case.probed for ident in one.findings}
    if all(finding.id in asked for finding in loose):
        return ()
    return (Evidence(f"Whether {verb(loose, 'its', 'all')} values convert was not asked.", "drift audit --probe"),)
