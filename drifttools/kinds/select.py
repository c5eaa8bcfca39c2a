"""How `pg_get_viewdef` prints a select list once a column that it reads has another name.

The name of an output column stays what it was when the view was made: `old` becomes `new AS old`, and `old AS new`
becomes `new`. The server prints one item a line, so that this can be said of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = r'[\w$]+|"(?:[^"]|"")*"'
_ITEM = re.compile(
    rf"^(?P<lead> *SELECT (?:DISTINCT )?| {{4,}})(?P<of>(?:(?:{_NAME})\.)?)(?P<name>{_NAME})"
    rf"(?: AS (?P<alias>{_NAME}))?(?P<end>,?)$",
    re.MULTILINE,
)


def reprinted_select(definition: str, columns: tuple[str, ...], renamed: Mapping[str, str]) -> str:
    """The definition with its names replaced already, its select lists as the server prints them.

    Args:
        columns: The output columns with their types; none where they are not known.
        renamed: Quoted names, old to new.
    """
    former = {new: old for old, new in renamed.items()}
    output = {column.rpartition(" ")[0] if " " in column else column for column in columns}

    def item(found: re.Match[str]) -> str:
        name, alias = found["name"], found["alias"]
        if name not in former:
            return found[0]
        plain = found["lead"] + found["of"] + name
        if alias == name:
            return plain + found["end"]
        if alias is None and (not output or any(column.startswith(former[name]) for column in output)):
            return plain + " AS " + former[name] + found["end"]
        return found[0]

    return _ITEM.sub(item, definition)
