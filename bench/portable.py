"""A package of SQLAlchemy models as somebody writes them who has only PostgreSQL in mind, the same every time."""

from __future__ import annotations

from pathlib import Path

PER_MODULE = 10
# What each model differs in, in turns.
_COLUMNS = (
    "tags: Mapped[list[str]] = mapped_column(ARRAY(String(20)), server_default=text(\"'{}'::varchar[]\"))",
    "data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text(\"'{}'::jsonb\"))",
    "seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())",
    "total: Mapped[Decimal] = mapped_column(Numeric(30, 10))",
    "title: Mapped[str] = mapped_column(String(200))",
    "number: Mapped[int] = mapped_column(BigInteger)",
)
_HEAD = '''"""Models {first} to {last}."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Index, Numeric, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column

from shop.base import Base
'''
_MODEL = """

class Model{number}(Base):
    __tablename__ = "table_{number}"
    __table_args__ = (Index("ix_{number}", "title", unique=True, postgresql_where=text("number > 0")),)

    id: Mapped[uuid.UUID] = mapped_column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)
{columns}
"""


def write(folder: Path, models: int) -> None:
    """Write the package `shop` with so many models."""
    package = folder / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    base = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n"
    (package / "base.py").write_text(base, encoding="utf-8")
    columns = "\n".join(f"    {one}" for one in _COLUMNS)
    for first in range(0, models, PER_MODULE):
        last = min(first + PER_MODULE, models)
        text = _HEAD.format(first=first, last=last - 1)
        text += "".join(_MODEL.format(number=number, columns=columns) for number in range(first, last))
        (package / f"part_{first}.py").write_text(text, encoding="utf-8")
