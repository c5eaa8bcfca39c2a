"""`UUID`: PostgreSQL's own, and its text elsewhere."""

from __future__ import annotations

import uuid
from typing import Any, Literal, TypeVar, overload

from sqlalchemy import CHAR, Dialect, Uuid
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

_Value = TypeVar("_Value", uuid.UUID, str)
_LENGTH = 36


class UUID(TypeDecorator[_Value]):
    """A UUID, given as an object or as a text in any form that PostgreSQL takes.

    On PostgreSQL `UUID`. Elsewhere `CHAR(36)` with the text as PostgreSQL prints it, which sorts as it does there.

    Args:
        as_uuid: Whether what is read is a `uuid.UUID`, and not its text.
    """

    impl = Uuid
    cache_ok = True

    @overload
    def __init__(self: UUID[uuid.UUID], as_uuid: Literal[True] = ...) -> None: ...

    @overload
    def __init__(self: UUID[str], as_uuid: Literal[False]) -> None: ...

    def __init__(self, as_uuid: bool = True) -> None:  # noqa: FBT001, FBT002 - as SQLAlchemy's
        super().__init__(as_uuid=as_uuid)
        self.as_uuid = as_uuid

    @property
    def python_type(self) -> type[Any]:
        """What is read."""
        return uuid.UUID if self.as_uuid else str

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the dialect; both take and give what the methods below do."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(CHAR(_LENGTH))

    def process_bind_param(self, value: uuid.UUID | str | None, dialect: Dialect) -> Any:
        """An object, or the canonical text."""
        if value is None:
            return None
        found = as_uuid(value)
        return found if dialect.name == "postgresql" else str(found)

    def process_literal_param(self, value: uuid.UUID | str | None, dialect: Dialect) -> Any:
        """As above; for statements that are printed with their values."""
        return self.process_bind_param(value, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """An object, or its text, as it was asked for."""
        if value is None:
            return None
        found = as_uuid(value)
        return found if self.as_uuid else str(found)


def as_uuid(value: object) -> uuid.UUID:
    """A UUID of an object or a text.

    Raises:
        ValueError: It is none.
        TypeError: It is neither.
    """
    if isinstance(value, uuid.UUID):
        return value
    if not isinstance(value, str):
        raise TypeError(f"a UUID or its text is wanted, and not {type(value).__name__}")
    try:
        return uuid.UUID(value.strip())
    except ValueError as problem:
        raise ValueError(f"{value!r} is no UUID: it has 32 hexadecimal digits, with hyphens or without") from problem
