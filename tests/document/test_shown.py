"""Values that show themselves, frames as tables, links, and the shapes that blocks refuse."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from drifttools.document import (
    Code,
    CodeSpan,
    Diagram,
    Document,
    Edge,
    Heading,
    Link,
    Node,
    Shown,
    Table,
    document,
    frame_table,
    para,
    source,
    to_html_fragment,
    to_html_page,
    to_markdown,
    to_text,
)


@dataclass(frozen=True, slots=True)
class _Value(Shown):
    words: str

    def document(self) -> Document:
        return document("Title", para(self.words))


def test_a_value_has_three_forms() -> None:
    """Text, Markdown and HTML come from the one document, and repr stays the dataclass's."""
    value = _Value("hello")
    bundle = value._repr_mimebundle_()
    assert bundle["text/plain"] == to_text(value.document())
    assert bundle["text/markdown"] == "# Title\n\nhello\n"
    assert "<p>hello</p>" in bundle["text/html"]
    assert repr(value) == "_Value(words='hello')"
    assert not hasattr(value, "__dict__")


def test_a_notebook_chooses_forms() -> None:
    """`include` and `exclude` are honoured."""
    assert set(_Value("x")._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(_Value("x")._repr_mimebundle_(exclude=["text/html"])) == {"text/plain", "text/markdown"}


def test_a_frame_becomes_a_table() -> None:
    """Missing values of every dtype become NULL, numbers stay numbers and the cut rows are counted."""
    frame = pd.DataFrame(
        {
            "name": pd.array(["a", None, "c"], dtype="string"),
            "rows": pd.array([1, None, 3], dtype="Int64"),
            "size": [1.5, float("nan"), 2.5],
            "made": pd.to_datetime(["2025-01-01", None, "2025-01-03"]),
            "tags": [["x"], None, []],
        }
    )
    table = frame_table(frame, "things", limit=2)
    assert table.header == ("name", "rows", "size", "made", "tags")
    assert table.rows == (("a", 1, 1.5, "2025-01-01 00:00:00", "['x']"), (None, None, None, None, None))
    assert table.note == "1 more row not shown (of 3)."
    assert table.alignment == ("left", "right", "right", "left", "left")
    assert "| *NULL* |" in to_markdown(Document("t", [table]))


def test_an_empty_frame_says_so() -> None:
    """A frame without rows has its header and a remark; one without columns is no fault either."""
    for frame in (pd.DataFrame({"a": []}), pd.DataFrame()):
        shown = Document("t", [frame_table(frame, "c")])
        for text in (to_text(shown), to_markdown(shown), to_html_page(shown), to_html_fragment(shown.blocks)):
            assert "(no rows)" in text


@pytest.mark.parametrize(
    "target",
    ["", "https://x.example", "//x.example", "/etc/passwd", "\\\\host\\x", "javascript:alert(1)", "data:text/html,x",
     "C:\\x", "c:/x", "java\nscript:x", " javascript:alert(1)\t", "mailto:a@b", "file:///x"],
)  # fmt: skip
def test_links_stay_beside_the_document(target: str) -> None:
    """An absolute target or one with a scheme is refused as a link and shown as code by `source`."""
    with pytest.raises(ValueError, match="beside its document"):
        Link("x", target)
    assert source(target) == CodeSpan(target)


def test_file_and_line_is_a_link() -> None:
    """`file:line` becomes the anchor that code hosts understand, and reads as it was given."""
    shown = Document("t", [para(source("api/my models.py:12"))])
    assert "[api/my models.py:12](api/my%20models.py#L12)" in to_markdown(shown)
    assert 'href="api/my%20models.py#L12"' in to_html_page(shown)
    assert "api/my models.py:12" in to_text(shown)


def test_blocks_refuse_wrong_shapes() -> None:
    """A row of the wrong length, a second H1 and an arrow to nowhere are errors where they are made."""
    with pytest.raises(ValueError, match="2 columns, but a row of 1"):
        Table("t", ("a", "b"), [("x",)])
    with pytest.raises(ValueError, match="from 2 to 6"):
        Heading(1, "x")
    with pytest.raises(ValueError, match="no node for the arrow"):
        Diagram([Node("a", "a")], [Edge("a", "b")], "c")


def test_diagrams_of_many_nodes_are_lists_in_markdown() -> None:
    """More than forty nodes are not drawn by Mermaid but listed; a circle of arrows does not hang the page."""
    nodes = [Node(str(at), f"n{at}") for at in range(41)]
    shown = Document("t", [Diagram(nodes, [Edge(str(at), str((at + 1) % 41)) for at in range(41)], "c")])
    assert "mermaid" not in to_markdown(shown)
    assert "- `n40` → `n0`" in to_markdown(shown)
    assert to_html_page(shown).count("marker-end") == 41


def test_code_keeps_its_lines() -> None:
    """A block of code keeps line ends and tabs, and shows what is hidden in it."""
    shown = Document("t", [Code("a\tb\r\nc\u202ed\n", "sql")])
    assert "a\tb\\r\nc\\u202ed\n" in to_markdown(shown)
    assert "    a\tb\\r\n    c\\u202ed\n" in to_text(shown)
