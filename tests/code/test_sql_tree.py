"""PostgreSQL's parse tree as it is read: places, depth, and what is said where there is none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from drifttools.code.checker import Checker, Sure
from drifttools.code.sql import check_sql
from drifttools.code.sql_tree import Node, Unparsed, parse
from drifttools.code.values import plain_text
from drifttools.code.vocabulary import Vocabulary
from drifttools.model.code import Certainty, Place


def checked(vocabulary: Vocabulary, statement: str) -> Checker:
    """Look at one statement."""
    checker = Checker(vocabulary, "x.sql", "sql")
    check_sql(checker, plain_text(statement, Place(1, 1)), Sure(Certainty.CERTAIN, ""))
    return checker


def test_places_count_characters(vocabulary: Vocabulary) -> None:
    """Letters of several bytes before a name or a constant do not move its place."""
    statement = "select 'é日\U0001f600', gone from sessions where status = 'nope'"
    found = {one.named: one.column for one in checked(vocabulary, statement).findings}
    assert found == {"gone": statement.index("gone") + 1, "nope": statement.index("nope") + 1}


def test_equal_constants_have_their_own_places(vocabulary: Vocabulary) -> None:
    """Of two constants that read alike each is shown where it stands."""
    statement = "select 'gone'::session_status union all select 'gone'::session_status"
    assert {one.column for one in checked(vocabulary, statement).findings} == {9, statement.rindex("gone") + 1}


def test_a_constant_may_be_empty(vocabulary: Vocabulary) -> None:
    """PostgreSQL's tree may leave out what is empty: '' is a text all the same, and no label."""
    (found,) = checked(vocabulary, "select id from sessions where status = ''").findings
    assert found.named == ""


@pytest.mark.parametrize(
    "statement",
    [
        "select " + " || ".join(["plan"] * 150) + ", gone from sessions",
        "select gone from sessions " + " ".join(f"join sessions s{at} on true" for at in range(150)),
        " union all ".join(["select plan from sessions"] * 150) + " union all select gone from sessions",
        "select * from (" * 40 + "select gone from sessions" + ") x" * 40,
    ],
    ids=["operators", "joins", "unions", "subqueries"],
)
def test_long_statements_are_read(vocabulary: Vocabulary, statement: str) -> None:
    """What people and generators write at length is read to its end."""
    checker = checked(vocabulary, statement)
    assert not checker.unchecked
    assert {one.named for one in checker.findings} == {"gone"}


def test_too_deep_is_told(vocabulary: Vocabulary) -> None:
    """A statement deeper than any that is written is named as not read, and stops nothing."""
    checker = checked(vocabulary, "select " + " || ".join(["plan"] * 20_000) + " from sessions")
    (unread,) = checker.unchecked
    assert "nested too deeply" in unread.what


def test_the_grammar_is_that_of_18(vocabulary: Vocabulary) -> None:
    """OLD and NEW of RETURNING may have other names, which 17 does not take."""
    checker = checked(vocabulary, "update sessions set plan = plan returning with (old as o) old.plan")
    assert not checker.unchecked


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("select é from from x", 'syntax error at or near "from"'),
        ("select 'open", "unterminated quoted string"),
        ("select '\ud800'", "half of a character"),
        ("select " + "f(" * 20_000, "memory exhausted"),
    ],
)
def test_what_is_not_taken_says_why(text: str, why: str) -> None:
    """The parser's own sentence is kept."""
    with pytest.raises(Unparsed, match=why):
        parse(text)


def test_nothing_is_no_statement() -> None:
    """A text without a statement has none."""
    assert parse("  -- only a comment\n;;") == []


def test_threads_do_not_disturb_each_other() -> None:
    """The parser may be used by several threads at once, and errors stay with the text that has them."""

    def names(number: int) -> list[str]:
        if number % 3 == 0:
            with pytest.raises(Unparsed, match=f'"x{number}"'):
                parse(f"select * from t alias x{number}")
            return []
        (one,) = parse(f"select * from t{number}")
        assert isinstance(one, Node)
        return [item.relname for item in one.fromClause]

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(names, range(400)))
    assert given == [[] if number % 3 == 0 else [f"t{number}"] for number in range(400)]
