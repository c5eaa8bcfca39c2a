"""`JSONB`: PostgreSQL's own, and JSON with the same manners elsewhere."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Dialect, String, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from drifttools.types.native import ContainedBy, Contains, HasAll, HasAny, HasKey, PathExists, operand

_MOST = 2**63  # a column of type JSON takes numbers on SQLite, and rounds what it has no integer for
_OF_VALUES = frozenset(
    {
        operators.eq,
        operators.ne,
        operators.in_op,
        operators.not_in_op,
        operators.is_distinct_from,
        operators.is_not_distinct_from,
        operators.concat_op,
    }
)


class _Comparator(TypeDecorator.Comparator[Any], JSON.Comparator[Any]):
    """Paths (`column["a"]["b"].as_string()`) everywhere; what only JSONB has on PostgreSQL."""

    def contains(self, other: Any, **_: Any) -> ColumnElement[bool]:
        """Whether it has all of a value: `@>`."""
        return Contains(self.expr, operand(other, self.type))

    def contained_by(self, other: Any) -> ColumnElement[bool]:
        """Whether a value has all of it: `<@`."""
        return ContainedBy(self.expr, operand(other, self.type))

    def has_key(self, key: Any) -> ColumnElement[bool]:
        """Whether it has a key."""
        return HasKey(self.expr, operand(key, String()))

    def has_any(self, keys: Any) -> ColumnElement[bool]:
        """Whether it has one of several keys."""
        return HasAny(self.expr, operand(keys, postgresql.ARRAY(Text())))

    def has_all(self, keys: Any) -> ColumnElement[bool]:
        """Whether it has each of several keys."""
        return HasAll(self.expr, operand(keys, postgresql.ARRAY(Text())))

    def path_exists(self, path: Any) -> ColumnElement[bool]:
        """Whether a path in the language of SQL/JSON leads to anything."""
        return PathExists(self.expr, operand(path, Text()))


class JSONB(TypeDecorator[Any]):
    """JSON that is compared by its value.

    On PostgreSQL `JSONB`, with its operators. Elsewhere `JSON`: the keys of objects are written in order, so that equal
    values are equal texts, and `NaN`, an infinity and the character NUL are refused, as PostgreSQL does. Numbers are
    decimals in PostgreSQL: `1` and `1.0` are equal there and not elsewhere, and a float above 2**53 is read as an integer.
    An integer of more than 64 bits that is no part of anything is refused elsewhere: SQLite would round it. Elsewhere a
    path that leads nowhere gives `null` and no NULL (ask `.as_string().is_(None)`), and what a path leads to is compared
    by its text, so that an object or an array is equal to none.

    Args:
        none_as_null: Whether None is NULL, and not the JSON value `null`, which it is in SQLAlchemy's own.
    """

    impl = JSON
    cache_ok = True
    hashable = False
    comparator_factory = _Comparator

    def __init__(self, none_as_null: bool = False) -> None:  # noqa: FBT001, FBT002 - as SQLAlchemy's
        super().__init__(none_as_null=none_as_null)
        self.none_as_null = none_as_null
        # Of a decorator the ORM would take None for NULL without asking, whatever is decorated.
        self.should_evaluate_none = not none_as_null

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the dialect."""
        own = postgresql.JSONB if dialect.name == "postgresql" else JSON
        return dialect.type_descriptor(own(none_as_null=self.none_as_null))

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """What it is equal to is such a value as well; beside any other operator a text is a text and no JSON."""
        return self if op in _OF_VALUES else self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The value with its keys in order."""
        if dialect.name == "postgresql" or value is None or value is JSON.NULL:
            return value
        if isinstance(value, int) and not -_MOST <= value < _MOST:
            raise ValueError(f"{dialect.name} would round {value}: write it into an object or an array")
        return ordered(value)


def ordered(value: Any) -> Any:
    """A value with the keys of its objects in order.

    Raises:
        ValueError: PostgreSQL has no such JSON.
    """
    if isinstance(value, Mapping):
        items = ((ordered(_key(key)), ordered(one)) for key, one in value.items())
        return dict(sorted(items, key=lambda item: str(item[0])))
    if isinstance(value, list | tuple):
        return [ordered(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"JSON has no {value}: PostgreSQL refuses it")
    if isinstance(value, str):
        refuse_text(value)
    return value


def refuse_text(value: str) -> None:
    """Refuse a text that PostgreSQL cannot store.

    Raises:
        ValueError: It has the character NUL, or half of a surrogate pair.
    """
    if "\0" in value:
        raise ValueError("a text with the character NUL cannot be stored: PostgreSQL refuses it")
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise ValueError("a text with half of a surrogate pair cannot be stored: PostgreSQL refuses it") from problem


def _key(key: Any) -> str:
    """A key as `json` writes it."""
    return key if isinstance(key, str) else json.dumps(key)
