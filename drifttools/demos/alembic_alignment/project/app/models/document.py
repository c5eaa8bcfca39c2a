"""Documents and the pieces that they are searched by."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Record, labels


class DocumentStatus(enum.Enum):
    """How far a document has come."""

    UPLOADED = "uploaded"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Document(Record):
    """Something that was uploaded."""

    __tablename__ = "documents"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    extracted_text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[DocumentStatus] = mapped_column(labels(DocumentStatus, "document_status"), server_default="uploaded")
    processed_at: Mapped[datetime | None] = mapped_column(DateTime)


class DocumentChunk(Record):
    """A piece of a document."""

    __tablename__ = "document_chunks"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    position: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    chunk_metadata: Mapped[dict[str, object]] = mapped_column(JSONB, server_default=text("'{}'"))
