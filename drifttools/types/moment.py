"""`AwareDateTime`: a moment, and not what a clock shows somewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Dialect, Interval
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from drifttools.types.native import Difference, Earlier, Later, operand


class _Comparator(TypeDecorator.Comparator[Any], DateTime.Comparator[Any]):
    """Comparisons everywhere; sums and differences on PostgreSQL, which alone can reckon with moments."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> ColumnElement[Any]:
        """The operation, or what computes a moment or a span."""
        if op is operators.add and isinstance(other[0], timedelta):
            return Later(self.expr, operand(other[0], Interval()), AwareDateTime())
        if op is operators.sub and isinstance(other[0], timedelta):
            return Earlier(self.expr, operand(other[0], Interval()), AwareDateTime())
        if op is operators.sub:
            return Difference(self.expr, operand(other[0], AwareDateTime()))
        found: ColumnElement[Any] = super().operate(op, *other, **kwargs)
        return found


class AwareDateTime(TypeDecorator[datetime]):
    """A datetime with a time zone, read in UTC.

    On PostgreSQL `TIMESTAMP WITH TIME ZONE`. Elsewhere `DATETIME` in UTC, which sorts and compares as the moments do, and
    is what `CURRENT_TIMESTAMP` of SQLite gives. A value without a time zone is refused: PostgreSQL would take that of
    the session, and SQLite none. A moment within a day of the year 1 or 9999 is read from PostgreSQL only in a session
    whose time zone is UTC, because the driver makes it a datetime in that of the session first.
    """

    impl = DateTime
    cache_ok = True
    comparator_factory = _Comparator

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def __repr__(self) -> str:
        return "AwareDateTime()"  # a revision of Alembic has it: what is decorated takes more than this

    @property
    def python_type(self) -> type[Any]:
        """What is read."""
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the dialect."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise TypeError(f"a datetime is wanted, and not {type(value).__name__}")
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no time zone: use datetime.now(UTC), or .replace(tzinfo=...)")
        try:
            moment = value.astimezone(UTC)
        except OverflowError as problem:
            raise ValueError(f"{value.isoformat()} is outside of the years 1 to 9999 in UTC") from problem
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_literal_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """As above; for statements that are printed with their values."""
        return self.process_bind_param(value, dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """The moment in UTC, whatever the time zone of the session is."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
