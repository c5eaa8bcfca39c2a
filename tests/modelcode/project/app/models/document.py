import enum

from sqlalchemy import CheckConstraint, Enum, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base import Base, Numbered, Timestamped


class DocumentStatus(str, enum.Enum):
    NEW = "new"
    READ = "read"


class Document(Numbered, Timestamped, Base):
    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("title", "language", name="documents_title_language"),
        CheckConstraint("pages > 0", name="documents_pages"),
        {"comment": "what is looked through"},
    )

    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    pages: Mapped[int]
    status: Mapped[DocumentStatus] = mapped_column(Enum(DocumentStatus, name="document_status"))
    words: Mapped[int | None]
