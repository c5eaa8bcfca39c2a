"""The names of a SQLite file: where one is, or what is called like it. SQLite tells no upper case from lower."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from drifttools.catalog.sqlite_connect import connect_sqlite, path_of, refused
from drifttools.config import Target
from drifttools.errors import UsageError
from drifttools.sql.sqlite_folding import folded

if TYPE_CHECKING:
    from drifttools.catalog.locate import Located, Match

SCHEMA = "main"
_NEAR, _CUTOFF = 8, 0.72
_LISTED = 5

# a virtual table is asked for its columns too, which needs its module; a view is not, for it may be broken
_OBJECTS = """
    select s.type, s.name, case when s.type in ('index', 'trigger') then s.tbl_name else '' end
    from main.sqlite_schema s where substr(s.name, 1, 7) <> 'sqlite_'
    union all
    select 'column', x.name, l.name
    from pragma_table_list l join pragma_table_xinfo(l.name, 'main') x
    where l.schema = 'main' and l.type = 'table' and substr(l.name, 1, 7) <> 'sqlite_'
"""

Named = tuple[str, str, str]
"""Kind, name, and the table that it is on, empty for what is on none."""


def names_in(target: Target) -> list[Named]:
    """Every object and column of a file.

    Raises:
        ConnectionFailed, CatalogError: It cannot be opened or read.
    """
    with closing(connect_sqlite(target)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            return [(str(kind), str(name), str(on)) for kind, name, on in connection.execute(_OBJECTS)]
        except sqlite3.Error as problem:
            raise refused(target, problem) from problem


def matches(names: list[Named], wanted: str) -> tuple[Match, list[Named]]:
    """The objects of a name, `main.name` or `table.column` too; else those that are called like it."""
    parent, _, bare = wanted.replace('"', "").rpartition(".")
    parent = folded(parent.rpartition(".")[2])
    own = [one for one in names if folded(one[1]) == folded(bare)]
    exact = [one for one in own if parent in ("", SCHEMA, folded(one[2]))]
    if exact:
        return "exact", exact
    if own:
        return "case", own
    spelled: dict[str, list[Named]] = {}
    for one in names:
        spelled.setdefault(folded(one[1]), []).append(one)
    close = difflib.get_close_matches(folded(bare), spelled, n=_NEAR, cutoff=_CUTOFF)
    near = [one for key in close for one in spelled[key]]
    return ("near" if near else "none"), near


def locate_sqlite(target: Target, name: str) -> Located:
    """Where a name is in a file.

    Raises:
        UsageError: There is no name.
        ConnectionFailed, CatalogError: The file cannot be opened or read.
    """
    import pandas as pd

    from drifttools.catalog.locate import COLUMNS, Located
    from drifttools.catalog.search_path import SearchPath

    if not name.strip():
        raise UsageError("there is no name to look for", hint="give it as the error message does: users, users.email")
    match, found = matches(names_in(target), name)
    file = path_of(target).name
    path = SearchPath("", 0, file, SCHEMA, "a SQLite file", (), 0)
    rows = [(kind, SCHEMA, own, on or None, None, None, match == "exact", True, match) for kind, own, on in sorted(found)]
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    texts = dict.fromkeys(("kind", "schema", "name", "on_table", "owner", "match"), "string")
    places = frame.astype({**texts, "rows_estimate": "Int64", "found_by_search_path": "boolean", "usable": "boolean"})
    tops = [own for kind, own, on in found if not on]
    resolved = (SCHEMA, tops[0]) if match == "exact" and tops else None
    return Located(name, path, match, resolved, _sentence(name, file, match, found), places)


def _sentence(name: str, file: str, match: Match, found: list[Named]) -> str:
    listed = list(dict.fromkeys(_described(found)))
    more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    told = ", ".join(listed[:_LISTED]) + more
    if match == "exact":
        return f"{name} is {told} in {file}."
    if match == "case":
        return f"{name} is not there in that place, but this is: {told} in {file}."
    if match == "near":
        similar = ", ".join(dict.fromkeys(f"{on}.{own}" if on else own for _, own, on in found[:_LISTED]))
        return f"{name} is not in {file}. Similar: {similar}."
    return f"{name} is not in {file}, and nothing has a similar name."


def _described(found: list[Named]) -> Iterator[str]:
    for kind, _, on in found:
        article = "an" if kind[0] in "aeiou" else "a"
        yield f"{article} {kind}" + (f" {'of' if kind == 'column' else 'on'} {on}" if on else "")
