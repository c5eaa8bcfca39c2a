"""Plain text keeps to its width and loses nothing at a break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.document import Document, name, para, table, to_text
from drifttools.document.escape import visible
from drifttools.document.wrap import columns, fill, fold, pad

_WORDS = st.text("abc ._-日é", max_size=80)


@given(_WORDS, st.integers(2, 30))
def test_folded_cells_fit_and_lose_nothing(text: str, width: int) -> None:
    """No line is wider than its column but for blanks at its end, and the lines joined are the text."""
    lines = fold(text, width)
    assert "".join(lines) == text
    assert all(columns(line.rstrip(" ")) <= width for line in lines)


@given(_WORDS, st.integers(10, 40))
def test_filled_paragraphs_keep_words_whole(text: str, width: int) -> None:
    """Words are never broken, and a line is too long only where one word is."""
    lines = fill(text, width).split("\n")
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    assert all(columns(line.rstrip(" ")) <= width or " " not in line.strip(" ") for line in lines)


def test_columns_are_those_of_a_terminal() -> None:
    """Wide characters take two columns, marks and colours none."""
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert columns("\x1b[1mab\x1b[0m") == 2
    assert pad("日", 4, "right") == "  日"
    assert pad("a", 4, "center") == " a  "


@given(st.lists(st.lists(_WORDS, min_size=3, max_size=3), max_size=5), st.integers(20, 120))
def test_tables_keep_to_the_width(rows: list[list[str]], width: int) -> None:
    """No line of a table is wider than the terminal, except where a table became records with a long word."""
    text = to_text(Document("t", [table("c", ("one", "two", "three"), rows)]), width)
    if "(1)" not in text:
        assert max(columns(line) for line in text.split("\n")) <= width


def test_too_many_columns_become_records() -> None:
    """A table that cannot be squeezed into the terminal is written as labelled lines."""
    header = [f"column_{at}" for at in range(20)]
    text = to_text(Document("t", [table("c", header, [[f"value {at}" for at in range(20)]])]), 60)
    assert "  column_19: value 19" in text


@pytest.mark.parametrize("text", ["plain", "public.t", 'public."t"'])
def test_simple_names_need_no_quotes(text: str) -> None:
    """A simple name reads as it is; one with blanks stands between backticks, so that its edges show."""
    assert f"x {text} y" in to_text(Document("t", [para("x ", name(text), " y")]))
    assert "x `a b` y" in to_text(Document("t", [para("x ", name("a b"), " y")]))
    assert visible(text) == text
