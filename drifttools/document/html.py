"""Write a document as HTML: a page that needs nothing but itself, or a fragment that an untrusted notebook can show.

One writer serves both. What differs is the dress: the page has classes and a style sheet; JupyterLab's
sanitiser drops `<style>`, `id`, inline `<svg>` and `var()`, so the fragment has literal inline styles only,
and every colour of its own comes as a pair of text and background, legible on the light and on the dark
theme.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final, assert_never

from drifttools.document import svg
from drifttools.document.blocks import (
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
    plain_of,
    spans_of,
    state_kind,
)
from drifttools.document.escape import html_text
from drifttools.document.highlight import highlighted
from drifttools.document.markdown import href

_CONTENTS_FROM = 4  # sections; a shorter document is seen at a glance

# A dot, slash or underscore within a word of the text; what stands in a tag is followed by its `>`.
_BREAKS = re.compile(r"(?<=\w)([._/]+)(?=\w)(?![^<>]*>)")

_BOX = "border-radius:4px;padding:1px 7px;font-weight:600;font-size:85%;white-space:nowrap"
# Lab gives `code` inside `pre` the colours of its theme; ours must be those of our own background.
_CODE = "background-color:#f4f6f9;color:#1b2230"
_PAIRS = {
    "ok": "background-color:#dff3e4;color:#14532d",
    "warning": "background-color:#fdf0cd;color:#6b4300",
    "error": "background-color:#fde3e0;color:#8f1d14",
    "info": "background-color:#e2ecf9;color:#1c4a80",
}
_STYLES: Mapping[str, str] = {
    "table": "border-collapse:collapse;margin:8px 0 4px 0",
    "caption": "caption-side:top;text-align:left;font-weight:600;padding:4px 0",
    "scroll": "overflow-x:auto;max-width:100%",
    "name": "white-space:pre-wrap",
    "code": "white-space:pre-wrap",
    "none": "opacity:0.7",
    "left": "text-align:left;vertical-align:top;padding:4px 10px",
    "right": "text-align:right;vertical-align:top;padding:4px 10px",
    "center": "text-align:center;vertical-align:top;padding:4px 10px",
    "bar": "display:inline-block;height:10px;background-color:#2f6db3;color:#ffffff",
    "small": "margin:2px 0 8px 0;font-size:90%",
    "pre": f"white-space:pre-wrap;padding:8px 12px;{_CODE};border-radius:4px",
    "checks": "list-style-type:none;padding-left:4px",
    **{f"badge {kind}": f"{_BOX};{pair}" for kind, pair in _PAIRS.items()},
    **{f"note {kind}": f"{pair};padding:8px 12px;border-radius:4px;margin:8px 0" for kind, pair in _PAIRS.items()},
}


def to_html_page(document: Document) -> str:
    """A self-contained page: no network, no script, light and dark, made to be printed too."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    writer = _Page(document)
    body = writer.blocks(document.blocks)
    environment = Environment(
        loader=PackageLoader("drifttools.document"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # What is marked safe here has been through `html_text`, or is our own style sheet.
    contents = writer.contents if len(writer.contents) >= _CONTENTS_FROM else []
    return environment.get_template("page.html.j2").render(
        title=Markup(html_text(document.title)),  # noqa: S704 - escaped where it was made
        style=Markup(_style()),  # noqa: S704 - escaped where it was made
        contents=[(ident, Markup(words)) for ident, words in contents],  # noqa: S704 - escaped where it was made
        body=Markup(body),  # noqa: S704 - escaped where it was made
    )


def to_html_fragment(blocks: Iterable[Block], *, title: str = "") -> str:
    """Blocks for a notebook's output; with literal inline styles, so that it is legible without trust too."""
    head = f"<h3>{html_text(title)}</h3>\n" if title else ""
    return f"<div>\n{head}{_Fragment().blocks(blocks)}</div>\n"


@cache
def _style() -> str:
    return resources.files("drifttools.document").joinpath("templates", "page.css").read_text("utf-8").strip()


class _Writer:
    """What page and fragment have in common."""

    def dress(self, role: str) -> str:
        """The attribute, with a blank before it, that gives an element its looks."""
        raise NotImplementedError

    def heading(self, block: Heading) -> str:
        raise NotImplementedError

    def code(self, block: Code) -> str:
        raise NotImplementedError

    def bars(self, block: Bars) -> str:
        raise NotImplementedError

    def diagram(self, block: Diagram) -> str:
        raise NotImplementedError

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(f"{self.block(block)}\n" for block in blocks)

    def block(self, block: Block) -> str:  # noqa: C901 - one case per block; mypy proves it complete
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return f"<p>{self.inline(block.spans)}</p>"
            case Bullets():
                tag = "ol" if block.ordered else "ul"
                items = "".join(f"<li>{self.inline(item)}</li>\n" for item in block.items)
                return f"<{tag}>\n{items}</{tag}>"
            case Checklist():
                items = "".join(f"<li>{self.check(item)}</li>\n" for item in block.items)
                return f"<ul{self.dress('checks')}>\n{items}</ul>"
            case Facts():
                return self.facts(block)
            case Table():
                return self.table(block)
            case Code():
                return self.code(block)
            case Details():
                inner = self.blocks(block.blocks)
                return f"<details>\n<summary>{self.inline(block.summary)}</summary>\n{inner}</details>"
            case Note():
                label = f"<strong>{block.label}:</strong>"
                return f"<div{self.dress(f'note {block.kind}')}>{label} {self.inline(block.text)}</div>"
            case Bars():
                return self.bars(block)
            case Diagram():
                return self.diagram(block)
            case _:
                assert_never(block)

    def check(self, item: CheckItem) -> str:
        state = "☐" if item.state == "OPEN" else html_text(item.state)
        detail = f" — {self.inline(item.detail)}" if spans_of(item.detail) else ""
        role = "open" if item.state == "OPEN" else f"badge {state_kind(item.state)}"
        mark = f"<span{self.dress(role)}>{state}</span>"
        return f"{mark} <span{self.dress('said')}>{self.inline(item.text)}{detail}</span>"

    def facts(self, block: Facts) -> str:
        rows = "".join(
            f"<div{self.dress('fact')}><dt>{html_text(label)}</dt><dd>{self.breakable(self.inline(cell_spans(cell)))}</dd></div>\n"
            for label, cell in block.rows
        )
        return f"<dl{self.dress('facts')}>\n{rows}</dl>"

    def table(self, table: Table) -> str:
        aligns = table.alignment
        head = "".join(
            f'<th scope="col"{self.dress(align)}>{html_text(label)}</th>'
            for label, align in zip(table.header, aligns, strict=True)
        )
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td{self.dress(align)}{self.labelled(label)}>{self.cell(table, cell)}</td>"
                for cell, align, label in zip(row, aligns, table.header, strict=True)
            )
            + "</tr>\n"
            for row in table.rows
        )
        caption = f"<caption{self.dress('caption')}>{html_text(table.caption)}</caption>\n" if table.caption else ""
        note = "(no rows)" if not table.rows else html_text(table.note)
        below = f"\n<p{self.dress('small')}>{note}</p>" if note else ""
        markup = f"<table{self.dress('table')}>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
        return self.scroll(markup, table.caption) + below

    def labelled(self, label: str) -> str:  # noqa: ARG002 - only the page has a style sheet that shows it
        """The attribute, with a blank before it, that says of which column a cell is."""
        return ""

    def scroll(self, markup: str, label: str) -> str:
        """What may be wider than the text."""
        raise NotImplementedError

    def cell(self, table: Table, cell: Cell) -> str:
        if cell is None:
            return f"<span{self.dress('none')}>{html_text(table.null)}</span>"
        return self.breakable(self.inline(cell_spans(cell, table.null)))

    def breakable(self, markup: str) -> str:
        """A cell whose long names may be broken behind a dot or an underscore; copied text stays the name."""
        return _BREAKS.sub(r"\1<wbr>", markup)

    def inline(self, inline: Inline) -> str:
        return "".join(self.span(span) for span in spans_of(inline))

    def span(self, span: Span) -> str:
        shown = html_text(span.text)
        match span:
            case Text():
                return shown
            # `dir` isolates a name in a right-to-left script, so that it does not reorder the words around
            # it.
            case Name():
                return f'<code dir="auto"{self.dress("name")}>{shown or "(empty)"}</code>'
            case CodeSpan():
                return f'<code dir="auto"{self.dress("code")}>{shown or "(empty)"}</code>'
            case Strong():
                return f"<strong>{shown}</strong>"
            case Emph():
                return f"<em>{shown}</em>"
            case Badge():
                return f"<span{self.dress(f'badge {span.kind}')}>{shown}</span>"
            case Link():
                return f'<a href="{html_text(href(span))}">{shown or html_text(span.target)}</a>'
            case _:
                assert_never(span)


