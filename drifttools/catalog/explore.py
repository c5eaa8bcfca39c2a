"""The catalog as DataFrames: every kind by its plural, and what a person asks first in an outage.

Nothing here names a kind: `catalog.columns`, `catalog.indexes` ... come from the declarations in `KINDS`.
"""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import psycopg

from drifttools.catalog import activity
from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.locate import Located, locate
from drifttools.catalog.presence import presence
from drifttools.catalog.query import run_sql
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.search_path import read_search_path
from drifttools.catalog.sqlite_explore import sqlite_locks, sqlite_presence, sqlite_search_path, sqlite_sizes
from drifttools.catalog.sqlite_names import locate_sqlite
from drifttools.catalog.sqlite_query import run_sqlite_sql
from drifttools.config import Target
from drifttools.errors import CatalogError, UsageError
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import attributes_of, fields_of
from drifttools.kinds.registry import KINDS

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.model.snapshot import Snapshot

Connect = Callable[[Target], psycopg.Connection[tuple[object, ...]]]
Filter = str | Iterable[str] | None

_BY_PLURAL: Mapping[str, type[Kind]] = {kind.plural: kind for kind in KINDS}


class IncompleteWarning(UserWarning):
    """A frame lacks objects that could not be read; `frame.attrs["unread"]` names them."""


class Catalog:
    """What is in a database, as DataFrames.

    Every kind has a method of its plural name with a filter for each of its keys:
    `catalog.columns(schema="public", table=["users", "orders"])`, `catalog.indexes(table="user_*")`.

    Args:
        target: The database; each call has a connection of its own, read-only.
        connect: How to reach it.
    """

    def __init__(self, target: Target, connect: Connect = connect_readonly) -> None:
        self._target = target
        self._connect = connect

    def __repr__(self) -> str:
        return f"<Catalog of {self._target}: {', '.join(_BY_PLURAL)}>"

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *_BY_PLURAL]

    def __getattr__(self, name: str) -> Callable[..., pd.DataFrame]:
        kind = _BY_PLURAL.get(name)
        if kind is None:
            raise AttributeError(f"a catalog has no {name!r}; it has {', '.join(_BY_PLURAL)}", name=name, obj=self)

        def method(**filters: Filter) -> pd.DataFrame:
            return self.read_kind(kind, **filters)

        method.__name__, method.__qualname__ = name, f"Catalog.{name}"
        method.__doc__ = _describe(kind)
        return method

    def read_kind(self, kind: type[Kind] | str, **filters: Filter) -> pd.DataFrame:
        """All objects of a kind.

        Args:
            kind: The kind, or its name or plural.
            filters: For each key a value or several; `*` stands for any text, case matters.

        Returns:
            The kind's keys, then its attributes, with the dtypes of the declaration. `attrs["unread"]` says what could
            not be read, which also is an `IncompleteWarning`.

        Raises:
            UsageError: The kind or a filter does not exist.
            CatalogError: The kind could not be read at all.
        """
        kind = _kind(kind)
        wanted = _patterns(kind, filters)
        extent = Extent(kinds=(kind,), focus=_focus(wanted))
        if self._target.dialect == "sqlite":
            snapshot = read_sqlite_target(self._target, extent, origin=self._target.name)
        else:
            with self._connect(self._target) as connection:
                snapshot = read(connection, extent, origin=self._target.name)
        if kind.kind not in snapshot.rows:
            reasons = "; ".join(unread.reason for unread in snapshot.unread) or "this server has no such objects"
            raise CatalogError(f"the {kind.plural} of {self._target} could not be read: {reasons}")
        frame = snapshot.frame(kind.kind).reset_index()
        for name, patterns in wanted.items():
            frame = frame[frame[name].isin(_matching(frame[name].unique().tolist(), patterns))]
        return _with_unread(frame.reset_index(drop=True), snapshot)

    def locate(self, name: str, role: str | None = None) -> Located:
        """Where a name is, in every schema and of every kind, and what the bare name means to the role.

        Raises:
            UsageError: There is no such role.
        """
        if self._target.dialect == "sqlite":
            return locate_sqlite(self._target, name)
        with self._connect(self._target) as connection:
            return locate(connection, name, role)

    def presence(self, names: Iterable[str], *, rows: bool = False) -> pd.DataFrame:
        """Which object is in which schema; see `drifttools.catalog.presence`.

        Returns:
            Column `object`, then one column for each schema: the kind, or an empty text.
        """
        names = [names] if isinstance(names, str) else names
        if self._target.dialect == "sqlite":
            return sqlite_presence(self._target, names, rows=rows)
        with self._connect(self._target) as connection:
            return presence(connection, names, rows=rows)

    def search_path(self, role: str | None = None) -> pd.DataFrame:
        """Where a role looks for names after it has logged in.

        Returns:
            Columns `position`, `schema`, `exists`, `usable`, `origin`; `attrs` holds `role`, `setting`, `database`.
        """
        if self._target.dialect == "sqlite":
            return sqlite_search_path(self._target)
        with self._connect(self._target) as connection:
            return read_search_path(connection, role).frame()

    def sql(self, text: str, limit: int = 10_000, *, timeout_ms: int = 60_000, views: bool = False) -> pd.DataFrame:
        """The rows of one statement that reads; see `drifttools.catalog.query.run_sql`.

        Returns:
            The columns of the statement; `attrs["truncated"]` is true where `limit` cut rows off.

        Raises:
            UsageError: It is not one statement that starts with SELECT, WITH, TABLE, VALUES, SHOW or EXPLAIN, or the
                server refused it.
            CatalogError: It took too long.
        """
        if self._target.dialect == "sqlite":
            return run_sqlite_sql(self._target, text, limit=limit, timeout_ms=timeout_ms)
        with self._connect(self._target) as connection:
            return run_sql(connection, text, limit=limit, timeout_ms=timeout_ms, views=views)

    def sizes(self) -> pd.DataFrame:
        """Tables and materialized views, the largest first.

        Returns:
            Columns `schema`, `relation`, `kind`, `rows_estimate`, `table_bytes`, `index_bytes`, `total_bytes`, `reason`.
        """
        if self._target.dialect == "sqlite":
            return sqlite_sizes(self._target)
        with self._connect(self._target) as connection:
            return activity.sizes(connection)

    def locks(self) -> pd.DataFrame:
        """Locks of other sessions, those that wait first.

        Returns:
            Columns `pid`, `role`, `application`, `state`, `transaction_seconds`, `schema`, `relation`, `type`, `mode`,
            `granted`, `blocked_by`. Of a SQLite file those that the system lists; `attrs` tells of its journal.
        """
        if self._target.dialect == "sqlite":
            return sqlite_locks(self._target)
        with self._connect(self._target) as connection:
            return activity.locks(connection)


