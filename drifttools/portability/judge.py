"""Facts become findings, and findings an edit of the source. Pure: nothing is read, imported or written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drifttools.model.finding import Severity
from drifttools.model.portability import PortFinding
from drifttools.modelcode.described import DEFAULT_SCHEMA, DescribedModels
from drifttools.modelcode.project import Project
from drifttools.modelcode.sqlalchemy_models import Declarations
from drifttools.portability.facts import Fact, facts_of
from drifttools.portability.measure import differences
from drifttools.portability.rules import Rule, rule_for

Judged = tuple[PortFinding, Rule, Fact]


def judge(answer: Mapping[str, Any], dialects: tuple[str, str]) -> Iterator[Judged]:
    """Everything that is not the same, with its rule.

    Args:
        answer: Of `port_models.py`; files in it as people write them.
        dialects: The two.
    """
    places = {(one["schema"] or DEFAULT_SCHEMA, one["table"]): one for one in answer["described"]["tables"]}
    for fact in facts_of(answer):
        for dialect, effect, evidence in differences(fact, dialects):
            rule = rule_for(fact, effect)
            place = places.get(fact.key, {})
            found = PortFinding(
                rule=rule.id,
                kind=fact.kind,
                object=fact.object,
                dialect=dialect,
                effect=effect,
                severity=rule.severity,
                evidence=evidence,
                form=rule.form,
                file=place.get("shown", ""),
                line=place.get("line", 0),
            )
            yield found, rule, fact


def ranked(findings: Sequence[PortFinding]) -> tuple[PortFinding, ...]:
    """The worst first; of equal ones in the order of the models."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda one: order.index(one.severity)))


def edit(judged: Sequence[Judged], answer: Mapping[str, Any], project: Project) -> frozenset[str]:
    """Write the portable forms into the files of a project.

    Returns:
        The ids of the findings that were written.
    """
    models = Declarations(DescribedModels.of(answer["described"]), project)
    done: set[str] = set()
    own: dict[str, set[str]] = {}
    for found, rule, fact in judged:
        table = models.table(fact.key)
        if rule.edit is None or table is None:
            continue
        if rule.edit(models, table, fact):
            done.add(found.id)
            own.setdefault(rule.id, set()).add(table.place.file)
    # the first of the columns has had a type replaced in its whole file
    for found, rule, fact in judged:
        table = models.table(fact.key)
        if rule.whole_file and table is not None and table.place.file in own.get(rule.id, ()):
            done.add(found.id)
    return frozenset(done)


def manners_of(answer: Mapping[str, Any]) -> Iterator[str]:
    """What was seen to differ whatever models say, each as a sentence."""
    for name, sentence in _MANNERS.items():
        tried = answer["manners"].get(name, {})
        outcomes = {str(one.get("ok", "refused")) for one in tried.values() if "untried" not in one}
        if len(outcomes) > 1:
            yield sentence


_MANNERS = {
    "like": "LIKE: SQLite takes upper and lower case of ASCII as equal, PostgreSQL does not; ilike() is the same on both.",
    "text-order": "The order of texts: SQLite goes by their bytes, PostgreSQL by the collation of the database.",
    "length": "VARCHAR(n): SQLite stores texts of any length, PostgreSQL refuses longer ones.",
    "integer-range": "INTEGER: SQLite stores 64 bits, PostgreSQL 32, and refuses what is larger.",
    "foreign-keys": "Foreign keys: SQLite checks them only after PRAGMA foreign_keys = ON, on each connection.",
}
