"""Write a document as plain text for a terminal or a log: aligned tables that wrap, colour only on request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from drifttools.document import wrap
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
    Kind,
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
    state_kind,
)
from drifttools.document.escape import terminal

_COLOURS: dict[str, str] = {
    "ok": "32", "warning": "33", "error": "31", "info": "36", "code": "36", "strong": "1", "faint": "2", "emph": "3",
}  # fmt: skip
_BAR_WIDTH = 30
_GAP = "  "
_NARROWEST = 8  # columns of a table are not squeezed below this; the rows are written as records instead


def to_text(document: Document, width: int = 100, *, colour: bool = False, folded: bool = False) -> str:
    """The document as plain text, ending in a newline.

    Args:
        width: In columns.
        colour: Whether ANSI colours are used.
        folded: Whether what a reader may open is only named: a terminal has one screen.
    """
    return _Writer(width, colour=colour, folded=folded).document(document)


class _Writer:
    """Writes blocks at one width."""

    def __init__(self, width: int, *, colour: bool, folded: bool = False) -> None:
        self.width = max(width, 20)
        self.colour = colour
        self.folded = folded

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text

    def document(self, document: Document) -> str:
        title = terminal(document.title)
        rule = "═" * min(wrap.columns(title), self.width)
        return f"{self.paint(title, 'strong')}\n{rule}\n\n{self.blocks(document.blocks)}"

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(self.block(block) for block in blocks).rstrip("\n") + "\n"

    def block(self, block: Block) -> str:  # noqa: C901, PLR0912 - one case per block; mypy proves it complete
        match block:
            case Heading():
                text = self.inline(block.text)
                rule = "─" * min(wrap.columns(text), self.width)
                return f"{self.paint(text, 'strong')}\n{rule}" if block.level == 2 else self.paint(text, "strong")  # noqa: PLR2004 - a section's
            case Paragraph():
                return self.fill(self.inline(block.spans))
            case Bullets():
                marks = [f"{at}. " if block.ordered else "- " for at in range(1, len(block.items) + 1)]
                pairs = zip(marks, block.items, strict=True)
                return "\n".join(self.fill(self.inline(item), mark) for mark, item in pairs)
            case Checklist():
                return self.checklist(block.items)
            case Facts():
                return self.facts(block)
            case Table():
                return self.table(block)
            case Code():
                lines = terminal(block.text, keep="\n\t").rstrip("\n").split("\n")
                return "\n".join(f"    {line}".rstrip(" ") for line in lines)
            case Details() if self.folded:
                return self.fill(f"▸ {self.inline(block.summary)}", rest="  ")
            case Details():
                inner = _Writer(self.width - 2, colour=self.colour).blocks(block.blocks)
                return f"{self.paint(self.inline(block.summary), 'strong')}\n{_indent(inner.rstrip(chr(10)), '  ')}"
            case Note():
                label = self.paint(f"{block.label}:", block.kind)
                return self.fill(f"{label} {self.inline(block.text)}", "| ", "| ")
            case Bars():
                return self.bars(block)
            case Diagram():
                return self.diagram(block)
            case _:
                assert_never(block)

    def fill(self, text: str, first: str = "", rest: str | None = None) -> str:
        return wrap.fill(text, self.width, first=first, rest=" " * wrap.columns(first) if rest is None else rest)

    def checklist(self, items: Sequence[CheckItem]) -> str:
        marks = ["[ ]" if item.state == "OPEN" else terminal(item.state) for item in items]
        longest = max((wrap.columns(mark) for mark in marks), default=0)
        lines = []
        for mark, item in zip(marks, items, strict=True):
            detail = f" — {self.inline(item.detail)}" if spans_of(item.detail) else ""
            shown = self.paint(mark, state_kind(item.state)) + " " * (longest - wrap.columns(mark))
            lines.append(self.fill(self.inline(item.text) + detail, f"{shown}  "))
        return "\n".join(lines)

    def facts(self, block: Facts) -> str:
        labels = [terminal(label) for label, _ in block.rows]
        longest = max((wrap.columns(label) for label in labels), default=0)
        gaps = [" " * (longest - wrap.columns(label) + 2) for label in labels]
        return "\n".join(
            self.fill(self.inline(cell_spans(cell)), self.paint(label, "faint") + gap)
            for label, gap, (_, cell) in zip(labels, gaps, block.rows, strict=True)
        )

    # ------------------------------------------------------------------------------------------------- tables

    def table(self, table: Table) -> str:
        header = [terminal(label) for label in table.header]
        rows = [[cell_spans(cell, table.null) for cell in row] for row in table.rows]
        texts = [[self.inline(spans, colour=False) for spans in row] for row in rows]
        lines = [self.paint(self.fill(terminal(table.caption)), "strong")] if table.caption else []
        widths = self.widths(header, texts)
        if widths is None:
            lines += self.records(header, texts)
        else:
            lines += self.grid(header, texts, widths, table, rows)
        note = table.note if table.rows else "(no rows)"
        return "\n".join([*lines, *([self.fill(terminal(note))] if note else [])])

    def widths(self, header: list[str], texts: list[list[str]]) -> list[int] | None:
        """The width of each column: natural where all fit, else the widest give way; None where that cannot work."""
        natural = [max(map(wrap.columns, column)) for column in zip(header, *texts, strict=True)]
        room = self.width - len(_GAP) * (len(header) - 1)
        widths = list(natural)
        while sum(widths) > room:
            widest = max(widths)
            if widest <= _NARROWEST:
                return None
            below = max([width for width in widths if width < widest] or [_NARROWEST])
            many = widths.count(widest)
            give = min(max((sum(widths) - room) // many, 1), widest - max(below, _NARROWEST))
            for at, width in enumerate(widths):
                if width == widest and sum(widths) > room:
                    widths[at] = width - max(give, 1)
        return widths

    def grid(
        self,
        header: list[str],
        texts: list[list[str]],
        widths: list[int],
        table: Table,
        rows: list[list[tuple[Span, ...]]],
    ) -> Iterable[str]:
        """The lines of an aligned table."""
        yield from self.row(header, widths, table, ["strong"] * len(header))
        yield _GAP.join("─" * width for width in widths)
        for row, spans in zip(texts, rows, strict=True):
            yield from self.row(row, widths, table, [_style(cell) for cell in spans])

    def row(self, cells: list[str], widths: list[int], table: Table, styles: list[str]) -> Iterable[str]:
        folded = [wrap.fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for at in range(max(map(len, folded), default=0)):
            parts = zip(folded, widths, table.alignment, styles, strict=True)
            line = _GAP.join(
                wrap.pad(self.styled(lines[at].rstrip(" ") if at < len(lines) else "", style), width, align)
                for lines, width, align, style in parts
            )
            yield line.rstrip(" ")

    def records(self, header: list[str], texts: list[list[str]]) -> Iterable[str]:
        """A table with more columns than the terminal can hold: one `label: value` per line."""
        for at, row in enumerate(texts, 1):
            yield f"({at})"
            for label, cell in zip(header, row, strict=True):
                yield self.fill(cell, f"  {label}: ", "    ")

    def styled(self, text: str, style: str) -> str:
        return self.paint(text, style) if style and text.strip(" ") else text

    # ------------------------------------------------------------------------------------------------- charts

    def bars(self, block: Bars) -> str:
        labels = [terminal(label) for label, _ in block.bars]
        values = [number(value) for _, value in block.bars]
        wide, digits = max(map(wrap.columns, labels), default=0), max(map(len, values), default=0)
        lines = [self.paint(terminal(block.caption), "strong")] if block.caption else []
        for label, value, (_, raw) in zip(labels, values, block.bars, strict=True):
            mark = "█" * max(round(block.share(raw) * _BAR_WIDTH), 1 if raw else 0)
            line = f"{wrap.pad(label, wide, 'left')}  {value:>{digits}}  {self.paint(mark, 'info')}"
            lines.append(line.rstrip(" "))
        return "\n".join(lines)

    def diagram(self, block: Diagram) -> str:
        lines = [self.paint(terminal(block.caption), "strong")] if block.caption else []
        for start, label, end in block.sentences():
            arrow = f"──({terminal(label)})──▶" if label else "──▶"
            lines.append(f"  {terminal(start)} {arrow} {terminal(end)}" if end else f"  {terminal(start)}")
        return "\n".join(lines)

    # ------------------------------------------------------------------------------------------------- inline

    def inline(self, inline: Inline, *, colour: bool = True) -> str:
        return "".join(self.span(span, colour=colour) for span in spans_of(inline))

    def span(self, span: Span, *, colour: bool) -> str:
        shown = terminal(span.text)
        match span:
            case Text():
                return shown
            case Name() | CodeSpan():
                text, style = _code(shown), "code"
            case Link():
                text = shown if span.text == span.target else f"{shown} ({terminal(span.target)})"
                style = "code"
            case Strong():
                text, style = shown, "strong"
            case Emph():
                text, style = shown, "emph"
            case Badge():
                text, style = shown, span.kind
            case _:
                assert_never(span)
        return self.paint(text, style) if colour else text


def _code(shown: str) -> str:
    """Code between backticks, but for plain identifiers and words, which are clear without."""
    return shown if re.fullmatch(r'[\w.$"-]+', shown) else f"`{shown}`"


def _style(spans: tuple[Span, ...]) -> str:
    """The colour of a whole cell: a cell that is one badge has that of the badge."""
    badges: list[Kind] = [span.kind for span in spans if isinstance(span, Badge)]
    return badges[0] if len(badges) == 1 and len(spans) == 1 else ""


def _indent(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}".rstrip(" ") for line in text.split("\n"))