class _Page(_Writer):
    """Writes with classes, anchors, coloured code and inline drawings."""

    def __init__(self, document: Document) -> None:
        self.top: Final[set[int]] = {id(block) for block in document.blocks}
        self.contents: list[tuple[str, str]] = []
        self.anchors: dict[str, int] = {}
        self.drawings = 0

    def dress(self, role: str) -> str:
        return "" if role in {"left", "table", "caption"} else f' class="{role}"'

    def heading(self, block: Heading) -> str:
        ident = self.anchor(plain_of(block.text))
        shown = self.inline(block.text)
        if block.level == 2 and id(block) in self.top:  # noqa: PLR2004 - a section
            self.contents.append((ident, "".join(html_text(span.text) for span in spans_of(block.text))))
        return f'<h{block.level} id="{ident}">{shown}</h{block.level}>'

    def anchor(self, words: str) -> str:
        """An anchor as GitHub would make it, so that a link works in the page and in the Markdown file alike."""
        slug = re.sub(r"[^a-z0-9_ -]", "", words.lower()).replace(" ", "-") or "section"
        seen = self.anchors.get(slug, 0)
        self.anchors[slug] = seen + 1
        return f"{slug}-{seen}" if seen else slug

    def scroll(self, markup: str, label: str) -> str:
        # A region that scrolls must be reachable by keyboard, and what can be focused must have a name.
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{html_text(label or "table")}">{markup}</div>'

    def labelled(self, label: str) -> str:
        return f' data-label="{html_text(label)}"'

    def code(self, block: Code) -> str:
        language = re.sub(r"[^A-Za-z0-9_+-]", "", block.language)
        told = f' data-language="{language}"' if language else ""
        return f'<pre tabindex="0"{told}><code dir="ltr">{highlighted(block.text, block.language)}</code></pre>'

    def bars(self, block: Bars) -> str:
        return self.figure(svg.bars_svg(block, svg.THEMED, self.drawing()), block.caption)

    def diagram(self, block: Diagram) -> str:
        return self.figure(svg.diagram_svg(block, svg.THEMED, self.drawing()), block.caption)

    def figure(self, drawing: str, caption: str) -> str:
        told = f"<figcaption>{html_text(caption)}</figcaption>\n" if caption else ""
        return f"<figure>\n{told}{self.scroll(drawing, caption or 'figure')}\n</figure>"

    def drawing(self) -> str:
        self.drawings += 1
        return f"drawing-{self.drawings}"


