"""Some rows of a live database for its copy: few of each table, with the rows that their foreign keys lead to.

The live side is only read, by `COPY (SELECT ...) TO STDOUT` in one read-only transaction. Rows are never written to a file:
they go from the one connection to the other, and end with the scratch database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.catalog.query import said
from drifttools.catalog.scratch import ScratchDatabase, Unloadable
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, names, value

Relation = tuple[str, str]

TABLE_BYTES = 4 * 1024 * 1024
"""Of one table at most so much is taken along."""
ALL_BYTES = 64 * 1024 * 1024
"""Of all tables together."""
_ROUNDS = 10  # how long a chain of foreign keys is followed
_KEYS = 2_000  # how many missing keys are looked for at a time
_TIMEOUT = "select pg_catalog.set_config('statement_timeout', '30s', true)"

# Leaves of partitioned tables hold the rows. What makes a COPY fail or wait is asked for first.
_TABLES = """
    with recursive wanted as (
        select c.oid, c.relkind from unnest(%(schemas)s::pg_catalog.text[], %(relations)s::pg_catalog.text[]) w(s, r)
        join pg_catalog.pg_namespace n on n.nspname = w.s
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.r
        where c.relkind in ('r', 'p') and c.relpersistence <> 't'),
    leaf as (
        select w.oid from wanted w
        union
        select i.inhrelid from leaf l join pg_catalog.pg_inherits i on i.inhparent = l.oid),
    locked as (
        select l.relation from pg_catalog.pg_locks l
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted
          and l.pid <> pg_catalog.pg_backend_pid()
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
    select n.nspname, c.relname, c.relkind = 'p',
           array(select a.attname::pg_catalog.text from pg_catalog.pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum),
           array(select pg_catalog.format_type(a.atttypid, a.atttypmod) from pg_catalog.pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum),
           case when not pg_catalog.has_schema_privilege(n.oid, 'USAGE') then 'no USAGE on its schema'
                when not pg_catalog.has_table_privilege(c.oid, 'SELECT') then 'no right to SELECT'
                when pg_catalog.row_security_active(c.oid) then 'row-level security would hide rows from this role'
                when c.oid in (select relation from locked) then 'locked (ACCESS EXCLUSIVE) by another session'
                else '' end
    from leaf l
    join pg_catalog.pg_class c on c.oid = l.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      and e.objid = c.oid and e.deptype = 'e')
    order by 1, 2
