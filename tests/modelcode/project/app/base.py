from datetime import datetime

from sqlalchemy import DateTime, Integer, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all models inherit from."""


class Timestamped:
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())


class Numbered:
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
