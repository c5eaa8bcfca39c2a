"""Finds the error text of a database in whatever an application answered: HTML, JSON, plain text."""

from __future__ import annotations

import unicodedata

from drifttools.diagnose.triage.recognise import first_message
from drifttools.redact import redactor

_LONGEST = 300


def error_text(body: str) -> str:
    """The first database error that a body holds, as the server worded it; empty where it has none.

    Args:
        body: What came back. Nothing of it is kept but the phrase itself, without values of a row.
    """
    return shorten(first_message(body), _LONGEST)


def shorten(text: str, most: int) -> str:
    """One printable line of at most so many characters, without secrets: control characters are escaped."""
    line = " ".join(redactor.clean(text).split())
    shown = "".join(char if _harmless(char) else char.encode("unicode_escape").decode() for char in line)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _harmless(char: str) -> bool:
    # Cc, Cf: control and format characters, those that turn the direction of text among them
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
