"""What must be as it was, or better, before COMMIT: rows, references, pages, and that every view and trigger still works.

What was wrong before is told apart: a repair is not refused for a violation that it did not make, and must not make one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any

from drifttools.repair.sqlite.schema import ROWS, Schema
from drifttools.sql.compose import compose
from drifttools.sql.sqlite_ddl import quoted, text_literal
from drifttools.sql.sqlite_folding import folded

Ask = Callable[[str], list[tuple[Any, ...]]]
_MANY = 1_000_000  # integrity_check ends after 100 complaints unless it is told otherwise
_NULL = "NULL value in "
_OF_ROWS = (_NULL, "CHECK constraint failed in ", "non-", "NUMERIC value in ", "TEXT value in ")
"""What integrity_check says of rows that a definition does not allow; all else means a damaged file."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Health:
    """How a database is.

    Args:
        orphans: Per table and the table that its rows refer to, how many refer to nothing.
        complaints: What integrity_check says of rows.
        damage: What it says of the file itself.
        broken: The views, tables and foreign keys that cannot be used, and what SQLite says: a view that names what is not
            there.
    """

    orphans: Counter[tuple[str, str]]
    complaints: Counter[str]
    damage: tuple[str, ...]
    broken: dict[str, str]

    def __or__(self, other: Health) -> Health:
        """What was wrong in one of two states: a way back may lead to what was wrong before."""
        return Health(
            self.orphans | other.orphans,
            self.complaints | other.complaints,
            (*self.damage, *other.damage),
            self.broken | other.broken,
        )


def health(ask: Ask, broken: Callable[[str], str]) -> Health:
    """Look at a database, within the transaction of `ask`.

    Args:
        broken: Compiles a statement without running it, and gives what SQLite says against it.
    """
    schema = Schema.of_rows(ask(ROWS))
    orphans, mismatches = _orphans(ask, schema)
    said = [str(row[0]) for row in ask(f"PRAGMA integrity_check({_MANY:d})") if row[0] != "ok"]
    unseen = _not_null_after_all(ask, schema, frozenset(said))
    of_rows = [one for one in said if one.startswith(_OF_ROWS) and one not in unseen]
    return Health(
        orphans,
        Counter(of_rows),
        tuple(one for one in said if not one.startswith(_OF_ROWS)),
        {**_broken(schema, broken), **mismatches},
    )


def _orphans(ask: Ask, schema: Schema) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """Rows that refer to nothing, and the tables of which that cannot be told.

    A foreign key to columns that are no key ends the whole check with an error; it may be what the repair is for, so each
    table is asked by itself.
    """
    found: Counter[tuple[str, str]] = Counter()
    mismatches: dict[str, str] = {}
    for one in schema.entries:
        if one.type != "table" or one.virtual:
            continue
        try:
            query = compose("select * from pragma_foreign_key_check({})", text_literal(one.name))
            found.update((str(row[0]), str(row[2])) for row in ask(str(query)))
        except sqlite3.OperationalError as problem:
            if "mismatch" not in str(problem):
                raise
            mismatches[f"a foreign key of {one.name}"] = str(problem)
    return found, mismatches


def _not_null_after_all(ask: Ask, schema: Schema, said: frozenset[str]) -> frozenset[str]:
    """What is said of nulls that no SELECT finds: up to SQLite 3.40 another column is looked at without a rowid."""
    complaints: dict[str, int] = {}
    tables = (schema.table(one.name) for one in schema.entries if one.type == "table")
    for table in tables if any(one.startswith(_NULL) for one in said) else ():
        for column in table.columns if table is not None and table.without_rowid else ():
            complaint = f"{_NULL}{table.name}.{column.name}" if table is not None else ""
            if table is not None and complaint in said:
                query = compose("select count(*) from {} where {} is null", quoted(table.name), quoted(column.name))
                complaints[complaint] = complaints.get(complaint, 0) + int(ask(str(query))[0][0])
    return frozenset(one for one, nulls in complaints.items() if not nulls)


def _broken(schema: Schema, broken: Callable[[str], str]) -> dict[str, str]:
    """What cannot be compiled: views by reading them, triggers by what sets them off."""
    found: dict[str, str] = {}
    with_triggers = {folded(one.table) for one in schema.entries if one.type == "trigger"}
    for one in schema.entries:
        if one.type == "view":
            found[f"view {one.name}"] = broken(str(compose("explain select * from {}", quoted(one.name))))
        if one.type in ("view", "table") and folded(one.name) in with_triggers:
            name = quoted(one.name)
            writes = (
                compose("explain delete from {}", name),
                compose("explain insert into {} default values", name),
                *(
                    compose("explain update {} set {} = {}", name, quoted(column.name), quoted(column.name))
                    for column in _written(schema, one.name)
                ),
            )
            # a view takes only what it has an INSTEAD OF trigger for
            said = (against for write in writes if not (against := broken(str(write))).startswith("cannot modify "))
            found[f"a trigger of {one.name}"] = next(filter(None, said), "")
    return {name: said for name, said in found.items() if said}


def _written(schema: Schema, name: str) -> Iterable[Any]:
    table = schema.table(name)
    return [column for column in table.columns if not column.generated] if table is not None else ()


def worse(before: Health, after: Health, restored: Container[str] = ()) -> str:
    """What is wrong after a repair that was not wrong before; empty where nothing is.

    Args:
        restored: The tables whose rows come again as they were, those that refer to nothing among them.
    """
    if after.damage:
        return f"integrity_check says: {after.damage[0]}"
    for (table, parent), number in after.orphans.items():
        more = number - before.orphans[table, parent]
        if more > 0 and table not in restored:
            return f"{more:,} rows of {table} would refer to rows of {parent} that are not there (foreign_key_check)"
    new = after.complaints - before.complaints
    if new:
        listed = ", ".join([*new][:_SHOWN])
        return f"integrity_check says of {new.total():,} rows: {listed}"
    for name, said in after.broken.items():
        if name not in before.broken:
            return f"{name} would no longer work: {said}"
    return ""