def _kind(kind: type[Kind] | str) -> type[Kind]:
    if not isinstance(kind, str):
        return kind
    for known in KINDS:
        if kind in (known.kind, known.plural):
            return known
    raise UsageError(f"there is no kind {kind!r}", hint=f"one of {', '.join(known.kind for known in KINDS)}")


def _patterns(kind: type[Kind], filters: Mapping[str, Filter]) -> dict[str, tuple[str, ...]]:
    keys = [field.name for field in fields_of(kind) if field.key]
    wanted: dict[str, tuple[str, ...]] = {}
    for name, given in filters.items():
        if name not in keys:
            raise UsageError(f"{kind.plural} cannot be filtered by {name!r}", hint=f"by {', '.join(keys)}")
        if given is None:
            continue
        values = (given,) if isinstance(given, str) else tuple(given)
        if not all(isinstance(value, str) for value in values):
            raise UsageError(f"the filter {name} of {kind.plural} takes a text or several, not {given!r}")
        wanted[name] = values
    return wanted


def _focus(wanted: Mapping[str, Collection[str]]) -> tuple[tuple[str, str], ...] | None:
    """Let the server filter, where schema and table are given without `*`."""
    if not {"schema", "table"} <= wanted.keys():
        return None
    names = [*wanted["schema"], *wanted["table"]]
    # `{}` and `<<` are marks in the queries of kinds, where a focus is put in as text: such a name is filtered here
    if any(mark in name for name in names for mark in ("*", "{}", "<<")):
        return None
    return tuple(itertools.product(wanted["schema"], wanted["table"]))


def _matching(values: Iterable[str], patterns: Iterable[str]) -> list[str]:
    expressions = [re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL) for pattern in patterns]
    return [value for value in values if any(expression.fullmatch(value) for expression in expressions)]


def _with_unread(frame: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    unread: list[Any] = [f"{one.kind} {one.object}: {one.reason}" for one in snapshot.unread]
    frame.attrs["unread"] = unread
    if unread:
        warnings.warn(f"not everything could be read: {'; '.join(unread)}", IncompleteWarning, stacklevel=3)
    return frame


def _describe(kind: type[Kind]) -> str:
    keys = [field.name for field in fields_of(kind) if field.key]
    columns = "\n".join(f"        {attribute.name}: {attribute.doc}" for attribute in attributes_of(kind))
    return (
        f"{(kind.__doc__ or kind.plural).strip()}\n\n    Args:\n"
        + "\n".join(f"        {key}: A value or several; `*` stands for any text." for key in keys)
        + f"\n\n    Returns:\n        Columns {', '.join(keys)}, and:\n{columns}\n"
    )
