"""One document model, and the writers that turn it into plain text, Markdown and HTML.

A low room: it knows nothing of drift. Reports, displays and commands build a `Document`; how it looks, and
that no name from a database can break out of its place, is decided here once (docs/faults.md, F18, F19).
A name is imported when it is used: who prints text needs no HTML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
        Text,
    )
    from drifttools.document.build import (
        badge,
        bars,
        bullets,
        check,
        checklist,
        code,
        details,
        diagram,
        document,
        emph,
        facts,
        heading,
        link,
        mono,
        name,
        note,
        numbered,
        para,
        source,
        strong,
        table,
    )
    from drifttools.document.csv import to_csv
    from drifttools.document.html import to_html_fragment, to_html_page
    from drifttools.document.markdown import to_markdown
    from drifttools.document.plain import to_text
    from drifttools.document.shown import Shown, frame_table

__all__ = [
    "Badge", "Bars", "Block", "Bullets", "Cell", "CheckItem", "Checklist", "Code", "CodeSpan", "Details", "Diagram",
    "Document", "Edge", "Emph", "Facts", "Heading", "Inline", "Kind", "Link", "Name", "Node", "Note", "Paragraph",
    "Shown", "Span", "Strong", "Table", "Text",
    "badge", "bars", "bullets", "check", "checklist", "code", "details", "diagram", "document", "emph", "facts",
    "frame_table", "heading", "link", "mono", "name", "note", "numbered", "para", "source", "strong", "table",
    "to_csv", "to_html_fragment", "to_html_page", "to_markdown", "to_text",
]  # fmt: skip

_PLACES = {
    "blocks": """Badge Bars Block Bullets Cell CheckItem Checklist Code CodeSpan Details Diagram Document Edge Emph Facts
        Heading Inline Kind Link Name Node Note Paragraph Span Strong Table Text""",
    "build": """badge bars bullets check checklist code details diagram document emph facts heading link mono name note
        numbered para source strong table""",
    "csv": "to_csv",
    "html": "to_html_fragment to_html_page",
    "markdown": "to_markdown",
    "plain": "to_text",
    "shown": "Shown frame_table",
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    place = _PLACE_OF.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{place}"), name)
