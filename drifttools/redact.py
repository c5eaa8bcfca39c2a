"""Keeps secrets out of whatever people read: by value for every secret that is known, by pattern as a second net.

The lowest layer, beside `errors`: every sink (log, journal, report, notebook, error text) can use it.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import threading
import traceback
from urllib.parse import quote, quote_plus

MASK = "***"

# A secret this short and plain may be a part of an ordinary word ("postgres" in "postgresql"): it is
# replaced only where it stands alone.
_SHORT = 12

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # scheme://user:password@host: greedy to the last @ before a space or quote, for a password may hold a
    # raw @ or /
    # a port with a path behind it is none: http://127.0.0.1:8000/@someone
    (re.compile(r"(\b[a-z][a-z0-9+.\-]*://[^\s:/@'\"]*:)(?!\d{1,5}/)[^\s'\"]+(@)", re.IGNORECASE), rf"\1{MASK}\2"),
    # password=..., sslpassword = '...', PGPASSWORD=..., ?password=...&
    (
        re.compile(
            r"((?:pg|ssl)?(?:password|passwd)\s*=\s*)(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^\s&;,'\")]+)",
            re.IGNORECASE,
        ),
        rf"\1{MASK}",
    ),
    # a member of JSON or of the repr of a dict
    (
        re.compile(r"((['\"])(?:ssl)?password\2\s*:\s*(['\"]))(?:(?!\3)[^\\]|\\.)*(?=\3)", re.IGNORECASE | re.DOTALL),
        rf"\1{MASK}",
    ),
    # ALTER ROLE r PASSWORD '...'
    (re.compile(r"(\bpassword\s+)E?'(?:[^']|'')*'", re.IGNORECASE), rf"\1'{MASK}'"),
)


def variants(secret: str) -> tuple[str, ...]:
    """The forms in which a secret turns up in texts: raw, URL-encoded, escaped as by `repr`, JSON or libpq, base64."""
    raw = secret.encode("utf-8", "surrogatepass")
    forms = (
        secret,
        quote(secret, safe="", errors="surrogatepass"),
        quote(secret, errors="surrogatepass"),
        quote_plus(secret, errors="surrogatepass"),
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
        secret.replace("\\", "\\\\").replace("'", "\\'"),
        secret.replace("'", "''"),
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
    )
    return tuple(dict.fromkeys(form for form in forms if form))


class Redactor:
    """Replaces secrets in texts by `***`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: frozenset[str] = frozenset()
        self._by_value: re.Pattern[str] | None = None

    def add(self, secret: str | None) -> None:
        """Make a secret known, in all its `variants`.

        Args:
            secret: The secret itself; nothing and the empty text are ignored.
        """
        if not secret:
            return
        with self._lock:
            known = self._known | set(variants(secret))
            if known == self._known:
                return
            # Longest first, so that a secret that holds another one does not leave its tail behind.
            alternatives = sorted(known, key=lambda form: (-len(form), form))
            self._by_value = re.compile("|".join(_alternative(form) for form in alternatives))
            self._known = known

    def clean(self, text: str) -> str:
        """The text without any known secret and without what looks like one.

        Args:
            text: Any text; cleaning it twice changes nothing more.
        """
        by_value = self._by_value
        if by_value is not None:
            text = by_value.sub(MASK, text)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text


class RedactingFilter(logging.Filter):
    """Cleans the message and the traceback of every log record that passes a handler.

    Args:
        redactor: Whose secrets are removed; the global one if none is given.
    """

    def __init__(self, redactor: Redactor | None = None) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place and let it pass."""
        cleaner = self._redactor or redactor
        record.msg = cleaner.clean(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0] is not None:
            # Formatters print `exc_text` if it is set, and format `exc_info` themselves only if it is not.
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if record.exc_text:
            record.exc_text = cleaner.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = cleaner.clean(record.stack_info)
        return True


def _alternative(form: str) -> str:
    if len(form) < _SHORT and form.isalnum():
        return rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])"
    return re.escape(form)


redactor = Redactor()
"""The one that connections add their secrets to and that every sink uses."""


_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"")
_DATA_EXCEPTION = "22"


def without_values(said: str, sqlstate: str | None) -> str:
    """What a server said, with its SQLSTATE; an error about a value quotes that value, which is nobody's business here."""
    told = _QUOTED.sub('"..."', said) if (sqlstate or "").startswith(_DATA_EXCEPTION) else said
    return f"{told} (SQLSTATE {sqlstate})" if sqlstate else told
