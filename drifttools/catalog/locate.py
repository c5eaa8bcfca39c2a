"""Finds a name in every schema and of every kind, and says what the bare name would mean to a role."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import psycopg

from drifttools import document as doc
from drifttools.catalog.object_classes import CLASSES, NAMES_LIKE
from drifttools.catalog.query import read_frame
from drifttools.catalog.search_path import SearchPath, read_search_path
from drifttools.document.shown import Shown, frame_table
from drifttools.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]
Match = Literal["exact", "case", "near", "none"]

COLUMNS = (
    "kind", "schema", "name", "on_table", "owner", "rows_estimate", "found_by_search_path", "usable", "match",
)  # fmt: skip
_RELATIONS = (
    "table", "partitioned table", "view", "materialized view", "foreign table", "sequence", "index", "partitioned index",
    "composite type", "temporary table", "temporary view", "temporary sequence",
)  # fmt: skip
_NEAR = 8
_CUTOFF = 0.72
_LISTED = 5


@dataclass(frozen=True)
class Located(Shown):
    """Where a name is.

    Args:
        name: What was looked for.
        path: Where the role looks for a bare name.
        match: `exact`; `case`: only other spellings in upper and lower case; `near`: only similar names; `none`.
        resolves_to: What the bare name finds, as schema and name; None where it finds nothing.
        sentence: The answer in a sentence or two.
    """

    name: str
    path: SearchPath
    match: Match
    resolves_to: tuple[str, str] | None
    sentence: str
    _places: pd.DataFrame = field(repr=False)

    @property
    def role(self) -> str:
        """The role whose eyes were used."""
        return self.path.role

    @property
    def found(self) -> bool:
        """Whether the very name is somewhere."""
        return self.match == "exact"

    def frame(self) -> pd.DataFrame:
        """All places.

        Returns:
            Columns `kind`, `schema`, `name`, `on_table` (of a column, constraint, trigger, policy, index), `owner`,
            `rows_estimate` (<NA> where PostgreSQL has none), `found_by_search_path` (the bare name means this one),
            `usable` (the role has USAGE on the schema), `match` (`exact`, `case` or `near`).
        """
        return self._places.copy()

    def document(self) -> doc.Document:
        """The sentence, the places and the path."""
        places = frame_table(self._places, "Places of the name") if len(self._places) else None
        if not self.path.entries and not self.role:  # a SQLite file: neither roles nor a path
            return doc.document(f"Where is {self.name}?", doc.para(self.sentence), places)
        origin = f"{self.path.setting or '(empty)'} ({self.path.origin})"
        return doc.document(
            f"Where is {self.name}?",
            doc.para(self.sentence),
            places,
            doc.facts([("role", doc.name(self.role)), ("search_path", doc.mono(origin))]),
            frame_table(self.path.frame(), "Schemas that are searched, in order"),
        )


def locate(connection: Connection, name: str, role: str | None = None) -> Located:
    """Look for a name everywhere.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        name: As an error message gives it: a bare name, or `schema.name`, `table.column`. Not folded: case matters.
        role: Whose search_path and privileges count; the connected role by default.

    Raises:
        UsageError: There is no such role, or no name.
        CatalogError: The catalog could not be read.
    """
    if not name.strip():
        raise UsageError("there is no name to look for", hint="give it as the error message does: users, app.users")
    path = read_search_path(connection, role)
    parent, bare = _split(name)
    places = _places(connection, path, tuple(dict.fromkeys((name, bare))), folded=True)
    places["match"] = _kinds_of_match(places, name, parent, bare)
    best: Match = "none"
    if len(places):
        best = "exact" if (places["match"] == "exact").any() else "case"
        # a name that is there needs no guesses, but another spelling of it is worth showing
        places = places.sort_values(["match", "schema", "kind", "name"], key=_exact_first, kind="stable")
    else:
        near = _near(connection, bare)
        if near:
            places = _places(connection, path, near, folded=False)
            places["match"] = "near"
            best = "near" if len(places) else "none"
    connection.rollback()
    places = places[list(COLUMNS)].reset_index(drop=True).astype({"match": "string"})
    exact = places[places["match"] == "exact"]
    resolved = _resolved(exact)
    return Located(name, path, best, resolved, _sentence(name, path, best, places, resolved), places)


def _split(name: str) -> tuple[str, str]:
    parent, dot, bare = name.rpartition(".")
    return (parent.rpartition(".")[2], bare) if dot and parent and bare else ("", name)


def _places(connection: Connection, path: SearchPath, names: Sequence[str], *, folded: bool) -> pd.DataFrame:
    import pandas as pd

    parameters = {
        "names": list(names),
        "folded": [name.lower() for name in names] if folded else [],
        "role": path.role_oid,
        "path": list(path.searched),
    }
    frames = [read_frame(connection, query, parameters) for query in CLASSES]
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(filled, ignore_index=True)


def _kinds_of_match(places: pd.DataFrame, name: str, parent: str, bare: str) -> pd.Series[str]:
    """`exact` where the whole name matches, or its last part within the schema or table that its first part names."""
    import pandas as pd

    match = pd.Series("case", index=places.index, dtype="string")
    match[places["matched"] == name] = "exact"
    if parent:
        within = (places["schema"] == parent) | (places["on_table"].fillna("") == parent)
        match[(places["matched"] == bare) & within] = "exact"
    return match


def _exact_first(column: pd.Series[str]) -> pd.Series[str]:
    # "exact" sorts behind "case"; the other columns are left as they are
    return column.replace({"exact": "a", "case": "b"}) if column.name == "match" else column


def _near(connection: Connection, name: str) -> list[str]:
    candidates = read_frame(connection, NAMES_LIKE, {"length": len(name)})["name"].tolist()
    spelled: dict[str, list[str]] = {}
    for candidate in candidates:
        spelled.setdefault(candidate.lower(), []).append(candidate)
    close = difflib.get_close_matches(name.lower(), spelled, n=_NEAR, cutoff=_CUTOFF)
    return [candidate for key in close for candidate in spelled[key]]


def _resolved(exact: pd.DataFrame) -> tuple[str, str] | None:
    found = exact[exact["found_by_search_path"].fillna(value=False) & exact["on_table"].isna()]
    # a relation first: that is what a bare name in a query means
    order = {kind: place for place, kind in enumerate(_RELATIONS)}
    found = found.assign(_order=found["kind"].map(order).fillna(len(order)))
    found = found.sort_values("_order", kind="stable")
    if not len(found):
        return None
    return str(found["schema"].iloc[0]), str(found["name"].iloc[0])


def _sentence(name: str, path: SearchPath, match: Match, places: pd.DataFrame, resolved: tuple[str, str] | None) -> str:
    where = f"The search_path of {path.role} is {path.setting or 'empty'} ({path.origin})"
    if match == "none":
        return f"{name} is in no schema of {path.database}, and nothing has a similar name. {where}."
    if match == "near":
        similar = ", ".join(dict.fromkeys(_labels(places)[:_LISTED]))
        return f"{name} is in no schema of {path.database}. Similar: {similar}. {where}."
    if match == "case":
        spelled = _enumerated(_labels(places)[:_LISTED])
        return (
            f"{name} is not there in this spelling or place, but this is: {spelled}."
            " PostgreSQL folds a name without quotes to lower case and takes a quoted one as it is."
        )
    exact = places[places["match"] == "exact"]
    listed = _descriptions(exact)
    more = [f"{len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
    there = _enumerated(listed[:_LISTED] + more)
    told = f"{name} is {there}."
    tops = exact[exact["on_table"].isna() & (exact["schema"] != "")]
    if not len(tops):
        return told
    if resolved is not None:
        shadowed = sorted(set(tops["schema"]) - {resolved[0]})
        others = f"; the one in {', '.join(shadowed)} is not what the bare name means" if shadowed else ""
        return f"{told} The bare name finds {resolved[0]}.{resolved[1]} for {path.role}{others}."
    schemas = sorted(set(tops["schema"]))
    locked = sorted(set(tops.loc[~tops["usable"].fillna(value=False), "schema"]))
    privilege = f" {path.role} has no USAGE on {', '.join(locked)}." if locked else ""
    return f"{told} {where} and does not reach {', '.join(schemas)}, so the bare name finds nothing.{privilege}"


def _labels(places: pd.DataFrame) -> list[str]:
    parents = places["on_table"].fillna("").tolist()
    whole = zip(places["kind"].tolist(), places["schema"].tolist(), parents, places["name"].tolist(), strict=True)
    return [
        name
        if kind == "schema" or not schema
        else f"{schema}.{parent}.{name}"
        if parent and kind != "index"
        else f"{schema}.{name}"
        for kind, schema, parent, name in whole
    ]


def _descriptions(places: pd.DataFrame) -> list[str]:
    columns = (places[name].fillna("").tolist() for name in ("kind", "schema", "on_table"))
    return [_description(kind, schema, parent) for kind, schema, parent in zip(*columns, strict=True)]


def _description(kind: str, schema: str, parent: str) -> str:
    what = f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"
    if kind == "schema" or not schema:
        return what
    if parent:
        return f"{what} {'of' if kind == 'column' else 'on'} {schema}.{parent}"
    return f"{what} in {schema}"


def _enumerated(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
