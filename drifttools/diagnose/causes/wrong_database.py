"""A database that is not the one that was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, verb
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change

_QUERY = "select current_database(), relnamespace::regnamespace, relname from pg_class where relkind in ('r', 'p')"
_FEW = 2  # fewer expected tables say nothing about where they might be
_MOST = 0.8


class WrongDatabase(CauseRule):
    """The connection leads to another database than the one that is meant.

    What it is:
        A DSN of another environment or another project, `postgres` instead of the application's database, a variable that
        was not set, a pooler that leads elsewhere.
    Why it matters:
        Every table seems to be missing. Who migrates now makes all of them, empty, in the wrong place.
    Evidence:
        Not one expected table is here in any schema, and no ledger of the project; another database of the server has them,
        or this one holds what nobody expects.
    Repair:
        Correct the connection. Nothing is made or dropped here.
    Reference:
        PostgreSQL manual, 34.1 "Database Connection Control Functions", "dbname"; `drift doctor TARGET`.
    """

    id = "wrong-database"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause, for all that is missing and all that is here instead."""
        wanted = {table for _, table in case.expected_tables}
        noted = case.ledger is not None and bool(case.ledger.rows)
        if len(wanted) < _FEW or wanted & case.names_here or (noted and case.history is not None):
            return
        tables = case.expected_tables
        there = [name for name, held in case.elsewhere.items() if len(tables & held) >= _MOST * len(tables)]
        own = sorted(table for table in case.actual_tables if table not in _ledgers(case))
        if there or own:
            yield _cause(case, there, own)


def _ledgers(case: Case) -> frozenset[tuple[str, str]]:
    every = (*((case.ledger,) if case.ledger else ()), *case.others)
    return frozenset((one.schema, one.table) for one in every)


def _cause(case: Case, there: list[str], own: list[tuple[str, str]]) -> Cause:
    here = case.actual.server.database
    number = counted(len(case.expected_tables), "expected table")
    where = f", and {listed(there)} {verb(there, 'has', 'have')} them" if there else ""
    instead = f" It holds {counted(len(own), 'table')} of something else." if own else " It is empty."
    # all that is missing, and what is here in its place; that a setting or a privilege differs is the same mistake
    found = [finding for finding in case.findings if finding.change is not Change.UNKNOWN]
    return Cause(
        rule=WrongDatabase.id,
        sentence=f"{here} is not the database that is meant: none of the {number} is here{where}.{instead}",
        confidence=Confidence.PROVEN if len(there) == 1 else Confidence.LIKELY,
        findings=tuple(finding.id for finding in found),
        evidence=tuple(_evidence(case, there, own)),
        ruled_out=(
            RuledOut("They are in another schema.", f"No schema of {here} holds a table of these names."),
            RuledOut("They were dropped one by one.", "No index, no sequence, no ledger of the project was left over."),
        )
        if not any(case.findings.by_id(f.id).change is Change.MOVED for f in found)
        else (),
        against=() if there else (Evidence("No other database of this server that may be looked into has them.", _QUERY),),
        suggestion=f"Connect to {there[0]}: correct the connection, and audit again."
        if there
        else "Look at the connection (drift doctor). Only where this is the right database: migrate it.",
    )


def _evidence(case: Case, there: list[str], own: list[tuple[str, str]]) -> Iterator[Evidence]:
    here = case.actual.server.database
    yield Evidence(f"Of {listed(table for _, table in sorted(case.expected_tables))} none is in {here}.", _QUERY)
    for name in there:
        held = sorted(table for _, table in case.elsewhere[name])
        yield Evidence(f"{name} has {listed(held)}.", f"{_QUERY}, in {name}")
    if own:
        yield Evidence(f"{here} has {listed('.'.join(table) for table in own)}.", _QUERY)
    if case.history is not None and case.ledger is None:
        yield Evidence(f"There is no ledger of {case.history.tool} in {here}.", _QUERY)
