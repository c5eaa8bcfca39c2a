"""What must hold of the rows, as `drift.toml` says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from drifttools.catalog.statement import one_reading_statement
from drifttools.config.file import Invariant
from drifttools.kinds.hindrance import Hindrance, Rows, Sources
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground
from drifttools.probes.paths import Path, parse_path
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name


@dataclass(frozen=True, slots=True)
class Stated(Hindrance):
    """The rows of a query."""

    query: Sql = NOTHING

    def hits(self, at: Sources) -> Sql:
        del at
        # on lines of its own: the query may end in a comment
        return compose("(\n{}\n) t", self.query)


class Invariants(DataProbe):
    """Rows that break an `[[invariant]]` of `drift.toml`: a SELECT that gives them, or "every row of A has a B".

    A query gives the rows that are wrong, and `key` names the columns of it that may be shown; without it they are counted
    only. The other form names two tables: `every = "public.sessions"`, `has = "public.session_requests"`, and what is equal
    in both, `on = { id = "metadata->>'session_id'" }`: columns, or what a path finds in a column of JSON. `where` is a
    condition on the rows `t` of the first table.
    """

    id: ClassVar[str] = "invariants"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for one in ground.invariants:
            yield self._every(one, ground) if one.every else self._query(one)

    def _query(self, one: Invariant) -> Asked:
        query = deparsed(one_reading_statement(one.sql or ""))
        shown = joined(compose("t.{}", name(column)) for column in one.key)
        return Asked(
            Stated((), one.about, query=query),
            Basis.INVARIANT,
            because=one.description or "",
            key=", ".join(one.key),
            shown=compose("pg_catalog.concat_ws(', ', {})", shown) if one.key else None,
            views=one.views,
        )

    def _every(self, one: Invariant, ground: Ground) -> Asked:
        pairs = [(parse_path(here), parse_path(there)) for here, there in one.on.items()]
        if one.where:
            one_reading_statement(str(compose("select 1 where {}", deparsed(one.where))))
        try:
            child, parent = _table(one.every or "", ground), _table(one.has or "", ground)
            same = joined((_equal(pair, (child, parent), ground) for pair in pairs), " and ")
        except _Absent as problem:
            return Asked(Stated((), one.about), Basis.INVARIANT, because=one.description or "", impossible=str(problem))
        where = compose("not exists (select from {} r where {})", name(*parent), same)
        if one.where:
            where = compose("(\n{}\n) and {}", deparsed(one.where), where)
        columns = tuple(here.column for here, _ in pairs)
        return Asked(
            Rows(child, one.about, where=where),
            Basis.INVARIANT,
            columns,
            because=one.description or "",
            partner=(parent, tuple(pairs)),
        )


class _Absent(Exception):
    """What an invariant is about is not in this database: a signal between functions of this file."""


def _table(text: str, ground: Ground) -> tuple[str, str]:
    """The table that a dotted name means; it is looked for before anything is sent."""
    found = [table for table in ground.columns if ".".join(table) == text]
    found = found or [table for table in ground.columns if table[1] == text]
    if len(found) == 1:
        return found[0]
    if found:
        raise _Absent(f"{text} is one of {', '.join('.'.join(table) for table in found)}: write schema.table")
    raise _Absent(f"there is no table {text}")


def _equal(pair: tuple[Path, Path], tables: tuple[tuple[str, str], tuple[str, str]], ground: Ground) -> Sql:
    types = [_type(path, table, ground) for path, table in zip(pair, tables, strict=True)]
    left, right = pair[0].of("t"), pair[1].of("r")
    if types[0] == types[1]:
        return compose("{} = {}", right, left)
    # a key in a text or in JSON beside one of another type: as texts they are the same where they are
    return compose("{}::pg_catalog.text = {}::pg_catalog.text", right, left)


def _type(path: Path, table: tuple[str, str], ground: Ground) -> str:
    found = next((one for one in ground.columns[table] if one.column == path.column), None)
    if found is None:
        raise _Absent(f"{'.'.join(table)} has no column {path.column}")
    return "text" if path.steps else found.type.partition("(")[0]
