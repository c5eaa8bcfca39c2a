"""Draw bars and small flows as SVG: no script, no font to fetch, a title and a description for who cannot see them.

Colours come from a palette: CSS variables on the HTML page, so that the drawing follows the theme, or
literal ones where the drawing travels as an image.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from drifttools.document import wrap
from drifttools.document.blocks import Bars, Diagram, Edge, number
from drifttools.document.escape import html_text, visible

Palette: TypeAlias = Mapping[str, str]
_ROLES = ("ink", "muted", "rule", "paper", "bar", "track", "ok", "warning", "error", "info")
THEMED: Palette = {role: f"var(--{role})" for role in _ROLES} | {
    f"{kind}-ink": f"var(--{kind}-ink)" for kind in ("ok", "warning", "error", "info")
}
LITERAL: Palette = {
    "ink": "#1b2230", "muted": "#566072", "rule": "#c3cad4", "paper": "#ffffff", "bar": "#2f6db3", "track": "#e9edf2",
    "ok": "#dff3e4", "warning": "#fdf0cd", "error": "#fde3e0", "info": "#eaf1fa",
    "ok-ink": "#14532d", "warning-ink": "#6b4300", "error-ink": "#8f1d14", "info-ink": "#1c4a80",
}  # fmt: skip

_SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_MONO = "font-family:ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace"
_SANS_CHAR = 8.3  # the same for 13 px of the widest common sans serif
_CHAR = 7.3  # the width of a character of 12 px monospace, rounded up: a label must not leave its box
_LINE = 17


def bars_svg(block: Bars, palette: Palette, ident: str) -> str:
    """A bar chart with its labels at the left and its numbers behind the bars."""
    labels = [wrap.fold(visible(label), 34) for label, _ in block.bars]
    values = [number(value) for _, value in block.bars]
    left = max((wrap.columns(line) for lines in labels for line in lines), default=0) * _SANS_CHAR + 12
    length, right = 360, max(map(len, values), default=0) * _SANS_CHAR + 16
    parts: list[str] = []
    top = 4.0
    for lines, value, (_, raw) in zip(labels, values, block.bars, strict=True):
        height = max(len(lines) * _LINE, 20)
        middle = top + height / 2
        size = max(block.share(raw) * length, 3 if raw else 0)
        parts += _lines(lines, left - 12, middle, f"{_SANS};font-size:13px;fill:{palette['ink']}", "end")
        parts.append(_rect(left, middle - 7, length, 14, 3, f"fill:{palette['track']}"))
        parts.append(_rect(left, middle - 7, size, 14, 3, f"fill:{palette['bar']}"))
        style = f"{_SANS};font-size:13px;font-weight:600;fill:{palette['ink']}"
        parts += _lines([value], left + length + 10, middle, style, "start")
        top += height + 8
    told = "; ".join(f"{visible(label)}: {value}" for (label, _), value in zip(block.bars, values, strict=True))
    return _svg(left + length + right, top, block.caption, told, parts, ident)


def diagram_text(block: Diagram) -> str:
    """The diagram in words, for its description."""
    return "; ".join(
        f"{visible(start)} → {visible(end)}{f' ({visible(label)})' if label else ''}" if end else visible(start)
        for start, label, end in block.sentences()
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """A placed node."""

    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]
    kind: str

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def diagram_svg(block: Diagram, palette: Palette, ident: str) -> str:
    """A flow from left to right; an arrow back runs below the boxes."""
    boxes = _place(block)
    bottom = max((box.y + box.height for box in boxes.values()), default=0)
    right = max((box.x + box.width for box in boxes.values()), default=0)
    parts = [_marker(palette, ident)]
    lowest = bottom
    labels: list[str] = []
    for at, edge in enumerate(block.edges):
        drawn, label, low = _arrow(edge, boxes, bottom + 18 + 10 * (at % 3), palette, ident)
        parts.append(drawn)
        labels += label
        lowest = max(lowest, low)
    for box in boxes.values():
        style = f"fill:{palette[box.kind]};stroke:{palette[f'{box.kind}-ink']};stroke-opacity:.45"
        parts.append(_rect(box.x, box.y, box.width, box.height, 7, style))
        text = f"{_MONO};font-size:12px;fill:{palette[f'{box.kind}-ink']}"
        parts += _lines(box.lines, box.x + box.width / 2, box.middle, text, "middle")
    parts += labels  # last, so that no line runs through a label
    return _svg(right + 4, lowest + 6, block.caption, diagram_text(block), parts, ident)


def _depths(block: Diagram) -> dict[str, int]:
    """The column of each node: one more than that of the nodes before it. Arrows that close a circle do not count."""
    order = {node.id: at for at, node in enumerate(block.nodes)}
    depth = dict.fromkeys(order, 0)
    forward = [edge for edge in block.edges if order[edge.start] < order[edge.end]]
    for edge in sorted(forward, key=lambda edge: order[edge.start]):
        depth[edge.end] = max(depth[edge.end], depth[edge.start] + 1)
    return depth


def _place(block: Diagram) -> dict[str, _Box]:
    depths = _depths(block)
    columns: dict[int, list[tuple[str, list[str], str]]] = {}
    for node in block.nodes:
        lines = [line.strip(" ") for line in wrap.fold(visible(node.label) or " ", 26)]
        columns.setdefault(depths[node.id], []).append((node.id, lines, node.kind))
    tallest = max((_height(column) for column in columns.values()), default=0)
    placed: dict[str, _Box] = {}
    x = 1.0
    for depth in sorted(columns):
        column = columns[depth]
        width = max(wrap.columns(line) for _, lines, _ in column for line in lines) * _CHAR + 24
        y = 4 + (tallest - _height(column)) / 2
        for ident, lines, kind in column:
            height = len(lines) * _LINE + 16
            placed[ident] = _Box(x, y, width, height, lines, kind)
            y += height + 18
        leaving = [visible(edge.label) for edge in block.edges if depths[edge.start] == depth]
        x += width + max([54.0, *(wrap.columns(label) * 6.4 + 34 for label in leaving)])
    return placed


def _height(column: list[tuple[str, list[str], str]]) -> float:
    return sum(len(lines) * _LINE + 16 for _, lines, _ in column) + 18 * (len(column) - 1)


def _arrow(edge: Edge, boxes: dict[str, _Box], below: float, palette: Palette, ident: str) -> tuple[str, list[str], float]:
    """The drawing of an arrow, that of its label, and how far down they reach."""
    start, end = boxes[edge.start], boxes[edge.end]
    if end.x > start.x:
        x1, y1, x2, y2 = start.x + start.width, start.middle, end.x - 2, end.middle
        bend = (x2 - x1) / 2
        path = f"M{_n(x1)} {_n(y1)}C{_n(x1 + bend)} {_n(y1)} {_n(x2 - bend)} {_n(y2)} {_n(x2)} {_n(y2)}"
        middle, label_y, low = (x1 + x2) / 2, (y1 + y2) / 2 - 8, 0.0
    else:
        x1, y1, x2, y2 = (
            start.x + start.width / 2,
            start.y + start.height,
            end.x + end.width / 2,
            end.y + end.height + 2,
        )
        x2 += 14 if edge.start == edge.end else 0
        path = f"M{_n(x1)} {_n(y1)}V{_n(below)}H{_n(x2)}V{_n(y2)}"
        middle, label_y, low = (x1 + x2) / 2, below - 7, below
    line = f"fill:none;stroke:{palette['muted']};stroke-width:1.4"
    drawn = f'<path d="{path}" style="{line}" marker-end="url(#{ident}-a)"/>'
    if not edge.label:
        return drawn, [], low
    halo = f"stroke:{palette['paper']};stroke-width:4px;paint-order:stroke"
    style = f"{_SANS};font-size:11.5px;fill:{palette['muted']};{halo}"
    return drawn, _lines([visible(edge.label)], middle, label_y, style, "middle"), low


def _marker(palette: Palette, ident: str) -> str:
    head = f'<path d="M0 0L8 4L0 8Z" style="fill:{palette["muted"]}"/>'
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
    return f'<defs><marker id="{ident}-a" {size}>{head}</marker></defs>'


def _lines(lines: Sequence[str], x: float, middle: float, style: str, anchor: str) -> list[str]:
    first = middle - (len(lines) - 1) * _LINE / 2 + 4.5
    looks = f'text-anchor="{anchor}" xml:space="preserve" style="{html_text(style)}"'
    return [
        f'<text x="{_n(x)}" y="{_n(first + at * _LINE)}" {looks}>{html_text(line)}</text>' for at, line in enumerate(lines)
    ]


def _rect(x: float, y: float, width: float, height: float, radius: float, style: str) -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"'
    return f'<rect {place} style="{style}"/>'


def _n(value: float) -> str:
    """A coordinate with one decimal: the same bytes on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def _svg(width: float, height: float, title: str, desc: str, parts: Sequence[str], ident: str) -> str:
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    told = f'<title id="{ident}-t">{html_text(title)}</title><desc id="{ident}-d">{html_text(desc)}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-t {ident}-d" {size}>'
        f"{told}{''.join(parts)}</svg>"
    )
