"""Real parsers, as judges of what a sink was made to say."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

# GitHub's dialect: tables and strikethrough on top of CommonMark, raw HTML allowed, so that any that slips
# in is seen.
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
VOID = {"meta", "br", "wbr", "img", "hr", "input", "link"}


def markdown_structure(markdown: str) -> list[tuple[str, str]]:
    """Each node but text, in order, with its tag. Code in a line counts as text: a cell cannot hold every code."""
    found: list[tuple[str, str]] = []
    for token in _PARSER.parse(markdown):
        kind = token.content if token.type == "html_block" and "summary" not in token.content else token.type
        found.append((kind.strip(), token.tag + token.info))
        found += [
            (child.type, str(child.attrs.get("href", child.tag)))
            for child in token.children or []
            if child.type not in {"text", "text_special", "code_inline"}
        ]
    return found


def markdown_texts(markdown: str) -> list[str]:
    """What each block of text says to a reader."""
    texts = []
    for token in _PARSER.parse(markdown):
        if token.type == "inline":
            texts.append("".join(child.content for child in token.children or []))
        elif token.type in {"fence", "code_block"} and token.info != "mermaid":
            texts.append(token.content)
        elif token.type == "html_block":
            texts += html_texts(token.content)
    return texts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.texts: list[str] = [""]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr":
            return
        self.tags.append((tag, tuple((key, value or "") for key, value in attrs)))
        self.texts.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")


class _Snippet(_Reader):
    """A part of a page, in which elements may end that began before it."""

    def handle_endtag(self, _tag: str) -> None:
        self.texts.append("")


def read_html(markup: str) -> _Reader:
    """Parse HTML; fails on a comment, a declaration or an end tag that closes another element."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


def html_texts(markup: str) -> list[str]:
    """The text between tags, blank ones left out."""
    reader = _Snippet()
    reader.feed(markup)
    reader.close()
    return [text for text in reader.texts if text.strip("\n")]


def without_drawings(markup: str) -> str:
    """The page without its SVG, in which a longer label takes more lines of text."""
    return re.sub(r"<svg .*?</svg>", "<svg></svg>", markup, flags=re.DOTALL)
