"""The base, with names by a convention, and types of the project's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CHAR, JSON, Dialect, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


@dataclass(frozen=True)
class Money:
    cents: int


class MoneyType(TypeDecorator[Money]):
    """Takes objects of its own only."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.cents)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class Guid(TypeDecorator[Any]):
    """The recipe that is everywhere: UUID there, text elsewhere."""

    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(pg.UUID(as_uuid=False) if dialect.name == "postgresql" else CHAR(36))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else str(value)


class Lower(TypeDecorator[str]):
    """A text that is kept in lower case on both."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.lower()


class Packed(TypeDecorator[bytes]):
    """Bytes, the other way round."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value[::-1]

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value[::-1]


class Settings(TypeDecorator[Any]):
    """JSON on both, but only PostgreSQL has an order for it."""

    impl = JSON().with_variant(pg.JSONB(), "postgresql")
    cache_ok = True


class OnlyThere(TypeDecorator[Any]):
    """Made for PostgreSQL and nothing else."""

    impl = pg.JSONB
    cache_ok = True