class _Fragment(_Writer):
    """Writes with literal inline styles only."""

    def dress(self, role: str) -> str:
        return f' style="{_STYLES[role]}"' if role in _STYLES else ""

    def heading(self, block: Heading) -> str:
        # The notebook has the one H1 and its sections the H2; the title of an output is an H3.
        level = min(block.level + 2, 6)
        return f"<h{level}>{self.inline(block.text)}</h{level}>"

    def scroll(self, markup: str, label: str) -> str:  # noqa: ARG002 - only the page can name the region
        return f"<div{self.dress('scroll')}>{markup}</div>"

    def facts(self, block: Facts) -> str:
        # Notebooks set lists of definitions badly; a table of two columns is read as well.
        rows = "".join(
            f'<tr><th scope="row"{self.dress("left")}>{html_text(label)}</th>'
            f"<td{self.dress('left')}>{self.inline(cell_spans(cell))}</td></tr>\n"
            for label, cell in block.rows
        )
        return f"<table{self.dress('table')}>\n<tbody>\n{rows}</tbody>\n</table>"

    def code(self, block: Code) -> str:
        shown = html_text(block.text.removesuffix("\n"), keep="\n\t")
        return f'<pre{self.dress("pre")}><code dir="ltr" style="{_CODE}">{shown}</code></pre>'

    def bars(self, block: Bars) -> str:
        rows = "".join(
            f'<tr><th scope="row"{self.dress("left")}>{html_text(label)}</th>'
            f"<td{self.dress('right')}>{number(value)}</td><td{self.dress('left')}>"
            f'<span style="{_STYLES["bar"]};width:{round(block.share(value) * 240)}px"></span></td></tr>\n'
            for label, value in block.bars
        )
        caption = f"<caption{self.dress('caption')}>{html_text(block.caption)}</caption>\n" if block.caption else ""
        return f"<table{self.dress('table')}>\n{caption}<tbody>\n{rows}</tbody>\n</table>"

    def diagram(self, block: Diagram) -> str:
        drawing = svg.diagram_svg(block, svg.LITERAL, "d")
        data = base64.b64encode(drawing.encode()).decode()
        told = html_text(block.caption) + ": " + html_text(svg.diagram_text(block))
        caption = f"<p{self.dress('small')}>{html_text(block.caption)}</p>" if block.caption else ""
        style = "background-color:#ffffff;color:#1b2230;padding:8px;border-radius:4px;max-width:100%"
        return f'{caption}<p><img src="data:image/svg+xml;base64,{data}" alt="{told}" style="{style}"></p>'
