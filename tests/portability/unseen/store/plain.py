"""Types that SQLAlchemy has for every database."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Enum,
    Float,
    Integer,
    Interval,
    LargeBinary,
    Numeric,
    PickleType,
    SmallInteger,
    String,
    Text,
    Time,
    Unicode,
    UnicodeText,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Guid, Lower, Money, MoneyType, OnlyThere, Packed, Settings


class Level(enum.Enum):
    low = "l"
    high = "h"


class Plain(Base):
    __tablename__ = "plain"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    big: Mapped[int] = mapped_column(BigInteger)
    small: Mapped[int] = mapped_column(SmallInteger)
    flag: Mapped[bool] = mapped_column(Boolean)
    day: Mapped[date] = mapped_column(Date)
    made: Mapped[datetime] = mapped_column(DateTime)
    clock: Mapped[time] = mapped_column(Time)
    span: Mapped[timedelta] = mapped_column(Interval)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(String(50))
    body: Mapped[str] = mapped_column(Text)
    uni: Mapped[str] = mapped_column(Unicode(20))
    utext: Mapped[str] = mapped_column(UnicodeText)
    ratio: Mapped[float] = mapped_column(Float)
    double: Mapped[float] = mapped_column(Double)
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    pickled: Mapped[Any] = mapped_column(PickleType)
    uid: Mapped[uuid.UUID] = mapped_column(Uuid)
    uid_text: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    word: Mapped[str] = mapped_column(Enum("a", "b", name="word", create_constraint=True))
    told: Mapped[str] = mapped_column(Enum("b", "a", native_enum=False))
    guid: Mapped[Any] = mapped_column(Guid)
    lower: Mapped[str] = mapped_column(Lower(30))
    packed: Mapped[bytes] = mapped_column(Packed)
    money: Mapped[Money] = mapped_column(MoneyType)


class Wrong(Base):
    __tablename__ = "wrong"

    id: Mapped[int] = mapped_column(primary_key=True)
    exact: Mapped[Decimal] = mapped_column(Numeric(30, 10))
    free: Mapped[Decimal] = mapped_column(Numeric)
    seen: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    alarm: Mapped[time] = mapped_column(Time(timezone=True))
    level: Mapped[Level] = mapped_column(Enum(Level, name="level"))
    document: Mapped[Any] = mapped_column(JSON)
    collated: Mapped[str] = mapped_column(String(10, collation="C"))
    only_there: Mapped[Any] = mapped_column(OnlyThere)
    settings: Mapped[Any] = mapped_column(Settings)
