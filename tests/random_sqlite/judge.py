"""What two SQLite files are, asked without drifttools: by what they take and refuse, and by what their rows are."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from tests.random_sqlite.draft import Chance
from tests.random_sqlite.rows import QUOTE, VALUES, rowid_name
from tests.random_sqlite.schema import Column, Schema, Table

# beyond the highest rowid the next one is random
_WRITTEN = [one for one in VALUES if one != 2**63 - 1]
_ORDER = "case type when 'table' then 0 when 'view' then 1 when 'index' then 2 else 3 end"
_STORED = (
    "select sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\'"
    f" and tbl_name <> 'drifttools_journal' order by {_ORDER}"
)


def pragmas(path: Path) -> set[str]:
    """All that SQLite's pragmas say of the tables and indexes of a file, whatever the order of columns."""
    connection = sqlite3.connect(path)
    found = set()
    tables = "select name, wr, strict from pragma_table_list where schema = 'main' and type = 'table'"
    for name, wr, strict in connection.execute(tables).fetchall():
        if name.startswith(("sqlite_", "drifttools_")):
            continue
        found.add(f"{name} {wr} {strict}")
        columns = 'select name, upper(type), "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)'
        for column, type_, not_null, default, pk, hidden in connection.execute(columns, [name]):
            # a key of such a table is never null, whatever is written; no default is NULL
            never = not_null or (wr and pk > 0)
            given = None if default is None or default.lower() == "null" else default
            found.add(f"{name}.{column} {type_} {never:d} {given} {pk} {hidden}")
        keys = 'select "table", "from", "to", on_update, on_delete, "match", seq from pragma_foreign_key_list(?)'
        found |= {f"{name} fk {row}" for row in connection.execute(keys, [name])}
        listed = 'select name, "unique", origin, partial from pragma_index_list(?)'
        for index, unique, origin, partial in connection.execute(listed, [name]).fetchall():
            parts = 'select name, "desc", upper(coll) from pragma_index_xinfo(?) where key = 1'
            keys_of = connection.execute(parts, [index]).fetchall()
            found.add(f"{name} {index if origin == 'c' else ''} {unique} {origin} {partial} {keys_of}")
    connection.close()
    return found


def behaviour(path: Path, schema: Schema, seed: str) -> list[str]:
    """What an empty database with the definitions of a file says to a series of writes, and what comes of them."""
    connection = sqlite3.connect(path)
    stored = [row[0] for row in connection.execute(_STORED)]
    connection.close()
    empty = sqlite3.connect(":memory:", isolation_level=None)
    empty.text_factory = lambda text: text.decode(errors="surrogateescape")
    for statement in stored:
        empty.execute(statement)
    empty.execute("pragma foreign_keys = on")
    chance = Chance(f"behaviour {seed}")
    said = [line for table in schema.tables for line in _written(empty, table, chance)]
    for one in schema.others:
        if one.sort == "view":
            said.append(f"{one.name}: {_tried(empty, f'select * from {QUOTE(one.name)}')}")
            writes = ("delete from {}", "insert into {} default values")
            said += [f"{one.name}: {_tried(empty, write.format(QUOTE(one.name)))}" for write in writes]
    empty.close()
    return said


def _written(connection: sqlite3.Connection, table: Table, chance: Chance) -> list[str]:
    name, said = QUOTE(table.name), []
    plain = [one for one in table.columns if not one.generated]
    for _ in range(12):
        columns = chance.some(plain, len(plain))
        listed = ", ".join(QUOTE(one.name) for one in columns)
        values = [chance.choice(_WRITTEN) for _ in columns]
        said.append(_tried(connection, f"insert into {name} ({listed}) values ({', '.join('?' * len(values))})", values))
    everything = ", ".join(f"{QUOTE(one.name)}, typeof({QUOTE(one.name)})" for one in sorted(table.columns, key=_key))
    said.append(_tried(connection, f"select {everything} from {name} order by {everything}"))
    said += [_tried(connection, f"update {name} set {QUOTE(one.name)} = ?", [chance.choice(_WRITTEN)]) for one in plain]
    said.append(_tried(connection, f"delete from {name} where {QUOTE(plain[0].name)} is not null") if plain else "")
    return [f"{table.name}: {line}" for line in said]


def _key(column: Column) -> str:
    return column.name


def _tried(connection: sqlite3.Connection, query: str, values: list[Any] | None = None) -> str:
    try:
        return repr(connection.execute(query, values or []).fetchall())
    except (sqlite3.Error, OverflowError) as problem:
        # which constraint is named where several refuse depends on their order
        said = "" if isinstance(problem, sqlite3.IntegrityError) else str(problem).partition(":")[0]
        return f"refused: {type(problem).__name__} {said}"


def affinity(table: Table, column: Column) -> str:
    """What a column makes of a value, by SQLite's manual."""
    type_ = column.type.upper()
    if table.strict and type_ == "ANY":
        return "any"
    for sort, words in (("int", ("INT",)), ("text", ("CHAR", "CLOB", "TEXT")), ("blob", ("BLOB",))):
        if any(word in type_ for word in words):
            return sort
    if not type_:
        return "blob"
    return "real" if any(word in type_ for word in ("REAL", "FLOA", "DOUB")) else "numeric"


def kept(path: Path, schema: Schema, other: Schema) -> dict[int, list[Any]]:
    """The rows of a file in the columns that are the same to both schemas, each value with its sort, with their rowids."""
    connection = sqlite3.connect(path)
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")
    found: dict[int, list[Any]] = {}
    for table in schema.tables:
        there = next((one for one in other.tables if _keys(one) & _keys(table)), None)
        if there is None:
            continue
        pairs = [(one, two) for one in table.columns for two in there.columns if one.key == two.key]
        same = [one for one, two in sorted(pairs, key=lambda pair: pair[0].key) if _stays(table, one, there, two)]
        parts = [f"{QUOTE(one.name)}, typeof({QUOTE(one.name)})" for one in same]
        stable = not table.without_rowid and not there.without_rowid
        alias = rowid_name(table) if rowid_name(there) == rowid_name(table) else ""
        if stable and alias and _alias(table) == _alias(there):
            parts.insert(0, alias)
        rows = connection.execute(f"select {', '.join(parts) or 1} from {QUOTE(table.name)}").fetchall()
        found[min(_keys(table) & _keys(there))] = sorted(rows, key=repr)
    connection.close()
    return found


def _keys(table: Table) -> set[int]:
    return {one.key for one in table.columns}


def _alias(table: Table) -> int:
    return table.alias.key if table.alias is not None else 0


def _stays(table: Table, column: Column, there: Table, other: Column) -> bool:
    if column.generated or other.generated:
        return False
    # the rowid itself is a number whatever was put into it
    return affinity(table, column) == affinity(there, other) and (column is table.alias) == (other is there.alias)
