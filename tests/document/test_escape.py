"""The escapers: a real parser reads back what went in, and nothing that cannot be seen comes out."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drifttools.document import escape
from tests.document.hostile import NAMES

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_ANY = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(NAMES)


def _inline(markdown: str) -> list[tuple[str, str]]:
    tokens = _MARKDOWN.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return [(child.type, child.content) for child in tokens[1].children or []]


def test_the_corpus_is_large() -> None:
    """At least five hundred different hostile names are tried."""
    assert len(set(NAMES)) >= 500


@given(_ANY)
def test_nothing_invisible_is_left(text: str) -> None:
    """No control, format, separator or surrogate character comes out of `visible`, and doing it twice changes nothing."""
    shown = escape.visible(text)
    assert all(char == " " or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"} for char in shown)
    assert escape.visible(shown) == shown
    shown.encode("utf-8")


@given(_ANY)
def test_visible_loses_nothing(text: str) -> None:
    """Where the text has no backslash of its own, the escapes can be undone and give the text again."""
    bare = text.replace("\\", "/")
    undone = re.sub(
        r"\\(?:x(..)|u(....)|U(........)|(.))",
        lambda match: (
            {"n": "\n", "r": "\r", "t": "\t"}[match[4]] if match[4] else chr(int(match[1] or match[2] or match[3], 16))
        ),
        escape.visible(bare),
    )
    assert undone == bare


def test_names_that_look_alike_are_told_apart() -> None:
    """A composed and a decomposed accent, and two kinds of blank, are shown differently."""
    assert escape.visible("é") == "é"
    assert escape.visible("e\u0301") == "e\\u0301"
    assert escape.visible("a\xa0b") == "a\\xa0b"
    assert escape.visible("\u202egnp.exe") == "\\u202egnp.exe"


@given(_ANY)
def test_markdown_text_is_text(text: str) -> None:
    """In a line, escaped text is text only, and it is the whole text."""
    line = f"x {escape.markdown_text(text)} y"
    nodes = _inline(line)
    assert {kind for kind, _ in nodes} <= {"text"}
    assert "".join(content for _, content in nodes) == f"x {escape.visible(text)} y"


@given(_ANY.filter(lambda text: text.strip(" ")))
def test_markdown_line_is_a_paragraph(text: str) -> None:
    """Alone on a line, escaped text stays a paragraph and keeps the blanks at its edges."""
    line = escape.markdown_line_start(escape.markdown_edges(escape.markdown_text(text)))
    assert "".join(content for _, content in _inline(line)) == escape.visible(text)


@given(_ANY.filter(lambda text: text.strip(" ")))
def test_markdown_code_span_is_code(text: str) -> None:
    """A code span is one node and holds the text."""
    assert _inline(escape.markdown_code_span(text)) == [("code_inline", escape.visible(text))]


@given(_ANY, st.text(max_size=10))
def test_markdown_fence_is_one_block(text: str, language: str) -> None:
    """A fenced block is one node, whatever the text and the language."""
    tokens = _MARKDOWN.parse(escape.markdown_fence(text, language))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content.removesuffix("\n") == escape.visible(text, keep="\n\t").removesuffix("\n")


@given(_ANY)
def test_html_text_is_text_and_attribute(text: str) -> None:
    """Escaped text unescapes to the text and holds no character that HTML reads as markup."""
    shown = escape.html_text(text)
    assert html.unescape(shown) == escape.visible(text)
    assert not set("<>\"'`") & set(shown)


@given(_ANY)
def test_terminal_is_one_line(text: str) -> None:
    """No escape sequence and no line end reaches a terminal."""
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", escape.terminal(text))


@given(st.lists(_ANY, min_size=1, max_size=4))
def test_csv_cells_are_read_back_and_are_no_formulas(cells: list[str]) -> None:
    """A CSV reader gets the cells back, none of which a spreadsheet would run."""
    line = ",".join(escape.csv_cell(cell) for cell in cells)
    read = next(csv.reader(io.StringIO(line + "\r\n")), [""]) or [""]
    assert [cell.removeprefix("'") for cell in read] == [escape.visible(cell).removeprefix("'") for cell in cells]
    assert all(not cell.lstrip(" ") or cell.lstrip(" ")[0] not in "=+-@\t\r＝＋－＠" for cell in read)  # noqa: RUF001


@given(_ANY)
def test_workflow_commands_are_one_line(text: str) -> None:
    """A GitHub workflow command cannot be ended or added to, and the runner decodes the text again."""
    shown = escape.workflow_property(text)
    assert not re.search(r"[\r\n:,]", shown)
    decoded = shown
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        decoded = decoded.replace(code, char)
    assert decoded == escape.visible(text, keep="\r\n")


@given(_ANY)
def test_mermaid_labels_hold_no_syntax(text: str) -> None:
    """A Mermaid label has no quote, bracket or line end, and its entities decode to the text."""
    shown = escape.mermaid_label(text)
    assert not re.search(r"""["'<>\[\]{}|`%\\\n]""", shown)
    assert re.sub(r"#(\d+);", lambda match: chr(int(match[1])), shown) == escape.visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("user_profile and a & b, done! -> x", "user_profile and a & b, done! -> x"),
        ("_x_ *y*", "\\_x\\_ \\*y\\*"),
        ("a | b", "a | b"),
        ("<b>", "\\<b>"),
    ],
)
def test_markdown_text_stays_readable(text: str, shown: str) -> None:
    """Only what Markdown would take for a construct is escaped, so that the source reads well."""
    assert escape.markdown_text(text) == shown
