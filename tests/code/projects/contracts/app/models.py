"""What is kept."""

import enum
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Optional

from sqlalchemy import JSON, Enum, ForeignKey, Numeric, String, Uuid, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Status(enum.Enum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Role(str, enum.Enum):
    USER = "user"
    ADMIN = "admin"


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    email: Mapped[str] = mapped_column(String(200))
    display_name: Mapped[Optional[str]]
    password_hash: Mapped[str]
    status: Mapped[Status] = mapped_column(Enum(Status), default=Status.ACTIVE)
    role: Mapped[Role] = mapped_column(Enum(Role), default=Role.USER)
    plan: Mapped[str] = mapped_column(Enum("free", "paid", name="plan"), default="free")
    settings: Mapped[dict] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    invoices: Mapped[list["Invoice"]] = relationship(back_populates="owner")

    @hybrid_property
    def shown_name(self) -> str:
        return self.display_name or self.email

    def is_paid(self) -> bool:
        return self.plan == "paid"


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    amount: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    paid_at: Mapped[Optional[datetime]]
    note: Mapped[str]
    owner: Mapped[User] = relationship(back_populates="invoices")
