"""How values follow a type that is replaced by a new one of the same name; `repair/replacing.py` asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from drifttools.kinds.side import Conversion
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed

if TYPE_CHECKING:
    from drifttools.kinds.base import Kind


class Converting:
    """Of a type: how its values become those of the new one. Of what holds values: how it takes the new type."""

    @property
    def printed(self) -> str:
        """Its name as the server prints it within expressions."""
        raise NotImplementedError(type(self).__name__)

    def made_of_type(self, type_: Kind) -> bool:
        """Whether what it holds, or is the type of, are values of `type_`."""
        del type_
        return False

    def converted(self, expression: Sql, expected: Self, conversion: Conversion) -> Sql:
        """An expression that makes a value of this type one of `expected`; every type is written and read as text."""
        del conversion
        return compose("{}::text::{}", expression, deparsed(expected.printed))

    def lost(self, expression: Sql, expected: Self, conversion: Conversion) -> Sql:
        """A condition that is true for values of this type that `expected` does not have; empty where it has all."""
        del expression, expected, conversion
        return NOTHING

    def textual(self, expected: Self, conversion: Conversion) -> bool:
        """Whether a value of `expected` is written like one of this type."""
        del expected, conversion
        return True

    def take_type(self, conversion: Conversion) -> Iterator[Sql]:
        """Actions of ALTER TABLE that make what it holds values of the new types."""
        del conversion
        return iter(())
