"""Keys, constraints, indexes, defaults, computed columns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Sequence,
    String,
    Table,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.base import Base

LONG = "a_column_whose_name_is_longer_than_what_postgresql_keeps_of_a_name_63"

links = Table(
    "links",
    Base.metadata,
    Column("owner_id", ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("owners.id", deferrable=True, initially="DEFERRED"), primary_key=True),
)


class Owner(Base):
    __tablename__ = "owners"
    __table_args__ = (
        CheckConstraint("name ~ '^[a-z]+$'", name="letters"),
        CheckConstraint("name ILIKE 'a%' OR true", name="ilike"),
        CheckConstraint("length(name) > 0", name="filled"),
        UniqueConstraint("name", "code", postgresql_nulls_not_distinct=True),
        ExcludeConstraint(("name", "="), using="btree", name="ex_owner"),
        Index("ix_gin", text("to_tsvector('english', name)"), postgresql_using="gin"),
        Index("ix_hash", "name", postgresql_using="hash"),
        Index("ix_include", "name", postgresql_include=["code"]),
        Index("ix_ops", "name", postgresql_ops={"name": "varchar_pattern_ops"}),
        Index("ix_lower", text("lower(name)"), unique=True),
        Index("ix_nulls", "code", unique=True, postgresql_nulls_not_distinct=True),
        Index("ix_where", "code", postgresql_where=text("code IS NOT NULL")),
        Index("ix_unique_where", "code", unique=True, postgresql_where=text("active")),
        Index("ix_both", "code", postgresql_where=text("code > 'a'"), sqlite_where=text("code > 'a'")),
        Index("ix_order", text("name DESC NULLS LAST")),
        {"comment": "who owns"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    code: Mapped[str | None] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    shown: Mapped[bool] = mapped_column(Boolean, server_default="f")
    made: Mapped[datetime] = mapped_column(DateTime, server_default=text("now()"))
    changed: Mapped[datetime] = mapped_column(DateTime, server_default=text("timezone('utc', now())"))
    today: Mapped[datetime] = mapped_column(DateTime, server_default=func.current_timestamp())
    number: Mapped[int] = mapped_column(Integer, Sequence("owner_numbers"))
    given: Mapped[int] = mapped_column(BigInteger, server_default=text("nextval('owner_numbers')"))
    counted: Mapped[int] = mapped_column(Integer, Identity())
    size: Mapped[int] = mapped_column(Integer, Computed("length(name)"))
    found: Mapped[str] = mapped_column(String, Computed("regexp_replace(name, 'a', 'b')", persisted=True))
    label: Mapped[str] = mapped_column(String, Computed("name || '!'", persisted=True))
    host: Mapped[str] = mapped_column(String, server_default=text("current_user"))
    note: Mapped[str] = mapped_column(String, server_default="it's")
    zero: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    cast: Mapped[int] = mapped_column(Integer, server_default=text("'5'::integer"))
    one: Mapped[Any] = mapped_column(Integer, server_default=literal_column("1 + 1"))

    visits: Mapped[list[Visit]] = relationship(back_populates="owner")


class Visit(Base):
    __tablename__ = "Visits"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id"], ["owners.id"], name="fk_not_valid", postgresql_not_valid=True),
        UniqueConstraint("owner_id", deferrable=True, name="uq_deferred"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    owner_id: Mapped[int] = mapped_column(Integer)
    long: Mapped[str | None] = mapped_column(LONG, String)

    owner: Mapped[Owner] = relationship(back_populates="visits")


class Part(Base):
    __tablename__ = "parts"
    __table_args__ = {"postgresql_partition_by": "RANGE (id)", "schema": "depot"}

    id: Mapped[int] = mapped_column(primary_key=True)


class Told(Base):
    __tablename__ = "parts"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    id: Mapped[int] = mapped_column(primary_key=True)
