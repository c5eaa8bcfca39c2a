"""How many rows relations have: counted where that is allowed and quick, else the reason why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, cast

import psycopg

from drifttools.catalog.query import pin, read_frame, said
from drifttools.sql.compose import Sql, compose, joined, name, value

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]
Relation = tuple[str, str]

# `row_security_active` tells what would make count(*) fail or, with row_security on, lie (docs/faults.md, F17)
_FACTS = """
    with wanted as (
        select w.schema, w.relation, w.place
        from unnest(%(schemas)s::pg_catalog.text[], %(relations)s::pg_catalog.text[])
             with ordinality w(schema, relation, place)),
    locked as (
        select l.relation from pg_catalog.pg_locks l
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted
          and l.pid <> pg_catalog.pg_backend_pid()
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
    select w.schema, w.relation as "table",
           case when c.reltuples >= 0 then c.reltuples::pg_catalog.int8 end as estimate,
           case when c.oid is null then 'it does not exist'
                when c.relkind not in ('r', 'p', 'm') then 'it is not a table'
                when not pg_catalog.has_schema_privilege(n.oid, 'USAGE') then 'no USAGE on schema ' || n.nspname
                when not pg_catalog.has_table_privilege(c.oid, 'SELECT')
                     and not pg_catalog.has_any_column_privilege(c.oid, 'SELECT') then 'no right to SELECT'
                when pg_catalog.row_security_active(c.oid) then 'row-level security would hide rows from this role'
                when c.oid in (select relation from locked) then 'locked (ACCESS EXCLUSIVE) by another session'
                else '' end as reason
    from wanted w
    left join pg_catalog.pg_namespace n on n.nspname = w.schema
    left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation
    order by w.place
"""
# where the role may: else the next one who asks how often a table is read is told of our own counting
_UNNOTED = (
    "select pg_catalog.set_config('track_counts', 'off', true) where pg_catalog.current_setting('is_superuser') = 'on'"
)
_LIMIT_TIME = "select pg_catalog.set_config('statement_timeout', %(ms)s, true)"


def count_rows(connection: Connection, relations: Collection[Relation], *, timeout_ms: int = 5_000) -> pd.DataFrame:
    """Count the rows of relations, all in one query; where that fails, each by itself.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        relations: (schema, table) pairs.
        timeout_ms: For the one query, and again for all the single ones together.

    Returns:
        Columns `schema`, `table`, `rows` (<NA> where not known), `exact` (false: the planner's estimate), `reason`
        (`could not count: ...` where it was not counted, else empty).
    """
    wanted = list(dict.fromkeys(relations))
    parameters = {"schemas": [schema for schema, _ in wanted], "relations": [table for _, table in wanted]}
    frame = read_frame(connection, _FACTS, parameters)
    countable = [pair for pair, reason in zip(wanted, frame["reason"].tolist(), strict=True) if not reason]
    counted, failed = _count(connection, countable, timeout_ms)
    connection.rollback()
    frame["exact"] = [pair in counted for pair in wanted]
    frame["rows"] = [counted.get(pair) for pair in wanted]
    frame = frame.astype({"exact": "boolean", "rows": "Int64"})
    frame["rows"] = frame["rows"].fillna(frame["estimate"])
    reasons = [failed.get(pair, reason) for pair, reason in zip(wanted, frame["reason"].tolist(), strict=True)]
    frame["reason"] = [reason and f"could not count: {reason}" for reason in reasons]
    return frame[["schema", "table", "rows", "exact", "reason"]].astype({"reason": "string"})


def _count(
    connection: Connection, relations: Sequence[Relation], timeout_ms: int
) -> tuple[dict[Relation, int], dict[Relation, str]]:
    """The counts, and what the server said where there is none."""
    counts, problem = _count_together(connection, relations, timeout_ms)
    if not problem or len(relations) == 1:
        return counts, dict.fromkeys(relations, problem) if problem else {}
    failed: dict[Relation, str] = {}
    for relation in relations:
        alone, problem = _count_together(connection, [relation], max(timeout_ms // len(relations), 50))
        counts |= alone
        if problem:
            failed[relation] = problem
    return counts, failed


def _count_together(
    connection: Connection, relations: Sequence[Relation], timeout_ms: int
) -> tuple[dict[Relation, int], str]:
    if not relations:
        return {}, ""
    query = joined((_counting(place, relation) for place, relation in enumerate(relations)), " union all ")
    try:
        pin(connection)
        connection.execute(_LIMIT_TIME, {"ms": str(timeout_ms)})
        connection.execute(_UNNOTED)
        rows = connection.execute(str(query).encode()).fetchall()
    except psycopg.errors.QueryCanceled:
        connection.rollback()
        return {}, f"it takes longer than {timeout_ms} ms"
    except psycopg.Error as problem:
        connection.rollback()
        return {}, said(problem)
    connection.rollback()
    return {relations[cast("int", place)]: cast("int", count) for place, count in rows}, ""


def _counting(place: int, relation: Relation) -> Sql:
    return compose("select {}, pg_catalog.count(*) from {}", value(place), name(*relation))
