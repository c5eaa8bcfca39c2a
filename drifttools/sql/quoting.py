"""Identifiers and literals. The only place where a name becomes SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drifttools.errors import UsageError
from drifttools.sql.keywords import QUOTED_KEYWORDS

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")  # `$` is left out as PostgreSQL's quote_ident() does
LONGEST_NAME = 63
"""Bytes (NAMEDATALEN - 1): the server cuts a longer name with only a NOTICE (docs/faults.md, F18)."""


def demand_whole(names: Iterable[str]) -> None:
    """See that PostgreSQL takes names as they are; only what is sent to it has that limit.

    Raises:
        UsageError: One is longer than 63 bytes, which the server would cut.
    """
    for name in names:
        if len(name.encode()) > LONGEST_NAME:
            raise UsageError(f"the name {name!r} is longer than {LONGEST_NAME} bytes: PostgreSQL would cut it")


def quote_name(name: str) -> str:
    """Quote one identifier where it needs quotes, by the rules of PostgreSQL's `quote_ident()`; SQLite has no limit.

    Raises:
        UsageError: The name is empty or holds a NUL.
    """
    if not name or "\0" in name:
        raise UsageError(f"{name!r} cannot be the name of a database object")
    if _PLAIN.fullmatch(name) and name not in QUOTED_KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def qualified(*names: str) -> str:
    """Quote a dotted name: `qualified("public", "user")` is `public."user"`."""
    return ".".join(quote_name(name) for name in names)


def literal(value: str | bool | int | None) -> str:  # noqa: FBT001 - any literal, not a switch
    """Quote a value as a literal that means the same whatever `standard_conforming_strings` is."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if "\0" in value:
        raise UsageError("a text with a NUL character cannot be stored in PostgreSQL")
    quoted = "'" + value.replace("'", "''") + "'"
    return " E" + quoted.replace("\\", "\\\\") if "\\" in value else quoted
