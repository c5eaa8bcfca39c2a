"""What all models inherit from."""

from datetime import datetime

from sqlalchemy import DateTime, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The base of the models."""


class Dated:
    """Rows that know when they were made."""

    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
