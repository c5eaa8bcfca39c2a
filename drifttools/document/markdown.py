"""Write a document as Markdown that GitHub, GitLab and JupyterLab show alike and that reads well as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import punctuation
from typing import assert_never
from urllib.parse import quote

from drifttools.document import escape
from drifttools.document.blocks import (
    Badge,
    Bars,
    Block,
    Bullets,
    CheckItem,
    Checklist,
    Code,
    CodeSpan,
    Details,
    Diagram,
    Document,
    Emph,
    Facts,
    Heading,
    Inline,
    Link,
    Name,
    Note,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    cell_spans,
    number,
    spans_of,
)

# A browser takes seconds for a Mermaid chart of more nodes, and nobody reads it: the arrows are listed
# instead.
_MERMAID_LIMIT = 40
_BAR_WIDTH = 24


def to_markdown(document: Document) -> str:
    """The document as GitHub-flavoured Markdown, ending in a newline."""
    return f"{_heading(1, document.title)}\n\n{_blocks(document.blocks)}"


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(f"{_block(block)}\n\n" for block in blocks).rstrip("\n") + "\n"


def _block(block: Block) -> str:  # noqa: C901 - one line per block; mypy proves that none is missing
    match block:
        case Heading():
            return _heading(block.level, block.text)
        case Paragraph():
            return _line(block.spans)
        case Bullets():
            return "\n".join(
                f"{f'{at}.' if block.ordered else '-'} {_line(item)}" for at, item in enumerate(block.items, 1)
            )
        case Checklist():
            return "\n".join(_check(item) for item in block.items)
        case Facts():
            return "\n".join(f"- **{_bold(label)}:** {_line(cell_spans(cell))}" for label, cell in block.rows)
        case Table():
            return _table(block)
        case Code():
            return escape.markdown_fence(block.text, block.language)
        case Details():
            # A summary is one line inside an HTML block, so it takes HTML's escapes and not Markdown's.
            summary = "".join(escape.html_text(span.text) for span in spans_of(block.summary))
            return f"<details>\n<summary>{summary}</summary>\n\n{_blocks(block.blocks)}\n</details>"
        case Note():
            return f"> **{block.label}:** {_line(block.text)}"
        case Bars():
            return _table(
                Table(
                    block.caption,
                    ("", "value", ""),
                    [(label, number(value), bar(block.share(value))) for label, value in block.bars],
                    ("left", "right", "left"),
                )
            )
        case Diagram():
            return _diagram(block)
        case _:
            assert_never(block)


def _heading(level: int, text: Inline) -> str:
    words = _inline(text)
    # A heading may be closed by `#` at its end, which are then not shown.
    return f"{'#' * level} " + (f"{words[:-1]}\\#" if words.endswith("#") else words)


def _check(item: CheckItem) -> str:
    box = "[ ] " if item.state == "OPEN" else f"**{_bold(item.state)}** "
    detail = f" — {_inline(item.detail)}" if spans_of(item.detail) else ""
    return f"- {box}{_inline(item.text)}{detail}"


def _table(table: Table) -> str:
    ruler = {"left": ":--", "right": "--:", "center": ":-:"}
    lines = [
        _row(_inline(label, cell=True) for label in table.header),
        _row(ruler[align] for align in table.alignment),
        *(_row(_inline(cell_spans(cell, table.null), cell=True) for cell in row) for row in table.rows),
    ]
    caption = f"**{_bold(table.caption)}**\n\n" if table.caption else ""
    note = "(no rows)" if not table.rows else table.note
    return caption + "\n".join(lines) + (f"\n\n{_line(note)}" if note else "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def bar(share: float) -> str:
    """A bar of block characters, at least one for any value but zero."""
    return "█" * max(round(share * _BAR_WIDTH), 1 if share else 0)


def _diagram(diagram: Diagram) -> str:
    caption = f"**{_bold(diagram.caption)}**\n\n" if diagram.caption else ""
    if len(diagram.nodes) > _MERMAID_LIMIT:
        arrows = [
            _line((Name(start), f" → {label and f'({label}) '}", Name(end)) if end else (Name(start),))
            for start, label, end in diagram.sentences()
        ]
        return caption + "\n".join(f"- {arrow}" for arrow in arrows)
    at = {node.id: f"n{index}" for index, node in enumerate(diagram.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {at[node.id]}["{escape.mermaid_label(node.label) or " "}"]' for node in diagram.nodes]
    for edge in diagram.edges:
        label = f'|"{escape.mermaid_label(edge.label)}"|' if edge.label else ""
        lines.append(f"  {at[edge.start]} -->{label} {at[edge.end]}")
    return caption + escape.markdown_fence("\n".join(lines), "mermaid")


# ----------------------------------------------------------------------------------------------------- inline


def _line(inline: Inline) -> str:
    """Inline content at the start of a line, where a `#` would be a heading."""
    return escape.markdown_line_start(_inline(inline))


def _inline(inline: Inline, *, cell: bool = False) -> str:
    spans = [span for span in spans_of(inline) if span.text or not isinstance(span, Text)]
    out = ""
    after_code = False
    for at, span in enumerate(spans):
        piece = _span(span, before=out[-1:], after=_first_char(spans, at + 1), cell=cell)
        code = isinstance(span, Name | CodeSpan) and piece.startswith("`")
        # Two runs of backticks that touch would be one longer run and join both spans.
        out += f" {piece}" if code and after_code else piece
        after_code = code
    return escape.markdown_edges(out)


def _first_char(spans: Sequence[Span], at: int) -> str:
    """The first character after a span, as far as the rules for emphasis care about it."""
    if at >= len(spans):
        return ""
    span = spans[at]
    if isinstance(span, Text):
        return escape.markdown_text(span.text)[:1]
    return "`" if isinstance(span, Name | CodeSpan | Link) else "x"  # emphasis may end up as bare words


def _span(span: Span, *, before: str, after: str, cell: bool) -> str:
    match span:
        case Text():
            return _text(span.text, cell=cell)
        case Name() | CodeSpan():
            return _code(span.text, cell=cell)
        case Strong() | Badge():
            return _emphasis("**", span.text, before=before, after=after, cell=cell)
        case Emph():
            return _emphasis("*", span.text, before=before, after=after, cell=cell)
        case Link():
            return f"[{escape.markdown_edges(_text(span.text or span.target, cell=cell))}]({href(span)})"
        case _:
            assert_never(span)


def _text(text: str, *, cell: bool = False) -> str:
    shown = escape.markdown_text(text)
    # Parsers disagree about a backslash before `\|`; an entity leaves them nothing to disagree about.
    return re.sub(r"(\\)\||\|", lambda match: f"{match[1]}&#124;" if match[1] else "\\|", shown) if cell else shown


def _code(text: str, *, cell: bool) -> str:
    if not text:
        return "(empty)"
    # Inside a table GitHub cannot have a code span with a backslash before a pipe; nor can code be only
    # blanks.
    if (cell and "\\|" in escape.visible(text)) or not text.strip(" "):
        return _text(text, cell=cell)
    span = escape.markdown_code_span(text)
    return escape.markdown_cell(span) if cell else span


def _bold(text: str) -> str:
    """Text for between `**` at the start of a line, ending where something other than a blank may follow."""
    return escape.markdown_edges(escape.markdown_text(text)) or "&#32;"


def _emphasis(mark: str, text: str, *, before: str, after: str, cell: bool) -> str:
    """Words between marks, or bare words where CommonMark would not take the marks for emphasis."""
    shown = escape.markdown_edges(_text(text, cell=cell))
    opens = text[:1].isalnum() or _boundary(before)
    closes = text[-1:].isalnum() or _boundary(after)
    return f"{mark}{shown}{mark}" if shown and opens and closes and before != "*" else shown


def _boundary(char: str) -> bool:
    """Whether emphasis may open after this character, or close before it, whatever the emphasised words are."""
    return char in {"", " "} or char in punctuation


def href(link: Link) -> str:
    """The target percent-encoded, so that no character of it can end the link or name a scheme."""
    path, hash_, anchor = link.path.partition("#")
    return quote(path, safe="/._-~+=,@") + hash_ + quote(anchor, safe="._-~")
