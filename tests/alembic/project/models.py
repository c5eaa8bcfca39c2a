import enum
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    Index,
    Interval,
    Numeric,
    String,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Status(enum.Enum):
    PENDING = "pending"
    PROCESSING = "processing"
    DONE = "done"


class Role(enum.Enum):
    ADMIN = "admin"
    READER = "reader"


def values(members):
    return [member.value for member in members]


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    email: Mapped[str] = mapped_column(String(320, collation="C"), unique=True)
    role: Mapped[Role] = mapped_column(Enum(Role, name="user_role", values_callable=values), server_default="reader")
    past_roles: Mapped[list[Role]] = mapped_column(
        ARRAY(Enum(Role, name="user_role", values_callable=values)), server_default="{}"
    )
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(40)), server_default=text("'{}'::character varying[]"))
    balance: Mapped[float] = mapped_column(Numeric(12, 2), server_default="0")
    score: Mapped[float] = mapped_column(Float(24), server_default=text("1.5"))
    bio: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    seen_at: Mapped[datetime] = mapped_column(TIMESTAMP(precision=3), server_default=text("'2020-01-01 00:00:00'"))
    grace: Mapped[object] = mapped_column(Interval, server_default=text("'1 day'"))
    settings: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))


class Query(Base):
    __tablename__ = "queries"
    id: Mapped[object] = mapped_column(UUID, primary_key=True, server_default=text("gen_random_uuid()"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(Enum(Status, name="query_status"), server_default="PENDING")
    completed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (Index("queries_open", "user_id", postgresql_where=text("completed_at IS NULL")),)
