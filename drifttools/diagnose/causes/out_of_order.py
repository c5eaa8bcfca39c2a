"""Migrations that ran in another order than the files stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import ledger_name, ledger_query
from drifttools.diagnose.words import listed, objects, verb
from drifttools.migrations.history import Migration
from drifttools.migrations.problems import too_early
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding


class OutOfOrder(CauseRule):
    """A migration ran after one that comes after it.

    What it is:
        A branch with a lower number was merged and run later (`outOfOrder`, `--include-all`), or rows of the ledger were
        written by hand in another order. Or the files themselves stand so: one alters a table that a later one creates.
    Why it matters:
        Where both write the same object, the last one wins: a new database gets the other one's. A file that comes before
        its table fails on a new database, or, with IF EXISTS, does nothing and is noted as applied.
    Evidence:
        The order of the rows and the order of the files; what differs belongs to a table that the late one is about.
    Repair:
        A plan to what the files make in their order; or a new migration that says what is meant.
    Reference:
        Flyway manual, "Out of order".
    """

    id = "out-of-order"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all that differs about the tables of migrations that ran late, one for each pair of branches."""
        yield from _noted(case)
        yield from _branches(case)
        yield from _too_early(case)


def _too_early(case: Case) -> Iterator[Cause]:
    """Where the files stand in an order in which one of them can have no effect.

    It explains no difference by itself, because expected is what the files make in their order; but it says why somebody
    thinks that something was mended.
    """
    for early, later in too_early(case.history) if case.history is not None else ():
        table, first, last = early.operation.table or "", early.migration, later.migration
        content = (case.content(first) or b"").decode("utf-8", "replace")
        named = [
            finding
            for finding in case.findings
            if finding.key[1:2] == (table.rpartition(".")[2],) and len(finding.key) > 2  # noqa: PLR2004 - a part of it
            and finding.change is Change.CHANGED and re.search(rf"(?<![\w$]){re.escape(finding.name)}(?![\w$])", content)
        ]  # fmt: skip
        noted = case.origins.applied(first)
        yield Cause(
            rule=OutOfOrder.id,
            sentence=f"{first.label} alters {table}, which only {last.label} creates, a later one: in the order of the"
            " files it finds no table." + (f" {ledger_name(case)} notes it as applied all the same." if noted else ""),
            confidence=Confidence.PROVEN,
            findings=(),
            evidence=(
                Evidence(f"{first.label} has {early.operation.op} for {table}.", early.place),
                Evidence(f"{last.label} has {later.operation.op} for {table}.", later.place),
                *((Evidence(f"{ledger_name(case)} notes {first.label}.", ledger_query(case, ())),) if noted else ()),
                *(
                    Evidence(
                        f"It names {one.label}, which is not as it should be: {one.attribute} {one.actual}.", early.place
                    )
                    for one in named
                ),
            ),
            suggestion=f"Write what {first.label} is to do as a new migration, which comes after {last.label}.",
        )


def _noted(case: Case) -> Iterator[Cause]:
    """Where the ledger has the order."""
    late = [one for one in case.origins.standings if one.state is MigrationState.OUT_OF_ORDER and one.migration]
    tables = {
        operation.table.rpartition(".")[2]
        for one in late
        if one.migration
        for operation in one.migration.operations
        if operation.table
    }
    changes = (Change.CHANGED, Change.UNEXPECTED, Change.MISSING)
    found = [
        finding
        for finding in case.findings
        if finding.change in changes and not finding.follows and {*finding.key[1:2], finding.name} & tables
    ]
    if not found:
        return
    named = listed(one.label for one in late)
    yield Cause(
        rule=OutOfOrder.id,
        sentence=f"{named} ran out of order: {late[0].why}. {objects(found)} {verb(found, 'is', 'are')} not as the"
        " files in their order make it.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *(Evidence(f"{one.label}: {one.why}.", ledger_query(case, ())) for one in late),
            Evidence(f"What differs: {listed(finding.label for finding in found)}.", "drifttools compare"),
        ),
        ruled_out=(RuledOut("It was not run here.", f"{ledger_name(case)} notes {named}."),),
        suggestion="Decide which of the two is meant; make that a new migration, or repair it with a plan: drift plan",
    )


def _branches(case: Case) -> Iterator[Cause]:
    """Where it has none, as with Alembic: of two branches that write the same thing the other one has the last word."""
    pairs: dict[tuple[str, str], list[Finding]] = {}
    for finding in case.findings:
        maker = case.origins.maker(finding) if finding.change is Change.CHANGED and not finding.follows else None
        if maker is None or not case.origins.applied(maker):
            continue
        for step in case.origins.touches(finding):
            other = step.migration
            if other != maker and case.origins.beside(maker, other) and _says(case, other, finding):
                pairs.setdefault((other.label, maker.label), []).append(finding)
                break
    for (last, first), found in pairs.items():
        yield Cause(
            rule=OutOfOrder.id,
            sentence=f"{objects(found)} {verb(found, 'is', 'are')} as {last} makes {verb(found, 'it', 'them')} and not as"
            f" {first} does: of these two branches {last} ran last here.",
            confidence=Confidence.LIKELY,
            findings=tuple(finding.id for finding in found),
            evidence=(
                Evidence(f"Neither of {last} and {first} builds on the other.", f"{ledger_name(case)}; migrations on disk"),
                *(Evidence(f"{one.label} is {one.actual}.", "drifttools compare") for one in found),
            ),
            suggestion="Decide which of the two is meant; make that a new migration, or repair it with a plan: drift plan",
        )


def _says(case: Case, migration: Migration, finding: Finding) -> bool:
    """Whether the file of a migration holds the value that is here."""
    content = (case.content(migration) or b"").decode("utf-8", "replace")
    values = re.findall(r"'([^']+)'", finding.actual or "") or [finding.actual or ""]
    return all(value and value in content for value in values)
