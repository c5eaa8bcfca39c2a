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
