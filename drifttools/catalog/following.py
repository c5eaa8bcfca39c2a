"""Follows a scratch database through a history: after each step it reads again only what that step has changed.

A row of a system catalog that was made or changed carries the number of its transaction (`xmin`), so one query over the
catalogs tells which of them have changed, and a second one for each of those tells which objects. What was removed leaves
no row: there are fewer of them than there should be, and then the rows of that one catalog are looked through. The kinds
whose queries read a changed catalog are read again for just these objects, by statements that are planned once.

Where a name changes that others are printed with, what depends on it is read again too: a view does not change when a
column of a table is renamed, but its text does. Where that cannot be told, everything is. `finish` reads everything once
more, so that nothing can be overlooked in silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import LiteralString, Self

import psycopg

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.watched import DEPENDENT, REACHES_ALL, SINCE_15, WATCHED, Watched
from drifttools.config import Target
from drifttools.errors import CatalogError
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import fields_of, is_whole
from drifttools.kinds.query import query_for
from drifttools.model.chronicle import KindChange, Renaming
from drifttools.model.rows import Rows, encode_line
from drifttools.sql.compose import Sql, compose, deparsed
from drifttools.sql.dialect import Dialect

Place = tuple[str, str]
"""Schema and relation, as `Extent.focus` finds objects."""

Query = tuple[str, Mapping[str, object] | None]
"""A query and its parameters."""

_CATALOG = re.compile(r"pg_catalog\.(pg_[a-z_]+)\b(?!\()")
# what is more than a way to a relation: a kind that reads nothing else of `pg_class` does not change with a row of it
_STORED = re.compile(r"\brel(?!name\b|namespace\b|kind\b|persistence\b|type\b|ation)[a-z]+\b")
_SINCE = (
    "select '', pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::pg_catalog.text::pg_catalog.int8,"
    " 0::pg_catalog.int8"
)
_NEVER = "3"  # the first transaction that anybody ever had
_MARK = re.compile("\x02(.*?)\x03", re.DOTALL)
# the name alone comes first, because there is an index for it
_WITHIN: LiteralString = (
    "{} = any(%(relations)s::pg_catalog.text[]) and (n.nspname, {}) in (select f.schema, f.relation"
    " from rows from (pg_catalog.unnest(%(schemas)s::pg_catalog.text[]),"
    " pg_catalog.unnest(%(relations)s::pg_catalog.text[])) f(schema, relation))"
)
_WRAPS = 2**32  # an xid8 counts on where an xid begins again
_PREPARED = 400  # more than there are statements here: two for each kind, two for each catalog


@dataclass(frozen=True, slots=True)
class Changed:
    """What one step has changed: rows that are gone and rows that are new by kind, and what has another name now."""

    changes: tuple[KindChange, ...] = ()
    renamed: tuple[Renaming, ...] = ()


@dataclass(slots=True)
class _Entry:
    """A catalog row as it was last seen: its own name, and the places of what it decides."""

    name: str | None
    places: set[Place]


@dataclass(frozen=True, slots=True)
class _Query:
    """How a kind is read: all of it, or the objects of some places; and the catalogs that can change it."""

    whole: str
    within: str
    reads: frozenset[str]


class Following:
    """A connection to a database that somebody else changes step by step.

    Args:
        target: The database; it is only read.
        kinds: The kinds that count.

    Raises:
        ConnectionFailed: It does not answer.
    """

    def __init__(self, target: Target, kinds: Iterable[type[Kind]]) -> None:
        self._connection = connect_readonly(target, statement_timeout_ms=0)
        # nobody shares the session of a scratch server
        self._connection.prepare_threshold = 0
        self._connection.prepared_max = _PREPARED
        # whoever changes the database waits meanwhile, so no transaction is needed for a view that holds still; and psycopg
        # would forget what it has prepared with one that is rolled back
        self._connection.autocommit = True
        # the same queries come hundreds of times, and to plan one takes longer than to run it
        self._connection.execute("select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false)")
        self._major = self._connection.info.server_version // 10_000
        superuser = self._connection.info.parameter_status("is_superuser") == "on"
        self._queries = {
            kind: _Query(whole, _within(marked), _catalogs_of(kind, whole))
            for kind in kinds
            if (whole := query_for(kind, Dialect.POSTGRESQL, self._major, superuser=superuser)) is not None
            and (marked := query_for(kind, Dialect.POSTGRESQL, self._major, _marked, superuser=superuser)) is not None
        }
        self._watched = {one.catalog: one for one in (*WATCHED, *(SINCE_15 if self._major >= 15 else ()))}  # noqa: PLR2004 - as its name says
        self._entries: dict[str, dict[str, _Entry]] = {catalog: {} for catalog in self._watched}
        self._counts: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._unnamed: dict[str, int] = {}
        self._since = _NEVER
        self._lines: dict[type[Kind], dict[Place, set[bytes]]] = {kind: defaultdict(set) for kind in self._queries}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def begin(self) -> Changed:
        """Read everything once; what is there before the first step is no step's.

        Raises:
            CatalogError: The catalog could not be read.
        """
        return self._guarded(self._everything)()

    def step(self) -> Callable[[], Changed]:
        """Read what has changed since the last call; whoever changes the database must not be within a transaction.

        Returns:
            What makes it out, which needs the database no more: whoever changes it may go on meanwhile. It has to be called
            before the next step.

        Raises:
            CatalogError: The catalog could not be read.
        """
        return self._guarded(self._step)

    def finish(self) -> Changed:
        """Read everything again, and say what was overlooked: nothing, unless a rule of `watched` is wrong.

        Raises:
            CatalogError: The catalog could not be read.
        """
        return self._guarded(self._everything)()

    def rows(self) -> dict[str, Rows]:
        """All rows as they are known now."""
        return {
            kind.kind: Rows(fields_of(kind), tuple(sorted(line for lines in held.values() for line in lines)))
            for kind, held in self._lines.items()
        }

    def _guarded(self, reading: Callable[[], Callable[[], Changed]]) -> Callable[[], Changed]:
        try:
            return reading()
        except psycopg.Error as problem:
            said = str(problem).partition("\n")[0]
            raise CatalogError(f"the scratch catalog could not be followed: {said}") from problem

    def _everything(self) -> Callable[[], Changed]:
        self._counts = {catalog: count for catalog, (count, _) in self._numbers(self._since).items()}
        self._begun = self._begun or self._counts
        self._unnamed = {catalog: count - len(self._entries[catalog]) for catalog, count in self._counts.items()}
        return self._read(dict.fromkeys(self._queries), ())

    def _step(self) -> Callable[[], Changed]:
        since = self._since
        numbers = self._numbers(since)
        touched = {catalog for catalog, (count, moved) in numbers.items() if moved or count != self._counts[catalog]}
        self._counts = {catalog: count for catalog, (count, _) in numbers.items()}
        places: set[Place] = set()
        renamed: list[Renaming] = []
        relations: set[str] = set()
        everything = not touched.isdisjoint(REACHES_ALL)
        placed = [self._watched[catalog] for catalog in sorted(touched) if self._watched[catalog].places]
        rows = self._all([(watched.changed, {"since": since}) for watched in placed])
        for watched, found in zip(placed, rows, strict=True):
            named, reaches = self._changed(watched, found.fetchall(), places, renamed)
            # a row that has no place (a comment on a routine) could be about anything
            everything = everything or named < numbers[watched.catalog][1] or not self._lost(watched, places)
            if watched.of_relation:
                relations |= {identity.partition("/")[0] for identity in reaches}
            else:
                everything = everything or bool(reaches)
        everything = everything or not self._dependent(relations, places)
        if everything:
            return self._read(dict.fromkeys(self._queries), renamed)
        wanted = self._wanted(touched, places)
        if relations:  # every kind can have objects that are printed with a name
            wanted = {kind: places for kind in self._queries if not self._unused(kind)} | wanted
        return self._read(wanted, renamed)

    def _dependent(self, relations: Collection[str], places: set[Place]) -> bool:
        """Add the places of what is printed with the names of relations; say whether all of it has one."""
        if not relations:
            return True
        (found,) = self._all([(DEPENDENT, {"oids": sorted(relations)})])
        for schema, relation in found.fetchall():
            if relation is None:
                return False
            places.add((str(schema), str(relation)))
        return True

    def _wanted(self, touched: Collection[str], places: Collection[Place]) -> dict[type[Kind], Collection[Place] | None]:
        """The kinds to read again, each with the objects of it; None for all of them."""
        whole = {catalog for catalog in touched if not self._watched[catalog].places}
        wanted: dict[type[Kind], Collection[Place] | None] = {}
        for kind, query in self._queries.items():
            if not query.reads.isdisjoint(whole):
                wanted[kind] = None
            elif not query.reads.isdisjoint(touched) and not self._unused(kind):
                wanted[kind] = places
        return wanted

    def _unused(self, kind: type[Kind]) -> bool:
        """Whether nobody has made anything of the kind, which its own catalog tells."""
        own = self._watched.get(kind.catalog)
        if own is None or self._entries[kind.catalog] or self._counts[kind.catalog] != self._begun[kind.catalog]:
            return False
        return not any(self._lines[kind].values())

    def _numbers(self, since: str) -> dict[str, tuple[int, int]]:
        """Catalog to the numbers of its rows and of those that have changed; the next step begins here."""
        query = " union all ".join((*(watched.numbers for watched in self._watched.values()), _SINCE))
        (counted,) = self._all([(query, {"since": since})])
        numbers = {str(catalog): (int(str(count)), int(str(moved))) for catalog, count, moved in counted.fetchall()}
        self._since = str(numbers.pop("")[0] % _WRAPS)
        return numbers

    def _changed(
        self, watched: Watched, rows: Iterable[tuple[object, ...]], places: set[Place], renamed: list[Renaming]
    ) -> tuple[int, set[str]]:
        """Add the places of the changed rows, as they were and as they are.

        Returns:
            How many rows have one, and the identities of those whose name reaches beyond them.
        """
        fresh: dict[str, _Entry] = {}
        for row in rows:
            identity, name, schema, relation = (None if one is None else str(one) for one in row)
            entry = fresh.setdefault(str(identity), _Entry(None, set()))
            if schema is not None and relation is not None:
                entry.places.add((schema, relation))
                entry.name = entry.name or name
        held = self._entries[watched.catalog]
        reaches: set[str] = set()
        for identity, entry in fresh.items():
            before = held.get(identity)
            if before is not None:
                places |= before.places
                renaming = _renaming(before, entry)
                moved = not watched.on_relation and before.places != entry.places
                if watched.spreads and (moved or renaming is not None):
                    reaches.add(identity)
                renamed += [renaming] if renaming is not None else []
            places |= entry.places
            held[identity] = entry
        return len(fresh), reaches

    def _lost(self, watched: Watched, places: set[Place]) -> bool:
        """Add the places of rows that are gone; say whether all of them are known."""
        held, unnamed, count = self._entries[watched.catalog], self._unnamed[watched.catalog], self._counts[watched.catalog]
        if unnamed + len(held) == count:
            return True
        query = watched.identities.encode()
        there = {str(row[0]) for row in self._connection.execute(query, prepare=True).fetchall()}
        for identity in held.keys() - there:
            places |= held.pop(identity).places
        self._unnamed[watched.catalog] = count - len(held)
        # else one of those that were there before the first step has changed, or is gone
        return unnamed == self._unnamed[watched.catalog]

    def _read(
        self, wanted: Mapping[type[Kind], Collection[Place] | None], renamed: Iterable[Renaming]
    ) -> Callable[[], Changed]:
        return partial(self._made_out, self._fetched(wanted), wanted, renamed)

    def _made_out(
        self,
        fetched: Mapping[type[Kind], psycopg.Cursor[tuple[object, ...]]],
        wanted: Mapping[type[Kind], Collection[Place] | None],
        renamed: Iterable[Renaming],
    ) -> Changed:
        changes = []
        for kind, found in fetched.items():
            read = _copied(found)
            places = wanted[kind]
            held = self._lines[kind]
            looked = list(held) if places is None else [place for place in places if place in held]
            known = {line: place for place in looked for line in held[place]}
            lost = sorted(known.keys() - read)
            for line in lost:
                held[known[line]].discard(line)
            new = []
            for line in sorted(read - known.keys()):
                place = _place_of(kind, line)
                if line not in held[place]:
                    held[place].add(line)
                    new.append(line)
            if lost or new:
                changes.append(KindChange(kind.kind, tuple(map(bytes.decode, lost)), tuple(map(bytes.decode, new))))
        return Changed(tuple(changes), tuple(renamed))

    def _fetched(
        self, wanted: Mapping[type[Kind], Collection[Place] | None]
    ) -> dict[type[Kind], psycopg.Cursor[tuple[object, ...]]]:
        """The rows of each kind. COPY takes no statement that is planned once."""
        sent: list[Query] = []
        for kind, places in wanted.items():
            query = self._queries[kind]
            if places is None:
                sent.append((query.whole, None))
            else:
                names = {"schemas": [place[0] for place in places], "relations": [place[1] for place in places]}
                sent.append((query.within, names))
        return dict(zip(wanted, self._all(sent), strict=True))

    def _all(self, queries: Iterable[Query]) -> list[psycopg.Cursor[tuple[object, ...]]]:
        """Send queries in one go: what a step costs is mostly the way there and back."""
        with self._connection.pipeline():
            return [self._connection.execute(query.encode(), sent, prepare=True) for query, sent in queries]


def _copied(found: psycopg.Cursor[tuple[object, ...]]) -> set[bytes]:
    """The rows of a result, each as a line of COPY."""
    result = found.pgresult
    if result is None:
        return set()
    columns = range(result.nfields)
    raws = ([result.get_value(row, column) for column in columns] for row in range(result.ntuples))
    return {encode_line(None if raw is None else raw.decode() for raw in values) for values in raws}


def _renaming(before: _Entry, after: _Entry) -> Renaming | None:
    """What the row says of a new name, where each of the two states has one place."""
    if before.name is None or after.name is None or len(before.places) != 1 or len(after.places) != 1:
        return None
    (was,), (now,) = before.places, after.places
    if before.name == was[1] and after.name == now[1]:
        return Renaming(was, now) if was != now else None
    return Renaming((*now, before.name), (*now, after.name)) if before.name != after.name else None


def _catalogs_of(kind: type[Kind], text: str) -> frozenset[str]:
    """The system catalogs whose rows can change those of a kind."""
    if kind.decided_by:
        return kind.decided_by
    read = set(_CATALOG.findall(text)) | ({kind.catalog} if kind.catalog else set())
    # every query asks it who belongs to an extension; whose a sequence is counts for those that read sequences
    read -= set() if "pg_sequence" in read else {"pg_depend"}
    read -= set() if _STORED.search(text) else {"pg_class"}
    return frozenset(read - REACHES_ALL)


def _within(text: str) -> str:
    """A query with the marks of `_marked`, for the objects that come as parameters."""
    # what psycopg would take for the place of a parameter is doubled before there is one
    return _MARK.sub(lambda mark: str(compose(_WITHIN, deparsed(mark[1]), deparsed(mark[1]))), text.replace("%", "%%"))


def _marked(of: str) -> Sql:
    return compose("\x02{}\x03", deparsed(of))


def _place_of(kind: type[Kind], line: bytes) -> Place:
    """Where a focus finds the object of a line; what is in a damaged catalog is nowhere."""
    values = next(Rows(fields_of(kind), ()).decode([line]))
    return kind.record(values).focus if is_whole(kind, values) else ("", "")
