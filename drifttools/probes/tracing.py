"""Follows one row to the rows that it refers to and that refer to it, by SELECTs under a time limit.

What it refers to is followed on to what that refers to; what refers to it is followed both ways. The other rows that refer
to what it refers to are its siblings, and not followed: they would be half of the database. The values by which rows are
found are fetched and never shown; keys are.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.catalog.statement import one_reading_statement
from drifttools.errors import UsageError
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.hindrance import Orphans
from drifttools.kinds.names import parts_of
from drifttools.model.traced import Standing, Trace, TracedLink, TracedRow
from drifttools.probes.base import Ground, Relation
from drifttools.probes.counting import ask, not_counted
from drifttools.probes.data.suggested_foreign_keys import SuggestedForeignKeys
from drifttools.probes.paths import Path, parse_path
from drifttools.redact import redactor
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value

_SHOWN = 120  # characters of a value


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far to go.

    Args:
        depth: How many links away from the row that was asked for.
        rows: How many rows of one table are followed from one row.
        all_rows: How many rows in all.
        timeout_ms: For each SELECT; `seconds`: for all together.
        values: Whether the values of the rows are fetched to be shown.
    """

    depth: int = 3
    rows: int = 10
    all_rows: int = 200
    timeout_ms: int = 5_000
    seconds: float = 60.0
    values: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One table refers to another.

    Args:
        child, parent: The tables.
        columns: Where the reference stands in the child; `referenced`: where it leads in the parent.
        how: See `TracedLink`.
        demanded: Whether every row of the parent has to have one that refers to it; `where`: only those for which this
            holds, as a condition on the row `t`.
    """

    child: Relation
    columns: tuple[Path, ...]
    parent: Relation
    referenced: tuple[Path, ...]
    how: str
    demanded: bool = False
    where: str = ""

    @property
    def label(self) -> str:
        """What refers to what."""
        here, there = (", ".join(map(str, paths)) for paths in (self.columns, self.referenced))
        return f"{self.child[1]}.{here} -> {self.parent[1]}.{there}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A row with the values by which others are found from it."""

    row: TracedRow
    relation: Relation
    held: dict[Path, str | None]
    key: str


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What the server gives of a row: its key, the values by which others are found, and what may be shown."""

    relation: Relation
    key: str
    held: dict[Path, str | None]
    values: tuple[tuple[str, str], ...]


def ways_of(ground: Ground, *, names: bool, given: Iterable[str]) -> tuple[Way, ...]:
    """All that refers to something: foreign keys, invariants, and on request what names suggest and paths that are given.

    Raises:
        UsageError: A path cannot be read, or names what is not there.
    """
    ways = [
        Way(
            (one.schema, one.table),
            tuple(map(Path, one.columns or ())),
            _pair(parts_of(one.references)),
            tuple(map(Path, one.referenced or ())),
            "foreign key",
        )
        for one in ground.every(Constraint)
        if one.type == "foreign key" and not one.inherited and not one.period
    ]
    for one in ground.invariants:
        tables = [_tables(ground, text or "") for text in (one.every, one.has)]
        if all(len(found) == 1 for found in tables):
            pairs = [(parse_path(here), parse_path(there)) for here, there in one.on.items()]
            # "every row of A has a B": it is B that refers to A, and has to
            columns, referenced = tuple(there for _, there in pairs), tuple(here for here, _ in pairs)
            if one.where:
                one_reading_statement(str(compose("select 1 where {}", deparsed(one.where))))
            where = one.where or ""
            ways.append(Way(tables[1][0], columns, tables[0][0], referenced, "invariant", demanded=True, where=where))
    for asked in SuggestedForeignKeys().asks(ground) if names else ():
        one_way = asked.hindrance
        if isinstance(one_way, Orphans):
            columns, referenced = (tuple(map(Path, some)) for some in (one_way.columns, one_way.referenced))
            ways.append(Way(_pair(one_way.table), columns, _pair(one_way.parent), referenced, "name"))
    ways += [_given(ground, text) for text in given]
    usable = (way for way in ways if way.child in ground.columns and way.parent in ground.columns)
    return tuple(way for way in usable if _there(ground, way))


def _pair(key: tuple[str, ...]) -> Relation:
    return (key[0], key[1]) if len(key) > 1 else ("", "")


def _there(ground: Ground, way: Way) -> bool:
    """Whether its columns are there: an invariant may be about what drift took away."""
    sides = ((way.child, way.columns), (way.parent, way.referenced))
    return all(any(c.column == path.column for c in ground.columns[table]) for table, paths in sides for path in paths)


def _given(ground: Ground, text: str) -> Way:
    here, _, there = text.partition("=")
    ends = [
        (table, parse_path(end.strip().removeprefix(f"{called}.")))
        for end in (here, there)
        for table in ground.columns
        for called in (".".join(table), table[1])
        if end.strip().startswith(f"{called}.")
    ]
    if len(ends) != len((here, there)):
        raise UsageError(f"{text!r} does not lead from one table to another", hint="TABLE.COLUMN->>'key'=TABLE.COLUMN")
    (child, column), (parent, referenced) = ends
    way = Way(child, (column,), parent, (referenced,), "path")
    if not _there(ground, way):
        raise UsageError(f"{text!r} names a column that is not there", hint="TABLE.COLUMN->>'key'=TABLE.COLUMN")
    return way


def _tables(ground: Ground, text: str) -> list[Relation]:
    found = [table for table in ground.columns if ".".join(table) == text]
    return found or [table for table in ground.columns if table[1] == text]


def table_of(ground: Ground, text: str, path: tuple[str, ...] = ()) -> Relation:
    """The table that a person means: of several the one that the server would find.

    Args:
        ground: The catalog.
        text: `schema.table`, or its name.
        path: The schemas of the search_path.

    Raises:
        UsageError: There is none, or there are several.
    """
    found = _tables(ground, text)
    found = next(([(schema, text)] for schema in path if (schema, text) in found), found)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text} is there more than once", hint=f"one of: {', '.join('.'.join(one) for one in found)}")
    raise UsageError(f"there is no table {text} with columns of its own", hint=f"drift locate {text}")


class Tracer:
    """One trace.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        ground: The catalog.
        ways: From `ways_of`.
        bounds: How far to go.
    """

    def __init__(self, connection: Connection, ground: Ground, ways: tuple[Way, ...], bounds: Bounds) -> None:
        self._connection, self._ground, self._ways, self._bounds = connection, ground, ways, bounds
        self._rows: dict[tuple[Relation, str], _Found] = {}
        self._all: list[TracedRow] = []
        self._links: list[TracedLink] = []
        self._cut: list[str] = []
        self._until = time.monotonic() + bounds.seconds

    def trace(self, relation: Relation, key: dict[str, str]) -> Trace:
        """The rows around the ones of a table that have this key; the first of several.

        Raises:
            UsageError: The table has no such column, or the value is none of its type.
        """
        for column in key:
            if not any(one.column == column for one in self._ground.columns[relation]):
                raise UsageError(f"{'.'.join(relation)} has no column {column!r}")
        wanted = {Path(column): text for column, text in key.items()}
        shown = ", ".join(f"{column} = {text}" for column, text in key.items())
        try:
            found = self._find(relation, wanted, 1)
        except psycopg.Error as problem:
            self._connection.rollback()
            if (problem.sqlstate or "").startswith("22"):
                raise UsageError(f"{shown} is no value of that column in {'.'.join(relation)}") from None
            self._add(relation, shown, Standing.UNKNOWN, self._why(problem))
            return self._done()
        if not found:
            self._add(relation, shown, Standing.MISSING)
            return self._done()
        if len(found) > 1:
            self._cut.append(f"more than one row of {'.'.join(relation)} has {shown}: the first is followed")
        start = self._known(found[0])
        self._around(start)
        return self._done()

    def _around(self, start: _Found) -> None:
        """Breadth first: what is near is found before rows or time are used up."""
        queue = deque([(start, 0, True)])
        while queue:
            row, depth, both = queue.popleft()
            if depth >= self._bounds.depth:
                continue
            if len(self._all) >= self._bounds.all_rows or self._late:
                self._cut.append(
                    f"after {len(self._all)} rows: {'the time' if self._late else 'the number of rows'} is used up"
                )
                break
            queue.extend((following, depth + 1, back) for following, back in self._onward(row, both=both))

    @property
    def _late(self) -> bool:
        return time.monotonic() > self._until

    def _done(self) -> Trace:
        return Trace(tuple(self._all), tuple(self._links), tuple(dict.fromkeys(self._cut)))

    def _onward(self, found: _Found, *, both: bool) -> Iterator[tuple[_Found, bool]]:
        """The rows that are new, and whether they refer to this one."""
        for way in self._ways:
            if way.child == found.relation:
                held = {there: found.held.get(here) for here, there in zip(way.columns, way.referenced, strict=True)}
                yield from ((one, False) for one in self._follow(found, way, way.parent, held, back=False))
            if way.parent == found.relation and both:
                held = {here: found.held.get(there) for here, there in zip(way.columns, way.referenced, strict=True)}
                yield from ((one, True) for one in self._follow(found, way, way.child, held, back=True))

    def _follow(
        self, found: _Found, way: Way, relation: Relation, held: dict[Path, str | None], *, back: bool
    ) -> Iterator[_Found]:
        wanted = {path: text for path, text in held.items() if text is not None}
        if len(wanted) < len(held):
            return  # a key that is null refers to nothing
        sought = ", ".join(f"{path} = {text}" for path, text in wanted.items())
        try:
            rows = self._find(relation, wanted, self._bounds.rows)
        except psycopg.Error as problem:
            self._connection.rollback()
            absent = self._add(relation, sought, Standing.UNKNOWN, self._why(problem))
            self._links.append(TracedLink(found.row.id, absent.id, way.label, way.how, back))
            return
        if not rows and (not back or way.demanded):
            self._absent(found, way, relation, sought, back=back)
        if len(rows) > self._bounds.rows:
            self._cut.append(f"more than {self._bounds.rows} rows of {'.'.join(relation)} refer to {found.row.label}")
        for one in rows[: self._bounds.rows]:
            known = self._rows.get((relation, one.key))
            end = known or self._known(one)
            link = TracedLink(found.row.id, end.row.id, way.label, way.how, back)
            backwards = TracedLink(end.row.id, found.row.id, way.label, way.how, not back)
            if link not in self._links and backwards not in self._links:
                self._links.append(link)
            if known is None:
                yield end

    def _absent(self, found: _Found, way: Way, relation: Relation, sought: str, *, back: bool) -> None:
        """What should be there and is not; what only rows of a condition need is asked for with this row."""
        state, reason = Standing.MISSING, ""
        if back and way.where:
            shown = self._ground.seen.key(found.relation)[1]
            same = [self._same(found.relation, path, found.held[path] or "") for path in way.referenced]
            query = compose(
                "select exists (select from {} t where {} and ({}) = {} and (\n{}\n))",
                name(*found.relation),
                joined(same, " and "),
                shown,
                value(found.key),
                deparsed(way.where),
            )
            try:
                needed = ask(self._connection, str(query), self._bounds.timeout_ms)
            except psycopg.Error as problem:
                self._connection.rollback()
                state, reason = Standing.UNKNOWN, self._why(problem)
            else:
                if str(needed[0][0]) not in ("True", "t"):
                    return
        absent = self._add(relation, sought, state, reason)
        self._links.append(TracedLink(found.row.id, absent.id, way.label, way.how, back))

    def _add(
        self, relation: Relation, key: str, state: Standing, reason: str = "", values: tuple[tuple[str, str], ...] = ()
    ) -> TracedRow:
        row = TracedRow(f"n{len(self._all)}", ".".join(relation), redactor.clean(key), state, reason, values)
        self._all.append(row)
        return row

    def _known(self, fetched: _Fetched) -> _Found:
        label = self._ground.seen.key(fetched.relation)[0]
        row = self._add(fetched.relation, f"{label} = {fetched.key}", Standing.FOUND, values=fetched.values)
        found = _Found(row, fetched.relation, fetched.held, fetched.key)
        self._rows[fetched.relation, fetched.key] = found
        return found

    # ------------------------------------------------------------------------------------ the server

    def _find(self, relation: Relation, wanted: dict[Path, str], limit: int) -> list[_Fetched]:
        """The rows that have these values, and one more than the limit where there are more."""
        columns = {one.column: one for one in self._ground.columns[relation]}
        paths = sorted({path for way in self._ways for path in _on(way, relation)}, key=str)
        _, shown, order = self._ground.seen.key(relation)
        listed = [shown, *(compose("({})::pg_catalog.text", path.of("t")) for path in paths)]
        more = list(columns) if self._bounds.values else []
        listed += [compose("pg_catalog.left(t.{}::pg_catalog.text, {})", name(one), value(_SHOWN)) for one in more]
        query = compose(
            "select {} from {} t where {} order by {} limit {}",
            joined(listed),
            name(*relation),
            joined((self._same(relation, path, text) for path, text in wanted.items()), " and "),
            order,
            value(limit + 1),
        )
        found = []
        for row in ask(self._connection, str(query), self._bounds.timeout_ms):
            texts = [None if one is None else str(one) for one in row]
            held = dict(zip(paths, texts[1 : 1 + len(paths)], strict=True))
            values = zip(more, texts[1 + len(paths) :], strict=True)
            told = tuple((column, redactor.clean(text)) for column, text in values if text is not None)
            found.append(_Fetched(relation, texts[0] or "", held, told))
        return found

    def _same(self, relation: Relation, path: Path, text: str) -> Sql:
        """The condition that a row `t` has this value; as one of the column's type, so that an index finds it."""
        if path.steps:
            return compose("{} = {}", path.of("t"), value(text))
        type_ = next(one.type for one in self._ground.columns[relation] if one.column == path.column)
        equal = self._ground.seen.equality(relation, path.column)
        return compose("{} {} {}::{}", path.of("t"), equal, value(text), deparsed(type_))

    def _why(self, problem: psycopg.Error) -> str:
        return not_counted(problem, self._bounds.timeout_ms, trial=False).reason


def _on(way: Way, relation: Relation) -> tuple[Path, ...]:
    """Where its values stand in the rows of a table."""
    here = way.columns if way.child == relation else ()
    return (*here, *(way.referenced if way.parent == relation else ()))
