"""Models of one base, and a database, tests or migrations that go by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, verb
from drifttools.model.bases import Bases, DeclaredTable, Metadata, MetadataUse
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding


class WrongBase(CauseRule):
    """The expected state, a conftest.py or an env.py names a declarative base that is not that of the models.

    What it is:
        A project has two bases, or imports one from a place that declares another. Tables belong to the one that their
        classes inherit from; the other has none of them, or few.
    Why it matters:
        `create_all` makes an empty database, and tests fail at their first query. Alembic's autogenerate, and every
        comparison, takes all that the other base lacks for superfluous, and offers to drop it.
    Evidence:
        Every metadata of the package as the project's interpreter has it, with file, line and tables; the file and line
        that names the wrong one, read from its source.
    Repair:
        Name the base that the models inherit from. Nothing in the database is wrong, and no table is to be dropped.
    Reference:
        SQLAlchemy manual, "Accessing Table and Metadata"; Alembic manual, "Auto Generating Migrations".
    """

    id = "wrong-base"
    of_models = True
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for the expected state, and one for each place that uses another metadata."""
        if case.bases is None:
            return
        yield from _expected(case, case.bases)
        for use, most in case.bases.wrong_uses():
            yield _use(case, case.bases, use, most)


def of_another_base(bases: Bases, lacking: Sequence[Finding], tables: int) -> Iterator[tuple[Metadata, list[Finding]]]:
    """The metadata that declare what the expected one lacks, with those tables, where it is half of all or more.

    Args:
        lacking: The tables that the database has and nobody expects.
        tables: How many it has.
    """
    declared = frozenset(name for one in bases.metadata if one.expected for name in one.names)
    unknown = [one for one in lacking if one.key[-1] not in declared]
    for other in bases.metadata:
        found = [one for one in unknown if one.key[-1] in other.names] if not other.expected else []
        if found and 2 * len(found) >= tables:
            yield other, found


def told_of_base(own: Sequence[Metadata], other: Metadata, found: Sequence[Finding]) -> str:
    """The sentence of the cause."""
    return (
        f"The expected state is {_named(own)}, and {other.name} declares {counted(len(found), 'table')}"
        " that the database has and it lacks: the models are of another base."
    )


def _expected(case: Case, bases: Bases) -> Iterator[Cause]:
    own = [one for one in bases.metadata if one.expected]
    for other, found in of_another_base(bases, _tables(case, Change.UNEXPECTED), len(case.actual_tables)):
        yield Cause(
            rule=WrongBase.id,
            sentence=told_of_base(own, other, found),
            confidence=Confidence.PROVEN,
            findings=tuple(one.id for one in found),
            evidence=(
                *(Evidence(_told(one), one.place or one.name) for one in (*own, other)),
                *(
                    Evidence(f"{one.table} is a table of {other.name}.", f"{one.file}:{one.line}")
                    for one in _places(other, found)
                ),
            ),
            ruled_out=(
                RuledOut("The tables are left over.", f"{other.name} declares {verb(found, 'it', 'each of them')}."),
                RuledOut("They were made by hand.", "Models of the same package declare them."),
            ),
            suggestion=f"Nothing is to be dropped. Name the base of the models: drift audit TARGET --expected"
            f" models:{other.name}",
        )


def _use(case: Case, bases: Bases, use: MetadataUse, most: Metadata) -> Cause:
    used = [one for one in map(bases.by_name, use.metadata) if one is not None]
    had = frozenset(name for one in used for name in one.names)
    there = frozenset(table for _, table in case.actual_tables)
    missing = [one for one in _tables(case, Change.MISSING) if one.key[-1] in most.names - had]
    # a database that has one of them was not made here
    explained = missing if use.use == "create_all" and not there & (most.names - had) else []
    does = {"create_all": "creates", "drop_all": "drops"}.get(use.use, "lets Alembic compare with")
    return Cause(
        rule=WrongBase.id,
        sentence=f"{use.file} {does} the tables of {_named(used)}, which has {_number(had)}, and the models are of"
        f" {most.name}, which has {len(most.tables)}.",
        confidence=Confidence.PROVEN,
        findings=tuple(one.id for one in explained),
        evidence=(
            Evidence(f"{use.use} is of {listed(use.named)}.", use.place),
            *(Evidence(_told(one), one.place or one.name) for one in (*used, most)),
        ),
        ruled_out=(
            RuledOut(
                "The models were not imported.", f"The whole package was, and {_named(used)} still has {_number(had)}."
            ),
        ),
        suggestion=f"In {use.place}: from {most.name.partition(':')[0]} import {most.name.partition(':')[2]}"
        f" (and import the modules of the models before). Next: drift bases {bases.package}",
    )


def _tables(case: Case, change: Change) -> list[Finding]:
    return [one for one in case.findings if one.kind == "table" and one.change is change]


def _places(other: Metadata, found: list[Finding]) -> list[DeclaredTable]:
    names = {one.key[-1] for one in found}
    return [one for one in other.tables if one.table in names and one.file][:5]


def _told(one: Metadata) -> str:
    return f"{one.name} has {_number(one.names)}{': ' + listed(sorted(one.names)) if one.tables else ''}."


def _number(names: Iterable[str]) -> str:
    number = len(frozenset(names))
    return counted(number, "table") if number else "no tables"


def _named(found: Iterable[Metadata]) -> str:
    return listed(one.name for one in found)
