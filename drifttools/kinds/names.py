"""Qualified names as the server prints them, taken apart again."""

from __future__ import annotations

import re

_PART = re.compile(r'"((?:[^"]|"")*)"|([^".]+)')


def parts_of(name: str | None) -> tuple[str, ...]:
    """The parts of a dotted name that `quote_ident()` wrote: `app."Or""der".id` is app, Or"der, id; none for None."""
    return tuple(found[2] or found[1].replace('""', '"') for found in _PART.finditer(name or ""))


_WORD = re.compile(r"""'(?:[^']|'')*'|("(?:[^"]|"")*"|[^\W\d][\w$]*)""")


def words_of(text: str) -> frozenset[str]:
    """The words and quoted names of an expression, each part of a dotted name apart; nothing of what literals hold."""
    return frozenset(found[1] for found in _WORD.finditer(text) if found[1])


# quoted text is one token, so that what looks like a bracket in it is none
_BRACKETS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[(),]")


def until_closed(text: str, opening: int) -> tuple[str, str]:
    """What stands within the parenthesis that opens there, and what comes after it."""
    depth = 0
    for found in _BRACKETS.finditer(text, opening):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return text[opening + 1 : found.start()], text[found.end() :]
    return text[opening + 1 :], ""


def split_at_top(text: str) -> list[str]:
    """The elements of a list, those within parentheses and quotes left whole."""
    parts, depth, start = [], 0, 0
    for found in _BRACKETS.finditer(text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "," and not depth:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    return [*parts, text[start:].strip()]
