"""How the server prints a select list once a column that it reads has another name.

The name of an output column stays what it was when the view was made: `old` becomes `new AS old`, and `old AS new`
becomes `new`. The server prints one item a line, so that this can be said of the text.
"""

from __future__ import annotations

import re

_NAME = r'[\w$]+|"(?:[^"]|"")*"'
_MARK = "\0"  # in no text of PostgreSQL
_MARKED = re.compile(rf"{_MARK}[^{_MARK}]*{_MARK}")
_ITEM = re.compile(
    rf"^(?P<lead> *SELECT (?:DISTINCT )?| {{4,}})(?P<of>(?:(?:{_NAME})\.)?)"
    rf"{_MARK}(?P<old>[^{_MARK}]*){_MARK}(?P<new>{_NAME})(?: AS (?P<alias>{_NAME}))?(?P<end>,?)$",
    re.MULTILINE,
)


def marked_column(old: str, new: str) -> str:
    """The new name of a column with its old one beside it, for `reprinted_select`; both quoted where they have to be."""
    return f"{_MARK}{old}{_MARK}{new}"


def reprinted_select(definition: str) -> str:
    """A definition in which columns have other names already, marked, with its select lists as the server prints them."""

    def item(found: re.Match[str]) -> str:
        plain = found["lead"] + found["of"] + found["new"]
        if found["alias"] is None:
            return f"{plain} AS {found['old']}{found['end']}"
        return plain + ("" if found["alias"] == found["new"] else f" AS {found['alias']}") + found["end"]

    return _MARKED.sub("", _ITEM.sub(item, definition))
