"""Short constructors, so that a caller writes `para("moved ", name("public.t"), " to ", name("app"))`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drifttools.document.blocks import (
    Align,
    Badge,
    Bars,
    Block,
    Bullets,
    Cell,
    CheckItem,
    Checklist,
    Code,
    CodeSpan,
    Details,
    Diagram,
    Document,
    Edge,
    Emph,
    Facts,
    Heading,
    Inline,
    Kind,
    Link,
    Name,
    Node,
    Note,
    Paragraph,
    Span,
    Strong,
    Table,
    is_relative,
)


def document(title: str, *blocks: Block | None) -> Document:
    """A document; blocks that are None are left out, so that a caller can write `x if ... else None`."""
    return Document(title, tuple(block for block in blocks if block is not None))


def heading(level: int, *parts: str | Span) -> Heading:
    """A heading of level 2 to 6."""
    return Heading(level, parts)


def para(*parts: str | Span) -> Paragraph:
    """A paragraph."""
    return Paragraph(parts)


def name(text: str) -> Name:
    """A database identifier."""
    return Name(text)


def mono(text: str) -> CodeSpan:
    """A few words of code."""
    return CodeSpan(text)


def strong(text: str) -> Strong:
    """Important words."""
    return Strong(text)


def emph(text: str) -> Emph:
    """Stressed words."""
    return Emph(text)


def badge(kind: Kind, text: str) -> Badge:
    """A state in a word."""
    return Badge(kind, text)


def link(text: str, target: str) -> Link:
    """A relative link or one to `file:line`; raises ValueError for any other."""
    return Link(text, target)


def source(place: str) -> Link | CodeSpan:
    """Where evidence comes from: `file:line` as a link where that is possible, any other text as code."""
    return Link(place, place) if is_relative(place) and not place.startswith("#") else CodeSpan(place)


def bullets(*items: Inline) -> Bullets:
    """A list."""
    return Bullets(items)


def numbered(*items: Inline) -> Bullets:
    """A numbered list."""
    return Bullets(items, ordered=True)


def check(state: str, text: Inline, detail: Inline = ()) -> CheckItem:
    """One line of a checklist."""
    return CheckItem(str(state), text, detail)


def checklist(*items: CheckItem) -> Checklist:
    """A list of checks."""
    return Checklist(items)


def facts(rows: Mapping[str, Cell] | Iterable[tuple[str, Cell]]) -> Facts:
    """Labelled facts."""
    return Facts(tuple(rows.items() if isinstance(rows, Mapping) else rows))


def table(
    caption: str,
    header: Iterable[str],
    rows: Iterable[Iterable[Cell]],
    *,
    align: Sequence[Align] = (),
    null: str = "—",
    note: str = "",
) -> Table:
    """A table."""
    return Table(caption, tuple(header), tuple(tuple(row) for row in rows), tuple(align), null, note)


def code(text: str, language: str = "") -> Code:
    """A block of code."""
    return Code(text, language)


def details(summary: Inline, *blocks: Block) -> Details:
    """Blocks that a reader may open."""
    return Details(summary, blocks)


def note(kind: Kind, *parts: str | Span) -> Note:
    """A remark that stands out."""
    return Note(kind, parts)


def bars(caption: str, values: Mapping[str, float] | Iterable[tuple[str, float]]) -> Bars:
    """A small bar chart."""
    return Bars(caption, tuple(values.items() if isinstance(values, Mapping) else values))


def diagram(
    caption: str,
    nodes: Iterable[Node | tuple[str, str]],
    edges: Iterable[Edge | tuple[str, str] | tuple[str, str, str]],
) -> Diagram:
    """A small flow: nodes as (id, label), edges as (from id, to id) or (from id, to id, label)."""
    return Diagram(
        tuple(node if isinstance(node, Node) else Node(*node) for node in nodes),
        tuple(edge if isinstance(edge, Edge) else Edge(*edge) for edge in edges),
        caption,
    )
