"""How a class declares a kind: its fields with their documentation, and what is read from them.

A record (an instance) is built only for an object that differs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from drifttools.model.finding import Severity
from drifttools.model.rows import Field, FieldType, Value
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.kinds.record import Record


class Compare(StrEnum):
    """How an attribute is compared.

    `EXACT`: as a value. `ORDER`: names, of which only the order of those that both sides have is compared, because the
    others are findings of their own. `EXPRESSION`: text that the server prints from its own tree, so that it follows when
    something it names is moved or renamed, and may be printed differently by another release. `NOTED`: shown, never a
    finding.
    `UNORDERED`: as a list whose order means nothing; `EXPRESSIONS`: as a list of such texts whose order means nothing.
    `PLACE`: where it stands among its like; a note where two databases are compared as they are, never repaired.
    """

    EXACT = "exact"
    ORDER = "order"
    EXPRESSION = "expression"
    NOTED = "noted"
    UNORDERED = "unordered"
    EXPRESSIONS = "expressions"
    PLACE = "place"


POSTGRESQL = frozenset({Dialect.POSTGRESQL})
SQLITE = frozenset({Dialect.SQLITE})
BOTH = POSTGRESQL | SQLITE
"""Where an attribute exists: beside another dialect it is neither shown nor compared."""

NEVER_DRIFT = frozenset({Compare.NOTED, Compare.PLACE})
"""What is shown, and told of where two databases are compared as they are, but never put right."""

PRINTED = frozenset({Compare.EXPRESSION, Compare.EXPRESSIONS})
"""What the server prints from its own trees."""


@dataclasses.dataclass(frozen=True, slots=True)
class Attribute:
    """A declared attribute: its documentation and how it is compared."""

    name: str
    doc: str
    compare: Compare
    severity: Severity
    type: FieldType
    since: int = 0
    before: Value = None
    printed: bool = False
    on: frozenset[Dialect] = POSTGRESQL


def key(doc: str) -> Any:
    """Declare a part of the key. `Any`, because `dataclasses.field` is typed that way for its callers too."""
    return dataclasses.field(metadata={"doc": doc, "key": True})


def attr(
    doc: str,
    compare: Compare = Compare.EXACT,
    severity: Severity = Severity.ERROR,
    *,
    since: int = 0,
    before: Value = None,
    printed: bool = False,
    on: frozenset[Dialect] = POSTGRESQL,
) -> Any:
    """Declare an attribute.

    Args:
        doc: What it is, and where PostgreSQL keeps it.
        compare: How it is compared; severity: how much a difference matters.
        since: The first major that knows it, where an older server takes the same SQL and forgets: it is compared only
            where both sides are of that major or a newer one.
        before: What stands for it on older ones.
        printed: Whether the server may print it from its own trees, which each release does in its own way; what is
            compared as an expression is.
        on: The dialects that have it: a column of the kind's query there, in the order of the declaration.
    """
    told = {"doc": doc, "compare": compare, "severity": severity, "since": since, "before": before, "on": on}
    told["printed"] = printed or compare in PRINTED
    return dataclasses.field(metadata=told)


D = TypeVar("D")


@dataclass_transform(frozen_default=True, field_specifiers=(key, attr))
def declared(cls: type[D]) -> type[D]:
    """Make a class a declaration: frozen and compared by value, with the methods of `Record`.

    `dataclass(frozen=True)` compiles six functions for each class, and for all kinds together that is a tenth of what a
    small `drift diff` takes.
    """
    return dataclasses.dataclass(init=False, repr=False, eq=False)(cls)


_TYPES: dict[str, FieldType] = {"str": "text", "bool": "bool", "int": "int", "tuple[str, ...]": "list"}


# plain dictionaries, not functools.cache: a type checker finds no hash in the class of a frozen slotted dataclass
_FIELDS: dict[tuple[str, Dialect], tuple[Field, ...]] = {}
_ATTRIBUTES: dict[str, tuple[Attribute, ...]] = {}
_REQUIRED: dict[str, tuple[str, ...]] = {}
_NAMES: dict[type[Record], tuple[str, ...]] = {}
_ABSENT: dict[type[Record], dict[str, None]] = {}
_KEYS: dict[str, Callable[[Any], tuple[str, ...]]] = {}


def fields_of(kind: type[Record], dialect: Dialect = Dialect.POSTGRESQL) -> tuple[Field, ...]:
    """The columns of a kind's rows, from its annotations: the keys, and the attributes that the dialect has."""
    place = kind.kind, dialect
    if place not in _FIELDS:
        _FIELDS[place] = tuple(
            Field(f.name, _TYPES[str(f.type).removesuffix(" | None")], key=bool(f.metadata.get("key")))
            for f in dataclasses.fields(kind)
            if f.metadata.get("key") or dialect in f.metadata["on"]
        )
    return _FIELDS[place]


def attributes_of(kind: type[Record]) -> tuple[Attribute, ...]:
    """The declared attributes of a kind, without its keys."""
    if kind.kind not in _ATTRIBUTES:
        types = {field.name: field.type for dialect in Dialect for field in fields_of(kind, dialect)}
        _ATTRIBUTES[kind.kind] = tuple(
            Attribute(
                f.name,
                f.metadata["doc"],
                f.metadata["compare"],
                f.metadata["severity"],
                types[f.name],
                f.metadata["since"],
                f.metadata["before"],
                f.metadata["printed"],
                f.metadata["on"],
            )
            for f in dataclasses.fields(kind)
            if not f.metadata.get("key")
        )
    return _ATTRIBUTES[kind.kind]


def is_whole(kind: type[Record], values: Mapping[str, Value]) -> bool:
    """Whether a row has all that its kind always has: in a damaged catalog a name may lead nowhere."""
    if kind.kind not in _REQUIRED:
        _REQUIRED[kind.kind] = tuple(f.name for f in dataclasses.fields(kind) if not str(f.type).endswith(" | None"))
    if any(name in values and values[name] is None for name in _REQUIRED[kind.kind]):
        return False
    return not any(isinstance(value, tuple) and None in value for value in values.values())


def names_of(kind: type[Record]) -> tuple[str, ...]:
    """The names of all fields in their order, those of the base classes first."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return _NAMES[kind]


def absent_on(kind: type[Record]) -> Mapping[str, None]:
    """The attributes that PostgreSQL does not have, without a value: who makes a record of it by hand leaves them out."""
    if kind not in _ABSENT:
        fields = (f for f in dataclasses.fields(kind) if not f.metadata.get("key"))
        _ABSENT[kind] = {f.name: None for f in fields if Dialect.POSTGRESQL not in f.metadata["on"]}
    return _ABSENT[kind]


def values_of(record: Record) -> tuple[Value, ...]:
    """The values of all fields, in the same order."""
    return tuple([getattr(record, field) for field in names_of(type(record))])


def key_of(kind: type[Record]) -> Callable[[Any], tuple[str, ...]]:
    """Reads the key of a record; a comparison asks for keys more than for anything else."""
    if kind.kind not in _KEYS:
        names = [field.name for field in fields_of(kind) if field.key]
        one = attrgetter(names[0])
        _KEYS[kind.kind] = attrgetter(*names) if len(names) > 1 else lambda record: (one(record),)
    return _KEYS[kind.kind]
