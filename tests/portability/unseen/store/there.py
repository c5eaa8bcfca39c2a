"""Types of PostgreSQL's own."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as PGUUID
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class There(Base):
    __tablename__ = "there"

    id: Mapped[uuid.UUID] = mapped_column(PGUUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
    text_id: Mapped[str] = mapped_column(PGUUID(as_uuid=False))
    tags = sa.Column(ARRAY(sa.String(20)), nullable=False, server_default=sa.text("ARRAY[]::varchar[]"))
    ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(PGUUID(as_uuid=True)))
    matrix: Mapped[list[list[int]]] = mapped_column(postgresql.ARRAY(sa.Integer, dimensions=2))
    generic: Mapped[list[int]] = mapped_column(sa.ARRAY(sa.Integer))
    data: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(JSONB), server_default="{}")
    list_: Mapped[list[str]] = mapped_column("items", MutableList.as_mutable(ARRAY(sa.Text)))
    null_json: Mapped[Any] = mapped_column(JSONB(none_as_null=True))
    plain_json: Mapped[Any] = mapped_column(postgresql.JSON)
    bits: Mapped[str] = mapped_column(postgresql.BIT(3))
    raw: Mapped[bytes] = mapped_column(postgresql.BYTEA)
    span: Mapped[Any] = mapped_column(postgresql.INTERVAL)
    during: Mapped[Any] = mapped_column(postgresql.TSTZRANGE)
    numbers: Mapped[Any] = mapped_column(postgresql.INT4RANGE)
    search: Mapped[str] = mapped_column(postgresql.TSVECTOR)
    net: Mapped[str] = mapped_column(postgresql.CIDR)
    mac: Mapped[str] = mapped_column(postgresql.MACADDR)
    cost: Mapped[Any] = mapped_column(postgresql.MONEY)
    oid: Mapped[int] = mapped_column(postgresql.OID)
    stamp: Mapped[Any] = mapped_column(postgresql.TIMESTAMP(timezone=True))
    precise: Mapped[Any] = mapped_column(postgresql.TIMESTAMP(timezone=True, precision=3))
    double: Mapped[float] = mapped_column(postgresql.DOUBLE_PRECISION)
    mood: Mapped[str] = mapped_column(postgresql.ENUM("happy", "sad", name="mood"))
