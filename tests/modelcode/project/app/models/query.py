from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base import Base, Numbered, Timestamped

if TYPE_CHECKING:
    from app.models.user import User


class Query(Numbered, Timestamped, Base):
    __tablename__ = "queries"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.String(20), default="open")
    completed_at: Mapped[str | None] = mapped_column(sa.Text)
    cost: Mapped[int | None] = mapped_column(sa.Integer)

    user: Mapped[User] = relationship(back_populates="queries")
