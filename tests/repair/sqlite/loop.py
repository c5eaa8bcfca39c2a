"""The whole loop on a SQLite file: read, compare, ask, plan, apply, compare, judge, take back.

The judge is `sqlite_schema` of a file that was made rightly. SQLite keeps what its writer wrote: of a table its columns,
clauses and constraints are compared as sets of tokens, of all else the tokens of the text, names without their quotes and
in lower case. So spaces, comments, quotes and the order of columns do not count; every word and value does. Its pragmas
are asked too, because our own reader of the text must not be its own judge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drifttools.catalog.reading import read_target
from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.compare.engine import compare
from drifttools.kinds.difference import Comparison
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from drifttools.probes.sqlite_counting import count
from drifttools.repair.options import Options, Way
from drifttools.repair.sqlite.planner import make_plan, questions_of
from drifttools.repair.sqlite.rows import affinity
from drifttools.repair.sqlite.schema import Schema
from drifttools.sql.sqlite_ddl import ColumnText
from drifttools.sql.sqlite_ddl_tokens import normal
from tests.repair.sqlite.files import ask, schema_of, target_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(path: Path) -> Snapshot:
    """Read a file."""
    return read_target(target_of(path))


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what it was made of."""

    plan: Plan
    comparison: Comparison


def planned(
    live: Path,
    expected: Path,
    *,
    drop: tuple[str, ...] = ("*",),
    ways: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    unknown: bool = False,
) -> Planned:
    """Plan the repair of a file, with its rows asked for; `unknown`: whether a question may have no answer."""
    wanted, found = read(expected), read(live)
    comparison = compare(wanted, found)
    options = Options(drop=drop, only=only, ways=tuple(Way.parsed(way) for way in ways))
    connection = connect_sqlite(target_of(live))
    counted = count(connection, questions_of(comparison, wanted, found, options), timeout_ms=10_000)
    connection.close()
    unanswered = {question: one.reason for question, one in counted.items() if one.reason}
    assert unknown or not unanswered, unanswered
    plan = make_plan(comparison, wanted, found, target="live", now=NOW, options=replace(options, counted=counted))
    return Planned(replace(plan, fingerprint=schema_of(live).fingerprint(plan.focus)), comparison)


def definitions(path: Path) -> set[str]:
    """All definitions, as they are compared by the judge."""
    schema = schema_of(path)
    found = set()
    for one in schema.entries:
        table = schema.table(one.name) if one.type == "table" else None
        found.add(f"{one.type} {one.name}: {table.normal if table is not None else normal(one.sql)}")
    return found


def pragmas(path: Path) -> set[str]:
    """What SQLite itself says of all tables."""
    found = set()
    for name, wr, strict in ask(
        path, "select name, wr, strict from pragma_table_list where schema = 'main' and type = 'table'"
    ):
        if name.startswith(("sqlite_", "drifttools_")):
            continue
        found.add(f"{name} {wr} {strict}")
        columns = ask(path, 'select name, upper(type), "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)', name)
        found |= {f"{name}: {normal(str(row))}" for row in columns}
        keys = ask(path, 'select "table", "from", "to", on_update, on_delete from pragma_foreign_key_list(?)', name)
        found |= {f"{name} fk: {row}" for row in keys}
        for index, unique, origin, partial in ask(
            path, 'select name, "unique", origin, partial from pragma_index_list(?)', name
        ):
            parts = ask(path, 'select name, "desc", coll, key from pragma_index_xinfo(?) where key = 1', index)
            found.add(f"{name} index {index if origin == 'c' else ''} {unique} {origin} {partial} {parts}")
    return found


def rows(path: Path, start: Path, goal: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables that both files have, in the columns that are the same in both, with their rowids."""
    return {name: sorted(found, key=repr) for name, found in _rows(path, schema_of(start), schema_of(goal))}


def _rows(path: Path, schema: Schema, other: Schema) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    for one in schema.entries:
        own, there = schema.table(one.name) if one.type == "table" else None, other.table(one.name)
        if own is None or there is None:
            continue
        common = [column.name for column in own.columns if _same(column, there.column(column.name))]
        stable = not own.without_rowid and not there.without_rowid and own.rowid_column == there.rowid_column
        listed = ", ".join(
            [*(["rowid"] if stable and not own.rowid_column else []), *(f'"{name}"' for name in sorted(common))]
        )
        if listed:
            connection = sqlite3.connect(path)
            yield one.name, connection.execute(f'select {listed} from "{one.name}"').fetchall()
            connection.close()


def _same(one: ColumnText, other: ColumnText | None) -> bool:
    """Whether a column keeps its values as they are."""
    plain = other is not None and not one.generated and not other.generated
    return plain and other is not None and affinity(one.type) == affinity(other.type)
