"""Gathers what a SQLite file says of a recognised error: SELECT only, nothing of a row but numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from drifttools.catalog.reader import Extent
from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.sqlite_connect import path_of
from drifttools.catalog.sqlite_evidence import count_sqlite_rows
from drifttools.catalog.sqlite_names import SCHEMA, Named, matches, names_in
from drifttools.config import Target
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.index import Index
from drifttools.kinds.records import records
from drifttools.model.recognised import Recognised
from drifttools.model.sighting import ConstraintFacts, Facts, Place, TableFacts

_TABLES_MOST, _COUNTED_MOST = 12, 6
_COUNT_MS = 1_500
_RELATIONS = ("table", "view")


class SqliteSighting:
    """A file that is asked about several errors; it is read once.

    Args:
        target: The file; it is only read.
    """

    def __init__(self, target: Target) -> None:
        self._target = target

    @cached_property
    def _names(self) -> list[Named]:
        return names_in(self._target)

    @cached_property
    def _file(self) -> str:
        return path_of(self._target).name

    def facts(self, error: Recognised) -> Facts:
        """What there is to know about one error.

        Raises:
            ConnectionFailed, CatalogError: The file cannot be opened or read.
        """
        wanted = self._main_name(error)
        places = self._places(wanted) if wanted else ()
        named = [one.name for one in error.tables] + [error.name("parent")]
        relations = [place.name for place in places if place.kind in _RELATIONS]
        for other in dict.fromkeys(filter(None, named)):
            relations += [
                place.name for place in self._places(other) if place.kind in _RELATIONS and place.match == "exact"
            ]
        column = error.name("column").rpartition(".")[2]
        if column and not relations:
            # SQLite often says the column alone: whose it is there, or whose is like it
            relations += [on for kind, own, on in self._names if kind == "column" and own.lower() == column.lower()]
        tables, constraints = self._tables(tuple(dict.fromkeys(relations))[:_TABLES_MOST])
        return Facts(
            database=self._file,
            role="",
            setting=SCHEMA,
            origin="a SQLite file",
            parts=(SCHEMA,),
            reached=(SCHEMA,),
            places=self._with_rows(places),
            tables=tables,
            constraints=constraints,
            schemas=(SCHEMA,),
            databases=(self._file,),
            dialect="sqlite",
        )

    @staticmethod
    def _main_name(error: Recognised) -> str:
        return next((error.name(role) for role in ("relation", "view", "index", "trigger") if error.name(role)), "")

    def _places(self, wanted: str) -> tuple[Place, ...]:
        match, found = matches(self._names, wanted)
        return tuple(Place(kind, SCHEMA, own, on, found=match == "exact", match=match) for kind, own, on in found)

    def _with_rows(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        tables = [(SCHEMA, place.name) for place in places if place.kind == "table" and place.match == "exact"]
        if not tables:
            return places
        frame = count_sqlite_rows(self._target, tables[:_COUNTED_MOST], timeout_ms=_COUNT_MS)
        counted = frame.dropna(subset=["rows"])
        known = {name: int(count) for name, count in zip(counted["table"], counted["rows"], strict=True)}
        return tuple(
            replace(place, rows=known[place.name], exact=True) if place.kind == "table" and place.name in known else place
            for place in places
        )

    def _tables(self, names: Sequence[str]) -> tuple[tuple[TableFacts, ...], tuple[ConstraintFacts, ...]]:
        """The columns, keys and constraints of some tables."""
        if not names:
            return (), ()
        extent = Extent(kinds=(Column, Constraint, Index), focus=[(SCHEMA, name) for name in names])
        snapshot = read_sqlite_target(self._target, extent)
        columns, held = list(records(snapshot, Column)), list(records(snapshot, Constraint))
        indexes = list(records(snapshot, Index))
        tables = tuple(
            TableFacts(
                SCHEMA,
                name,
                "table",
                "",
                columns={
                    one.column: one.type for one in sorted(columns, key=lambda one: one.position) if one.table == name
                },
                unique=tuple(_unique(name, held, indexes)),
            )
            for name in names
        )
        return tables, tuple(map(_constraint, held))


def _unique(table: str, constraints: Sequence[Constraint], indexes: Sequence[Index]) -> Iterator[tuple[str, ...]]:
    for one in constraints:
        if one.table == table and one.type in ("primary key", "unique"):
            yield one.columns or ()
    for index in indexes:
        if index.table == table and index.unique and index.predicate is None:
            yield index.keys


def _constraint(one: Constraint) -> ConstraintFacts:
    refers = (SCHEMA, one.references.partition(".")[2].strip('"')) if one.references else None
    definition = one.expression or f"{one.type} ({', '.join(one.columns or ())})"
    return ConstraintFacts(
        SCHEMA, one.table, one.named or one.constraint, one.type, definition, columns=one.columns or (), refers=refers
    )
