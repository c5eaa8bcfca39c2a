"""Hostile names in every place of every sink: the document's structure stays that of a document with a plain name."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest

from drifttools.document import table, to_csv, to_html_fragment, to_html_page, to_markdown, to_text
from drifttools.document.escape import visible
from tests.document.hostile import NAMES, PLAIN, everywhere
from tests.document.judges import markdown_structure, markdown_texts, read_html, without_drawings

# One test per forty names: a failure still names the culprit, and the suite stays quick to collect.
_BATCHES = [NAMES[at : at + 40] for at in range(0, len(NAMES), 40)]
_batches = pytest.mark.parametrize("names", _BATCHES, ids=range(len(_BATCHES)))


def _fragment(text: str) -> str:
    document = everywhere(text)
    return to_html_fragment(document.blocks, title=document.title)


def _page(text: str) -> str:
    return to_html_page(everywhere(text))


@_batches
def test_markdown_structure_is_the_documents(names: tuple[str, ...]) -> None:
    """No name adds, removes or changes a node of the Markdown, neither raw HTML nor a link, image or heading."""
    expected = markdown_structure(to_markdown(everywhere(PLAIN)))
    for name in names:
        language = re.sub(r"[^A-Za-z0-9_+-]", "", name)
        wanted = [(kind, tag.replace(PLAIN, language)) for kind, tag in expected]
        assert markdown_structure(to_markdown(everywhere(name))) == wanted, repr(name)


@_batches
def test_markdown_reads_back(names: tuple[str, ...]) -> None:
    """Each block of the Markdown says what it says with a plain name, with the hostile name in its place."""
    expected = markdown_texts(to_markdown(everywhere(PLAIN)))
    for name in names:
        shown = markdown_texts(to_markdown(everywhere(name)))
        in_line, in_code = visible(name), visible(name, keep="\n\t")
        for text, plain in zip(shown, expected, strict=True):
            wanted = {
                plain.replace(PLAIN, in_line),
                plain.replace(PLAIN, in_code),
                plain.replace(PLAIN, in_code).removesuffix("\n"),
            }
            assert text in wanted or text.removesuffix("\n") in wanted, repr(name)


@_batches
def test_a_second_markdown_parser_agrees(names: tuple[str, ...]) -> None:
    """Mistune, with bare addresses as links, finds no other kinds of nodes than in the plain document."""
    mistune = pytest.importorskip("mistune", reason="mistune comes with nbconvert")
    parse: Callable[[str], object] = mistune.create_markdown(
        renderer=None, plugins=["table", "strikethrough", "url", "task_lists", "footnotes"]
    )

    def kinds(node: object) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(kinds, node))
        assert isinstance(node, dict)
        return {node["type"]} | kinds(node.get("children", []))

    expected = kinds(parse(to_markdown(everywhere(PLAIN))))
    for name in names:
        assert kinds(parse(to_markdown(everywhere(name)))) <= expected, repr(name)


@pytest.mark.parametrize("write", [_page, _fragment])
@_batches
def test_html_structure_and_text_are_the_documents(names: tuple[str, ...], write: Callable[[str], str]) -> None:
    """Tags, labels and texts of the HTML are those of the plain document, with the name in the plain one's place."""
    plain = read_html(without_drawings(write(PLAIN)))
    for name in names:
        read = read_html(without_drawings(write(name)))
        assert not read.open
        # Colours in code are spans that depend on its words.
        tags = [tag for tag, _ in read.tags if tag != "span"]
        assert tags == [tag for tag, _ in plain.tags if tag != "span"], repr(name)
        assert all(not key.startswith("on") for _, attrs in read.tags for key, _ in attrs), repr(name)
        shown = visible(name)
        labels = [value for _, attrs in read.tags for key, value in attrs if key in {"aria-label", "alt"}]
        wanted = [value for _, attrs in plain.tags for key, value in attrs if key in {"aria-label", "alt"}]
        assert labels == [value.replace(PLAIN, shown) for value in wanted], repr(name)
        whole, said = "".join(read.texts), "".join(plain.texts)
        in_code = visible(name, keep="\n\t")
        assert _is_filled(whole, said.split(PLAIN), {shown, in_code, in_code.removesuffix("\n")}), repr(name)


def _is_filled(whole: str, pieces: list[str], words: set[str]) -> bool:
    """Tell whether a text is these pieces with one of these words between each two."""
    ends = {len(pieces[0])} if whole.startswith(pieces[0]) else set()
    for piece in pieces[1:]:
        starts = {end + len(word) for end in ends for word in words if whole.startswith(word, end)}
        ends = {start + len(piece) for start in starts if whole.startswith(piece, start)}
    return len(whole) in ends


@pytest.mark.parametrize("write", [_page, _fragment])
@_batches
def test_drawings_hold_only_drawing(names: tuple[str, ...], write: Callable[[str], str]) -> None:
    """The SVG of a chart has only its own elements, and its description holds the name."""
    allowed = {"svg", "title", "desc", "defs", "marker", "path", "rect", "text"}
    for name in names:
        markup = write(name)
        drawings = re.findall(r"<svg .*?</svg>", markup, flags=re.DOTALL)
        drawings += [base64.b64decode(data).decode() for data in re.findall(r"image/svg\+xml;base64,([^\"]*)", markup)]
        assert drawings
        for drawing in drawings:
            read = read_html(drawing)
            assert {tag for tag, _ in read.tags} <= allowed, repr(name)
            assert all(not key.startswith("on") and key != "href" for _, attrs in read.tags for key, _ in attrs)
            assert visible(name) in "".join(read.texts), repr(name)


@_batches
def test_plain_text_holds_the_name_and_no_control(names: tuple[str, ...]) -> None:
    """Plain text has the lines of the plain document and shows the name; only line ends and tabs of code control."""
    for name in names:
        # Code keeps its line ends, so that the number of lines rightly differs.
        lines = None if "\n" in name else to_text(everywhere(PLAIN), 100_000).count("\n")
        text = to_text(everywhere(name), 100_000)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", text), repr(
            name
        )
        assert visible(name).strip(" ") in text, repr(name)
        assert lines is None or text.count("\n") == lines, repr(name)


@_batches
def test_colour_is_the_only_escape_sequence(names: tuple[str, ...]) -> None:
    """With colours stripped, coloured text is the text without colour, but for blanks at the end of lines."""
    for name in names:
        coloured, bare = (to_text(everywhere(name), colour=colour).split("\n") for colour in (True, False))
        # Blanks at the end of a line may be inside a colour, where they stay.
        stripped = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip(" ") for line in coloured]
        assert stripped == [line.rstrip(" ") for line in bare], repr(name)


def test_csv_has_a_row_per_row() -> None:
    """A table of all hostile names becomes one line of CSV each, and numbers stay numbers."""
    text = to_csv(table("names", ("name", "number"), [(name, -5) for name in NAMES]))
    assert text.count("\n") == len(NAMES) + 1
    assert all(line.endswith(",-5") for line in text.split("\r\n")[1:-1])
