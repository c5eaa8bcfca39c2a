"""Makes a pasted text plain: no colours, no escapes of JSON or HTML, no marks of a quoted mail. In linear time."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

LONGEST = 4 << 20
"""Characters that are looked at: the first and the last half of a text that has more."""

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,40}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)|\x1b[@-Z\\-_]")
# what is left of a colour where the escape character was lost on the way
_COLOUR = re.compile(r"\[(?:\d{1,3};){0,5}\d{1,3}m|\[m")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200d\u2060\ufeff]")
_ESCAPED = re.compile(r"\\{1,8}(?:u([0-9a-fA-F]{4})|([\"'`nrt]))")
_MEANT = {"n": "\n", "r": "\n", "t": "\t"}
# "> " of a mail, "| " of an exception group
_MARGIN = re.compile(r"^[ \t]{0,40}(?:(?:>|\|)[ \t]?){1,20}", re.MULTILINE)
# csvlog doubles the quotes of a field
_DOUBLED = re.compile(r"(?<=[\s(=])\"\"([^\"\n]{1,140})\"\"(?=[\s.,;:)\"]|$)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){1,400}")
_SPACES = re.compile("[\u00a0\u202f\u2007\u3000]")


def plain(text: str) -> tuple[str, int]:
    """The text without what only shows or carries it.

    Args:
        text: Anything.

    Returns:
        The text, and how many characters in its middle were left out.
    """
    left_out = max(len(text) - LONGEST, 0)
    if left_out:
        text = f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    if "m" in text and "[" in text:
        text = _COLOUR.sub("", text)
    text = _UNSEEN.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "%20" in text:  # of a URL that shows the error
        text = _PERCENT.sub(lambda found: unquote(found[0], errors="replace"), text)
    if '""' in text:
        text = _DOUBLED.sub(r'"\1"', text)
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return _MARGIN.sub("", _SPACES.sub(" ", text)), left_out


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        char = chr(int(found[1], 16))
        # half of a pair means nothing alone, and no output can be written with it
        return "\ufffd" if "\ud800" <= char <= "\udfff" else char
    return _MEANT.get(found[2], found[2])
