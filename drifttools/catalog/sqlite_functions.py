"""The functions that the queries of SQLite call: a stored statement in, JSON out, NULL for one that cannot be read.

They are given to one connection and are gone with it. Two sides of a comparison have the same texts mostly, and several
kinds are read of one: each text is read once.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache

from drifttools.sql.quoting import quote_name
from drifttools.sql.sqlite_definition import definition_spelling, doubtful_names
from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_index import read_index
from drifttools.sql.sqlite_table import ConstraintText, TableText, Unparsed, read_arguments, read_table, type_spelling
from drifttools.sql.sqlite_tokens import TokenKind, one_spelling, tokens_of, without_parentheses

_TEXTS = 20_000  # about as many as a large database has tables, each a few kB


def provide(connection: sqlite3.Connection) -> None:
    """Give the functions to a connection."""
    for name, (count, function) in _FUNCTIONS.items():
        connection.create_function(name, count, function, deterministic=True)


@lru_cache(_TEXTS)
def _table(sql: str) -> TableText | str:
    """The statement read, or why it cannot be."""
    try:
        return read_table(sql)
    except Unparsed as problem:
        return str(problem)


def _autoincrement(sql: str | None) -> bool:
    # most tables are not read for this: they have no such word
    if sql is None or "autoincrement" not in sql.lower():
        return False
    table = _table(sql)
    return isinstance(table, TableText) and table.autoincrement


@lru_cache(_TEXTS)
def _columns(sql: str | None) -> str | None:
    """By its place what a column says that no pragma does; NULL where none says anything."""
    table = _table(sql or "")
    if isinstance(table, str) or not any(column.told for column in table.columns):
        return None
    told = [
        {
            "collation": column.collation,
            "generated": column.generated,
            "conflict": column.conflict,
            "descending": column.descending,
        }
        if column.told
        else None
        for column in table.columns
    ]
    return json.dumps(told)


@lru_cache(_TEXTS)
def _constraints(sql: str | None) -> str | None:
    table = _table(sql or "")
    if isinstance(table, str):
        return None
    labels: dict[str, int] = {}
    found = []
    for one in table.constraints:
        label = _label(one)
        same = folded(label)
        labels[same] = labels.get(same, 0) + 1
        if labels[same] > 1:
            label = f"{label} ({labels[same]})"
        key = one.type == "foreign key"
        found.append(
            {
                "label": label,
                "type": one.type,
                "columns": one.columns or None,
                "references": one.references,
                "referenced": one.referenced or None,
                "on_update": one.on_update if key else None,
                "on_delete": one.on_delete if key else None,
                "expression": one.expression,
                "deferrable": one.deferrable,
                "deferred": one.deferred,
                # a check is called by its name where it has one
                "name": None if one.type == "check" else one.name,
                "keys": one.keys,
                "conflict": one.conflict,
            }
        )
    return json.dumps(found)


def _label(one: ConstraintText) -> str:
    """What a constraint is called: most have no name, and only that of a check means anything to SQLite."""
    if one.type == "check":
        return one.name or f"check ({one.expression})"
    if one.type == "primary key":
        return one.type
    return f"{one.type} ({', '.join(one.columns)})"


def constraint_labels(sql: str) -> tuple[str, ...] | None:
    """What the constraints of a CREATE TABLE are called, in the order in which they stand; None where it cannot be read."""
    told = _constraints(sql)
    return None if told is None else tuple(one["label"] for one in json.loads(told))


@lru_cache(_TEXTS)
def _index(sql: str | None, table_sql: str | None) -> str | None:
    # nearly all have no double quotes: then nobody asks for the columns
    table = _table(table_sql or "") if sql and '"' in sql else ""
    columns = None if isinstance(table, str) else frozenset(folded(column.name) for column in table.columns)
    try:
        index = read_index(sql or "", columns)
    except Unparsed:
        return None
    return json.dumps({"unique": index.unique, "keys": index.keys, "predicate": index.predicate})


@lru_cache(_TEXTS)
def _definition(sql: str | None, names: str | None) -> str | None:
    try:
        return definition_spelling(sql or "", json.loads(names or "[]"))
    except Unparsed:
        return sql  # an edited catalog: better in its own words than not at all


@lru_cache(_TEXTS)
def _doubtful(sql: str | None) -> str | None:
    found = doubtful_names(sql) if sql is not None and '"' in sql else ()
    return json.dumps(sorted(found)) if found else None


def _arguments(sql: str | None) -> str | None:
    try:
        return json.dumps(read_arguments(sql or ""))
    except Unparsed:
        return None


@lru_cache
def _type(declared: str | None) -> str:
    return type_spelling(declared or "")


_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NUMERIC = frozenset({"INTEGER", "REAL", "NUMERIC"})
_TRUTH = {"true": "1", "false": "0"}
_WORDS = frozenset({*_TRUTH, "null", "current_date", "current_time", "current_timestamp"})


@lru_cache
def _default(text: str | None, affinity: str) -> str | None:
    """A default in one spelling: `'0'` is stored as 0 by a column that takes numbers, TRUE is 1, NULL is none."""
    if text is None:
        return None
    # without names of columns around it, what stands in double quotes is a text
    tokens = without_parentheses(list(tokens_of(text)))
    if len(tokens) == 1 and tokens[0].kind is TokenKind.WORD and tokens[0].word not in _WORDS:
        tokens = [tokens[0]._replace(kind=TokenKind.TEXT)]  # `default open` is the text 'open'
    spelt = one_spelling(tokens, frozenset())
    if affinity in _NUMERIC and spelt.startswith("'") and _NUMBER.fullmatch(spelt[1:-1]):
        spelt = spelt[1:-1]
    return None if spelt == "null" else _TRUTH.get(spelt, spelt)


def _name(name: str | None) -> str | None:
    return None if name is None else quote_name(name)


def _problem(sql: str | None, columns: str | None, keys: int) -> str | None:
    """Why a statement is not trusted: it could not be read, or says other columns or foreign keys than the pragmas."""
    table = _table(sql or "")
    if isinstance(table, str):
        return f"its CREATE TABLE cannot be read: {table}"
    read = [folded(column.name) for column in table.columns]
    known = [folded(str(name)) for name in json.loads(columns or "[]")]
    if read != known:
        return f"its CREATE TABLE seems to have the columns {', '.join(read)}, and SQLite says {', '.join(known)}"
    found = sum(one.type == "foreign key" for one in table.constraints)
    if found != keys:
        return f"its CREATE TABLE seems to have {found} foreign keys, and SQLite says {keys}"
    return None


_FUNCTIONS: Mapping[str, tuple[int, Callable[..., str | int | None]]] = {
    "drift_arguments": (1, _arguments),
    "drift_autoincrement": (1, _autoincrement),
    "drift_columns": (1, _columns),
    "drift_constraints": (1, _constraints),
    "drift_default": (2, _default),
    "drift_definition": (2, _definition),
    "drift_doubtful": (1, _doubtful),
    "drift_index": (2, _index),
    "drift_name": (1, _name),
    "drift_problem": (3, _problem),
    "drift_type": (1, _type),
}
