"""PostgreSQL as the judge: a statement has a finding exactly where the server refuses it for a name or a value."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.store import load
from drifttools.catalog.vocabulary import read_known
from drifttools.code.checker import Checker, Sure
from drifttools.code.of_snapshot import vocabulary_of
from drifttools.code.sql import check_sql
from drifttools.code.values import plain_text
from drifttools.code.vocabulary import Known, Vocabulary
from drifttools.config import parse_target
from drifttools.model.code import Certainty, Place

STATEMENTS = (Path(__file__).parent / "projects" / "statements.sql").read_text(encoding="utf-8").splitlines()
REFUSED = {"42P01", "42703", "42883", "22P02", "3F000"}
"""Undefined table, column, function; a value that an enum lacks; no such schema."""

# What the server refuses, or does not, and a reader without types cannot know; each with the reason.
KNOWN_GAPS = {
    "select history @> '{gone}' from session_requests": "operators of arrays are not compared",
}


@pytest.fixture(scope="module")
def judged(shop: str) -> dict[str, str]:
    """Ask the server to prepare each statement: SQLSTATE, empty where it does."""
    states = {}
    with psycopg.connect(shop, options="-c default_transaction_read_only=on") as connection:
        for statement in STATEMENTS:
            try:
                with connection.transaction(force_rollback=True):
                    connection.execute(b"prepare one as " + statement.encode())
                    connection.execute("deallocate one")
                states[statement] = ""
            except psycopg.Error as problem:
                states[statement] = problem.sqlstate or "?"
    return states


@pytest.fixture(scope="module")
def names(shop: str, saved: Path) -> Vocabulary:
    """Give the names of the live database."""
    with connect_readonly(parse_target(shop)) as connection:
        return vocabulary_of(load(saved), known=[Known(*one) for one in read_known(connection)])


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_server_agrees(statement: str, judged: dict[str, str], names: Vocabulary) -> None:
    """What is refused for a name or a value has a finding, and what is taken has none."""
    checker = Checker(names, "x.sql", "sql")
    check_sql(checker, plain_text(statement, Place(1, 1)), Sure(Certainty.CERTAIN, ""))
    found = [one.sentence for one in checker.findings]
    if statement in KNOWN_GAPS:
        assert not found
        return
    assert judged[statement] in REFUSED | {""}, judged[statement]
    assert bool(found) == (judged[statement] in REFUSED), (judged[statement], found)
    assert not checker.unchecked
