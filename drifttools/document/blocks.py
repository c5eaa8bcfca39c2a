"""The document model: what a report, a display or a command wants to say, without how it is written.

Frozen values and no I/O. Text in them is raw: only the writers escape, each for its own sink.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["ok", "warning", "error", "info"]
Align: TypeAlias = Literal["left", "right", "center"]

# ------------------------------------------------------------------------------------------------------ spans


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A database identifier. Shown as code, and never broken or shortened."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A few words of code: a command, a type, an expression."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emph:
    """Stressed words."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word, such as PASS: the word is always shown, the colour only helps."""

    kind: Kind
    text: str


_LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(:\d+)?")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a part of this document (`#findings`), a file beside it, or `file:line`. Never to the network.

    Args:
        text: The words that are linked.
        target: A relative path, an anchor, or `path/to/file.py:12`.

    Raises:
        ValueError: The target is absolute or names a scheme; `build.source` takes any text instead.
    """

    text: str
    target: str

    def __post_init__(self) -> None:
        if not is_relative(self.target):
            raise ValueError(f"a link stays beside its document, and this one does not: {self.target!r}")

    @property
    def path(self) -> str:
        """The target as a path; the line of `file:line` becomes the anchor `#L12` that code hosts understand."""
        match = _LINE.fullmatch(self.target)
        return f"{match['file']}#L{match['line']}" if match else self.target


def is_relative(target: str) -> bool:
    """Whether a target can only be a place beside the document."""
    match = _LINE.fullmatch(target)
    path = match["file"] if match else target
    return bool(path) and path.isprintable() and not re.match(r"[/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]*:", path)


Span: TypeAlias = Text | Name | CodeSpan | Strong | Emph | Badge | Link
Inline: TypeAlias = str | Span | Sequence[str | Span]
Cell: TypeAlias = Inline | int | float | None


def spans_of(inline: Inline) -> tuple[Span, ...]:
    """Any inline content as spans; a bare string is text."""
    parts = (inline,) if isinstance(inline, str | Span) else inline
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def plain_of(inline: Inline) -> str:
    """The raw words of inline content, not yet escaped."""
    return "".join(span.text for span in spans_of(inline))


def cell_spans(cell: Cell, null: str = "—") -> tuple[Span, ...]:
    """A cell as spans; None shows as `null`."""
    if cell is None:
        # A word such as NULL must look unlike a value that reads NULL; a dash needs no stress.
        return (Emph(null) if null.isalnum() else Text(null),)
    if isinstance(cell, bool):
        return (Text("yes" if cell else "no"),)
    return (Text(str(cell)),) if isinstance(cell, int | float) else spans_of(cell)


# ----------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The title of the document is the only one of level 1, so levels start at 2."""

    level: int
    text: Inline

    def __post_init__(self) -> None:
        if self.level not in range(2, 7):
            raise ValueError(f"a heading has a level from 2 to 6, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered where the order matters."""

    items: Sequence[Inline]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist.

    Args:
        state: PASS, FAIL, PARTIAL or NOT RUN; OPEN is a box that a person ticks.
        text: What was checked.
        detail: What was found, or why it was not run.
    """

    state: str
    text: Inline
    detail: Inline = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list of checks, each with its state as a word."""

    items: Sequence[CheckItem]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short labelled facts, such as the header of an incident: status, database, version."""

    rows: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        caption: What the rows are; it is shown and read aloud.
        header: One label per column.
        rows: Cells; None is shown as `null`.
        align: One per column; where empty, columns that hold only numbers are set to the right.
        null: How None is shown: a dash in a report, NULL where the table is a catalog's or a query's.
        note: A line below the table, such as how many rows were cut.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    align: Sequence[Align] = ()
    null: str = "—"
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"table {self.caption!r}: {len(self.header)} columns, but a row of {len(row)}")
        if self.align and len(self.align) != len(self.header):
            raise ValueError(f"table {self.caption!r}: {len(self.header)} columns, but {len(self.align)} alignments")

    @property
    def alignment(self) -> tuple[Align, ...]:
        """One alignment per column, given or derived."""
        if self.align:
            return tuple(self.align)
        return tuple("right" if self._numeric(column) else "left" for column in range(len(self.header)))

    def _numeric(self, column: int) -> bool:
        held = [row[column] for row in self.rows if row[column] is not None]
        return bool(held) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in held)


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code. `sql` and `diff` are coloured on the HTML page."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks that a reader may open; always open in plain text. Paper has open what was open on the page."""

    summary: Inline
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that stands out. Its kind is always said in a word."""

    kind: Kind
    text: Inline

    @property
    def label(self) -> str:
        """The word for the kind."""
        return {"ok": "OK", "warning": "Warning", "error": "Error", "info": "Note"}[self.kind]


@dataclass(frozen=True, slots=True)
class Bars:
    """A small bar chart: a handful of labels with a number each."""

    caption: str
    bars: Sequence[tuple[str, float]]

    def share(self, value: float) -> float:
        """The length of a bar, from 0 to 1."""
        top = max((abs(number) for _, number in self.bars), default=0)
        return abs(value) / top if top else 0.0


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a diagram."""

    id: str
    label: str
    kind: Kind = "info"


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of a diagram, from one node's id to another's."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A small flow, read from left to right."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    caption: str

    def __post_init__(self) -> None:
        known = {node.id for node in self.nodes}
        for edge in self.edges:
            if edge.start not in known or edge.end not in known:
                raise ValueError(f"diagram {self.caption!r}: no node for the arrow {edge.start!r} -> {edge.end!r}")

    def sentences(self) -> tuple[tuple[str, str, str], ...]:
        """The arrows as (from, label, to); a node without an arrow stands alone. The text form of the diagram."""
        label = {node.id: node.label for node in self.nodes}
        joined = {end for edge in self.edges for end in (edge.start, edge.end)}
        alone = tuple((node.label, "", "") for node in self.nodes if node.id not in joined)
        return tuple((label[edge.start], edge.label, label[edge.end]) for edge in self.edges) + alone


Block: TypeAlias = Heading | Paragraph | Bullets | Checklist | Facts | Table | Code | Details | Note | Bars | Diagram


@dataclass(frozen=True, slots=True)
class Document:
    """A title and what stands below it. One value, from which every form is written."""

    title: str
    blocks: Sequence[Block]


def number(value: float) -> str:
    """A number as charts show it: no `.0` behind a whole one."""
    return str(int(value)) if float(value).is_integer() else f"{value:.6g}"


def state_kind(state: str) -> Kind:
    """Which colour helps the word of a check's state."""
    kinds: dict[str, Kind] = {"PASS": "ok", "FAIL": "error", "PARTIAL": "warning", "NOT RUN": "warning"}
    return kinds.get(state, "info")
