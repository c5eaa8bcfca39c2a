import enum
from typing import TYPE_CHECKING, Optional

from sqlalchemy import Enum, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base import Base, Numbered, Timestamped

if TYPE_CHECKING:
    from app.models.query import Query


class UserRole(str, enum.Enum):
    """Who may do what."""

    ADMIN = "admin"  # everything
    READER = "reader"


class User(Numbered, Timestamped, Base):
    """Somebody who asks."""

    __tablename__ = "users"
    __table_args__ = (
        Index("users_role", "role"),  # for the list of admins
    )

    email: Mapped[str] = mapped_column(String(320), unique=True)
    role: Mapped[UserRole] = mapped_column(
        Enum(UserRole, name="user_role", values_callable=lambda members: [m.value for m in members]),
        server_default="reader",
    )
    nickname: Mapped[Optional[str]]
    phone: Mapped[Optional[str]] = mapped_column(String(20))  # as it was typed
    balance: Mapped[float] = mapped_column(Numeric(12, 2), server_default="0")
    note: Mapped[Optional[str]] = mapped_column(String(200), index=True)

    queries: Mapped[list["Query"]] = relationship(back_populates="user")
