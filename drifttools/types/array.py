"""`ARRAY`: PostgreSQL's own, and JSON of the same values elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, Dialect, Integer, types
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from drifttools.types.jsonb import refuse_text
from drifttools.types.native import AllEqual, AnyEquals, ContainedBy, Contains, Element, Length, Overlap, operand

_T = TypeVar("_T")
_Convert = Callable[[Any], Any]


class _Comparator(TypeDecorator.Comparator[Any], types.ARRAY.Comparator):  # type: ignore[type-arg] # none before 2.1
    """Equality everywhere; what only arrays have on PostgreSQL."""

    @property
    def _item(self) -> TypeEngine[Any]:
        found: TypeEngine[Any] = self.type.item_type
        return found

    def any(self, other: Any, operator: Any = None) -> ColumnElement[bool]:
        """Whether one element is equal to a value."""
        _only_equality(operator)
        return AnyEquals(self.expr, operand(other, self._item))

    def all(self, other: Any, operator: Any = None) -> ColumnElement[bool]:
        """Whether every element is equal to a value."""
        _only_equality(operator)
        return AllEqual(self.expr, operand(other, self._item))

    def contains(self, other: Any, **_: Any) -> ColumnElement[bool]:
        """Whether it has each element of an array: `@>`."""
        return Contains(self.expr, operand(other, self.type))

    def contained_by(self, other: Any) -> ColumnElement[bool]:
        """Whether an array has each of its elements: `<@`."""
        return ContainedBy(self.expr, operand(other, self.type))

    def overlap(self, other: Any) -> ColumnElement[bool]:
        """Whether it has an element of an array: `&&`."""
        return Overlap(self.expr, operand(other, self.type))

    def length(self) -> ColumnElement[int]:
        """How many elements it has."""
        return Length(self.expr)

    def __getitem__(self, index: Any) -> ColumnElement[Any]:
        if isinstance(index, slice):
            raise NotImplementedError("slices of drifttools.types.ARRAY are not supported: ask for the whole array")
        return Element(self.expr, operand(index, Integer()), self._item)


def _only_equality(operator: Any) -> None:
    if operator is not None and getattr(operator, "__name__", "") != "eq":
        raise NotImplementedError("any() and all() of drifttools.types.ARRAY compare by equality only")


class ARRAY(TypeDecorator[list[_T]]):
    """A list of values of one type.

    On PostgreSQL an array. Elsewhere `JSON`, with each element as its own type has it there; lists of different lengths in
    one list are refused, and lists in which nothing is are empty, as in PostgreSQL.

    Args:
        item_type: Of the elements; of those within for an array of several dimensions.
        dimensions: How many it has; as many as the value where nothing is said.
    """

    impl = types.ARRAY
    cache_ok = True
    hashable = False
    comparator_factory = _Comparator

    def __init__(self, item_type: TypeEngine[_T] | type[TypeEngine[_T]], dimensions: int | None = None) -> None:
        super().__init__(item_type, dimensions=dimensions)
        # made by the array that is decorated, which tells it of the table: an enum has to be created
        self.item_type: TypeEngine[_T] = cast("types.ARRAY[_T]", self.impl_instance).item_type
        self.dimensions = dimensions

    @property
    def python_type(self) -> type[Any]:
        """What is read."""
        return list

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the dialect."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(self.item_type, dimensions=self.dimensions))
        return dialect.type_descriptor(JSON(none_as_null=True))

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:  # noqa: ARG002 - SQLAlchemy's signature
        """What it is compared with is an array of the same."""
        return self

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The list, or what JSON has for its elements."""
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise TypeError(f"a list is wanted, and not {type(value).__name__}")
        if dialect.name == "postgresql":
            return value
        found = shape(value)
        if self.dimensions and _leaves(value) and len(found) != self.dimensions:
            raise ValueError(f"an array of {self.dimensions} dimensions is wanted, and not of {len(found)}")
        return self._each(value, self._to_json(dialect)) if _leaves(value) else []

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The list with elements as their own type reads them."""
        if value is None or dialect.name == "postgresql":
            return value
        return self._each(value, self._from_json(dialect))

    def _each(self, value: Any, convert: _Convert) -> Any:
        if isinstance(value, list | tuple):
            return [self._each(one, convert) for one in value]
        return None if value is None else convert(value)

    def _to_json(self, dialect: Dialect) -> _Convert:
        known = _BY_TEXT.get(self._python())
        if known is not None:
            return known[0]
        process = self.item_type.dialect_impl(dialect).bind_processor(dialect)

        def convert(value: Any) -> Any:
            if isinstance(value, str):
                refuse_text(value)
            return value if process is None else process(value)

        return convert

    def _from_json(self, dialect: Dialect) -> _Convert:
        known = _BY_TEXT.get(self._python())
        if known is not None:
            return known[1]
        process = self.item_type.dialect_impl(dialect).result_processor(dialect, None)
        return process or (lambda value: value)

    def _python(self) -> type[Any] | None:
        try:
            return self.item_type.python_type
        except NotImplementedError:
            return None


# What JSON has no value for, and what SQLite would round: by a text.
_BY_TEXT: dict[type[Any] | None, tuple[_Convert, _Convert]] = {
    Decimal: (lambda value: str(Decimal(value)), Decimal),
    bytes: (lambda value: bytes(value).hex(), bytes.fromhex),
}


def shape(value: Any) -> tuple[int, ...]:
    """The lengths of the dimensions of nested lists.

    Raises:
        ValueError: Two lists beside each other have different ones.
    """
    if not isinstance(value, list | tuple):
        return ()
    within = {shape(one) for one in value}
    if len(within) > 1:
        raise ValueError("the lists within an array have different lengths: PostgreSQL refuses it")
    return (len(value), *next(iter(within), ()))


def _leaves(value: Any) -> bool:
    """Whether there is anything in nested lists."""
    return any(map(_leaves, value)) if isinstance(value, list | tuple) else True
