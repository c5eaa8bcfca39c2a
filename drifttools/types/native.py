"""Operators that only PostgreSQL has: compiled for it, and a clear error for every other dialect."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Boolean, Integer, Interval, bindparam
from sqlalchemy.exc import CompileError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class Native(FunctionElement[Any]):
    """An operation of PostgreSQL on two operands.

    A class per operation, because SQLAlchemy's cache of compiled statements tells elements apart by their class.
    """

    inherit_cache = True
    type: TypeEngine[Any] = Boolean()
    pattern: ClassVar[str]
    word: ClassVar[str]

    def __init_subclass__(cls, *, pattern: str, word: str) -> None:
        super().__init_subclass__()
        cls.pattern, cls.word = pattern, word
        cls.inherit_cache = True


@compiles(Native)
def _elsewhere(element: Native, compiler: Any, **_: Any) -> str:
    column = compiler.process(next(iter(element.clauses)))
    raise CompileError(
        f"{element.word} of {column} is an operation of PostgreSQL, and {compiler.dialect.name} has none for it: "
        "ask for the rows and look at the values in Python, or run this query only on PostgreSQL"
    )


@compiles(Native, "postgresql")
def _on_postgresql(element: Native, compiler: Any, **options: Any) -> str:
    texts = [compiler.process(one, **options) for one in element.clauses]
    return element.pattern.format(*texts)


def operand(value: Any, type_: TypeEngine[Any]) -> ColumnElement[Any]:
    """What stands on the other side: an expression as it is, anything else as a parameter of a type."""
    if hasattr(value, "__clause_element__"):
        value = value.__clause_element__()
    if isinstance(value, ColumnElement):
        return value
    if isinstance(value, ClauseElement):
        raise TypeError(f"{type(value).__name__} is no value and no column")
    return bindparam(None, value, type_=type_, unique=True)


class Contains(Native, pattern="({0} @> {1})", word="contains()"):
    """Whether the first has all of the second."""


class ContainedBy(Native, pattern="({0} <@ {1})", word="contained_by()"):
    """Whether the second has all of the first."""


class HasKey(Native, pattern="({0} ? {1})", word="has_key()"):
    """Whether a key of an object, or a text of an array."""


class HasAny(Native, pattern="({0} ?| {1})", word="has_any()"):
    """Whether one of several keys."""


class HasAll(Native, pattern="({0} ?& {1})", word="has_all()"):
    """Whether each of several keys."""


class PathExists(Native, pattern="({0} @? CAST({1} AS JSONPATH))", word="path_exists()"):
    """Whether a JSON path leads to anything."""


class Overlap(Native, pattern="({0} && {1})", word="overlap()"):
    """Whether two arrays have an element in common."""


class AnyEquals(Native, pattern="({1} = ANY ({0}))", word="any()"):
    """Whether one element is equal."""


class AllEqual(Native, pattern="({1} = ALL ({0}))", word="all()"):
    """Whether every element is equal."""


class Length(Native, pattern="coalesce(array_length({0}, 1), 0)", word="length()"):
    """How many elements an array has."""

    type = Integer()


class _Moved(Native, pattern="", word=""):
    """What an operation of another type than a condition gives."""

    def __init__(self, one: ColumnElement[Any], other: ColumnElement[Any], type_: TypeEngine[Any]) -> None:
        self.type = type_  # first: what it can be compared with is asked for once
        super().__init__(one, other)


class Later(_Moved, pattern="({0} + {1})", word="+"):
    """A moment and a span."""


class Earlier(_Moved, pattern="({0} - {1})", word="-"):
    """A moment without a span."""


class Difference(Native, pattern="({0} - {1})", word="-"):
    """The span between two moments."""

    type = Interval()


class Element(Native, pattern="({0})[{1}]", word="an element"):
    """One element of an array, counted from 1."""

    def __init__(self, array: ColumnElement[Any], place: ColumnElement[Any], type_: TypeEngine[Any]) -> None:
        self.type = type_  # first, as above
        super().__init__(array, place)
