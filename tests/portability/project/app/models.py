"""Models as somebody writes them who has only PostgreSQL in mind."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Numeric,
    Sequence,
    String,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB, UUID, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class State(enum.Enum):
    pending = 1
    active = 2
    closed = 3


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(UUID(as_uuid=True), primary_key=True, server_default=text("gen_random_uuid()"))
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(20)), server_default=text("'{}'::varchar[]"))
    prefs: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    more: Mapped[dict[str, Any]] = mapped_column(postgresql.JSONB(astext_type=Text()))
    state: Mapped[State] = mapped_column(Enum(State, name="state"))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    made_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())
    balance: Mapped[Decimal] = mapped_column(Numeric(30, 10))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    ip: Mapped[str] = mapped_column(INET)
    ok: Mapped[bool] = mapped_column(Boolean, server_default="true")

    __table_args__ = (
        Index("ix_active", "price", unique=True, postgresql_where=text("price > 0")),
        Index("ix_tags", tags, postgresql_using="gin"),
        UniqueConstraint("price", deferrable=True, initially="DEFERRED", name="uq_price"),
        CheckConstraint("host(ip) ~ '^10'", name="ck_ip"),
        CheckConstraint("balance >= 0", name="ck_balance"),
        ExcludeConstraint(("made_at", "="), using="btree", name="ex_made"),
    )


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", deferrable=True, initially="DEFERRED"))
    number: Mapped[int] = mapped_column(BigInteger, Sequence("numbers"))
    title: Mapped[str] = mapped_column(String(20, collation="C"))
    word: Mapped[str] = mapped_column(String(20))

    __table_args__ = (Index("ix_lower", func.lower(word)),)


class Visit(Base):
    __tablename__ = "visits"
    __table_args__ = {"schema": "app"}

    id: Mapped[int] = mapped_column(primary_key=True)