"""
_OIDS = """
    select c.oid::pg_catalog.int8, n.nspname, c.relname
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_'
      and n.nspname not in ('information_schema', 'drifttools')
    order by 2, 3
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key, there already or about to be made: rows of the child need those of the parent."""

    child: Relation
    columns: tuple[str, ...]
    parent: Relation
    referenced: tuple[str, ...]


@dataclass(slots=True)
class Sampled:
    """What was taken along.

    Args:
        rows: How many, by table.
        left: Why nothing, or not all that was wanted, was taken of a table.
        size: Bytes in all, as COPY writes them.
    """

    rows: dict[Relation, int] = field(default_factory=dict)
    left: dict[Relation, str] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True, slots=True)
class _Table:
    relation: Relation
    partitioned: bool
    columns: tuple[str, ...]
    types: tuple[str, ...]
    reason: str

    def type_of(self, column: str) -> Sql:
        return deparsed(self.types[self.columns.index(column)])


class _TooMuch(Exception):
    """A signal between two functions of this file."""


def sample(
    live: Connection, copy: ScratchDatabase, tables: Iterable[Relation], links: Iterable[Link], *, rows: int
) -> Sampled:
    """Take rows along.

    Args:
        live: From `connect_readonly`, not in a transaction.
        copy: A copy of its schema without rows.
        tables: Whose rows are wanted, as they are named now; partitions come with their table.
        links: The foreign keys that the rows must keep.
        rows: How many of each table, beside those that foreign keys lead to.
    """
    taken = Sampled()
    try:
        live.pin()
        live.execute(_TIMEOUT)
        known = {table.relation: table for table in _described(live, tables)}
        for table in known.values():
            if not table.partitioned:
                some = compose("select {} from only {} limit {}", names(table.columns), name(*table.relation), value(rows))
                _take(live, copy, table, some, taken)
        _complete(live, copy, known, tuple(links), taken)
    finally:
        live.rollback()
    return taken


def _described(live: Connection, tables: Iterable[Relation]) -> Iterator[_Table]:
    wanted = sorted(set(tables))
    parameters = {"schemas": [schema for schema, _ in wanted], "relations": [table for _, table in wanted]}
    for schema, table, partitioned, columns, types, reason in live.execute(_TABLES, parameters).fetchall():
        yield _Table((schema, table), partitioned, tuple(columns), tuple(types), reason)


def _take(live: Connection, copy: ScratchDatabase, table: _Table, query: Sql, taken: Sampled) -> int:
    """Rows of one query into the table of the copy; says why where there are none."""
    if table.reason or not table.columns:
        taken.left[table.relation] = table.reason or "it has no columns that can be written"
        return 0
    room = min(TABLE_BYTES, ALL_BYTES - taken.size)
    lines: list[bytes] = []
    try:
        with live.transaction():  # a savepoint: one table that cannot be read leaves the others
            _fetch(live, query, lines, room)
    except _TooMuch:
        taken.left[table.relation] = f"only {len(lines)} rows fit into {room // 1024} kB"
    except psycopg.Error as problem:
        taken.left[table.relation] = said(problem)
        return 0
    if not lines:
        return 0
    try:
        copy.load(table.relation, table.columns, lines)
    except Unloadable as problem:
        taken.left[table.relation] = str(problem)
        return 0
    taken.size += sum(map(len, lines))
    taken.rows[table.relation] = taken.rows.get(table.relation, 0) + len(lines)
    return len(lines)


def _fetch(live: Connection, query: Sql, lines: list[bytes], room: int) -> None:
    cursor = live.cursor()
    pending, size = b"", 0
    with cursor.copy(str(compose("copy ({}) to stdout", query)).encode()) as stream:
        for data in stream:
            size += len(data)
            if size > room:
                raise _TooMuch
            # a line break within a value is escaped, so that each line is a row
            *whole, pending = (pending + bytes(data)).split(b"\n")
            lines += (line + b"\n" for line in whole)


def _complete(
    live: Connection, copy: ScratchDatabase, known: dict[Relation, _Table], links: tuple[Link, ...], taken: Sampled
) -> None:
    """Follow the foreign keys; what leads nowhere in the end goes again."""
    usable = [link for link in links if taken.rows.get(link.child) or link.child in known]
    for _ in range(_ROUNDS):
        got = 0
        for link in usable:
            missing = copy.missing_keys(link.child, link.columns, link.parent, link.referenced, _KEYS)
            if missing and link.parent not in known:
                known |= {table.relation: table for table in _described(live, [link.parent])}
            parent = known.get(link.parent)
            if missing and parent is not None and set(link.referenced) <= set(parent.columns):
                got += _take(live, copy, parent, _leading(parent, link, missing), taken)
        usable = [link for link in links if link.child in known]
        if not got:
            break
    _without_orphans(copy, usable, taken)


def _without_orphans(copy: ScratchDatabase, links: Iterable[Link], taken: Sampled) -> None:
    links = tuple(links)
    lost: dict[Relation, int] = defaultdict(int)
    while True:
        gone = [(link.child, copy.drop_orphans(link.child, link.columns, link.parent, link.referenced)) for link in links]
        for relation, number in gone:
            lost[relation] += number
        if not any(number for _, number in gone):
            break
    for relation, number in lost.items():
        if number:
            taken.rows[relation] = max(taken.rows.get(relation, 0) - number, 0)
            taken.left.setdefault(relation, f"{number} rows whose foreign key leads to a row that was not taken")


def _leading(parent: _Table, link: Link, keys: list[tuple[str, ...]]) -> Sql:
    """The rows that keys lead to; each key is a literal of its column's type, so that an index finds it."""
    columns = joined(compose("t.{}", name(column)) for column in link.referenced)
    listed = joined(
        compose(
            "({})",
            joined(
                compose("{}::{}", value(part), parent.type_of(column))
                for part, column in zip(key, link.referenced, strict=True)
            ),
        )
        for key in keys
    )
    own = joined(compose("t.{}", name(column)) for column in parent.columns)
    return compose("select {} from {} t where ({}) in ({})", own, name(*parent.relation), columns, listed)


# ------------------------------------------------------------------------------------ what is in a database


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of one table: how many, and a digest that does not depend on their order or that of the columns."""

    relation: Relation
    rows: int
    digest: str


def contents(connection: Connection, oids: Mapping[int, Relation] | None = None) -> dict[int, Content]:
    """The contents of tables by their oids, which stay when a table is moved or renamed.

    Args:
        connection: To a scratch database, not in a transaction.
        oids: Those to look at; all without it.
    """
    found: dict[int, Content] = {}
    try:
        connection.pin()
        for oid, schema, table in connection.execute(_OIDS).fetchall():
            if oids is None or oid in oids:
                row = connection.execute(str(_digest((schema, table))).encode()).fetchone()
                found[oid] = Content((schema, table), row[0] if row else 0, row[1] if row else "")
    finally:
        connection.rollback()
    return found


def _digest(relation: Relation) -> Sql:
    return compose(
        "select pg_catalog.count(*), coalesce(pg_catalog.md5(pg_catalog.string_agg(r.digest, '' order by r.digest)), '')"
        " from (select pg_catalog.md5(pg_catalog.to_jsonb(t)::pg_catalog.text) as digest from only {} t) r",
        name(*relation),
    )
