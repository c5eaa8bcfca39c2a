"""Which documents answered a question."""

import uuid

from sqlalchemy import Double, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class QueryDocument(Base):
    """That a document was used for an answer, and how well it fits."""

    __tablename__ = "query_documents"

    query_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    relevance_score: Mapped[float] = mapped_column(Double, server_default="0")
