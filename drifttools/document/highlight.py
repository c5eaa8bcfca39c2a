"""Colour the few words of SQL and the lines of a diff on the HTML page. It reads tokens and never changes a character."""

from __future__ import annotations

import re

from drifttools.document.escape import html_entities, visible

_KEYWORDS = """
    add alter and as asc begin by cascade case cast check collate column comment commit concurrently constraint create
    database default deferrable delete desc distinct do domain drop else end enum execute exists extension false for
    force foreign from function grant group having if in index inherits insert into is join key language lateral left
    level like limit lock materialized natural no not null nulls of on only or order owner partition policy primary
    privileges procedure references rename reset restrict returning returns revoke right role rollback row
    savepoint schema select sequence security set show table temporary then to transaction trigger true truncate type
    union unique update using valid validate values view when where with
"""
_SQL = re.compile(
    rf"""(?P<comment>--[^\n]*|/\*.*?\*/)
    |(?P<string>'(?:[^']|'')*'|(?P<tag>\$\w*\$).*?(?P=tag))
    |(?P<quoted>"(?:[^"]|"")*")
    |(?P<number>\b\d+(?:\.\d+)?\b)
    |(?P<keyword>\b(?:{"|".join(_KEYWORDS.split())})\b)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CLASSES = {"comment": "c", "string": "s", "number": "n", "keyword": "k"}


def highlighted(text: str, language: str) -> str:
    """The code as HTML, with `<span>` around what is coloured."""
    shown = visible(text, keep="\n\t").removesuffix("\n")
    if language == "sql":
        return _sql(shown)
    if language == "diff":
        return "\n".join(_diff(line) for line in shown.split("\n"))
    return html_entities(shown)


def _sql(shown: str) -> str:
    out, at = [], 0
    for match in _SQL.finditer(shown):
        out.append(html_entities(shown[at : match.start()]))
        kind = "string" if match["tag"] else match.lastgroup or ""
        word = html_entities(match[0])
        out.append(f'<span class="{_CLASSES[kind]}">{word}</span>' if kind in _CLASSES else word)
        at = match.end()
    return "".join(out) + html_entities(shown[at:])


def _diff(line: str) -> str:
    # The two lines that name the sides are no change themselves.
    kind = "c" if line.startswith(("+++ ", "--- ")) else {"+": "ins", "-": "del", "@": "c"}.get(line[:1])
    shown = html_entities(line)
    return f'<span class="{kind}">{shown}</span>' if kind else shown
