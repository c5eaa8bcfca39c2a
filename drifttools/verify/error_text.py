"""Finds the error text of a database in whatever an application answered: HTML, JSON, plain text."""

from __future__ import annotations

import html
import re
import unicodedata

from drifttools.redact import redactor

_LONGEST = 300

# A name may hold anything but is at most 63 bytes: a bound keeps a page without the end of the phrase from matching
_Q = r'"[^\n]{1,140}?"'
_TEXTS = tuple(
    re.compile(text)
    for text in (
        rf"column {_Q} of relation {_Q} does not exist",
        rf"(?:relation|column|schema|type|role|database|sequence|index|constraint) {_Q} does not exist",
        r"column [\w$.]{1,140} does not exist",
        r"(?:function|procedure|operator|operator class|aggregate) [^\n\"<>]{1,200}? does not exist",
        r"no schema has been selected to create in",
        r"permission denied for (?:table|schema|sequence|function|view|relation|type|database) \S{1,140}",
        rf"new row violates row-level security policy(?: \({_Q}\))? for table {_Q}",
        rf"invalid input value for enum [^\n]{{1,140}}?: {_Q}",
        rf"null value in column {_Q} of relation {_Q} violates not-null constraint",
        rf"(?:insert or update|update or delete) on table {_Q} violates foreign key constraint {_Q}(?: on table {_Q})?",
        rf"duplicate key value violates unique constraint {_Q}",
        rf"new row for relation {_Q} violates check constraint {_Q}",
        rf"column {_Q} is of type [^\n]{{1,80}}? but expression is of type [\w ]{{1,60}}",
        r"there is no unique or exclusion constraint matching the ON CONFLICT specification",
        r"cached plan must not change result type",
        r"canceling statement due to (?:lock|statement) timeout",
        r"Could not find (?:the|a) [^\n]{1,200}? in the schema cache",
        r"The (?:table|column) `[^`\n]{1,140}` does not exist in the current database\.",
        r"no such (?:table|column|function): [^\s<,;)]{1,140}",
        r"table \S{1,140} has no column named \S{1,140}",
        r"(?:NOT NULL|UNIQUE|CHECK) constraint failed: [^\n<]{1,140}",
        r"FOREIGN KEY constraint failed",
    )
)


def error_text(body: str) -> str:
    """The first database error that a body holds, as the server worded it; empty where there is none.

    Args:
        body: What came back. Nothing of it is kept but the phrase itself, in which no value of a row can stand.
    """
    # HTML writes a quote as &quot;, JSON as \"
    text = html.unescape(body).replace('\\"', '"')
    found = [match for pattern in _TEXTS if (match := pattern.search(text))]
    if not found:
        return ""
    # at one place the longer phrase says more: `column "a" of relation "t" does not exist`
    first = min(found, key=lambda match: (match.start(), -match.end()))
    return shorten(first[0], _LONGEST)


def shorten(text: str, most: int) -> str:
    """One printable line of at most so many characters, without secrets: control characters are escaped."""
    line = " ".join(redactor.clean(text).split())
    shown = "".join(char if _harmless(char) else char.encode("unicode_escape").decode() for char in line)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _harmless(char: str) -> bool:
    # Cc, Cf: control and format characters, those that turn the direction of text among them
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
