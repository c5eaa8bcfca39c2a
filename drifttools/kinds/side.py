"""What a declaration may ask while it writes its statements: for other objects, and how values become others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from drifttools.sql.compose import Sql

if TYPE_CHECKING:
    from drifttools.kinds.base import Kind

K = TypeVar("K", bound="Kind")


class Side(Protocol):
    """What a declaration may ask of the side (expected or actual) that its record comes from."""

    def children(self, kind: type[K], parent: Kind) -> tuple[K, ...]:
        """Records of `kind` that belong to `parent`, in the order in which they must be created."""


class Whole(Side, Protocol):
    """A side that can be asked for any object."""

    def find(self, kind: type[Kind], key: tuple[str, ...]) -> Kind | None:
        """One object of this side."""


class Conversion(Protocol):
    """How values of types that are replaced become values of the new types of the same names."""

    @property
    def found(self) -> Side:
        """The side with the present types."""

    @property
    def wanted(self) -> Side:
        """The side with the new ones."""

    def of(self, expression: Sql, type_: str) -> Sql:
        """An expression that makes a value of the present type one of the type of the same name to come."""

    def lost(self, expression: Sql, type_: str) -> Sql:
        """A condition that is true where the new type has no such value; empty where it has all."""

    def textual(self, type_: str) -> bool:
        """Whether a value of the new type is written like one of the present type."""

    def replaces(self, type_: str) -> bool:
        """Whether the type, or that of its elements, is one of those that are replaced."""
