"""Which documents answered a question.

Revision ID: 20250918
Revises: 20250901
"""

import sqlalchemy as sa
from alembic import op

revision = "20250918"
down_revision = "20250901"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "query_documents",
        sa.Column("query_id", sa.Uuid(), sa.ForeignKey("queries.id", ondelete="CASCADE"), nullable=False),
        sa.Column("document_id", sa.Uuid(), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("relevance_score", sa.Double(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("query_id", "document_id"),
    )
    op.create_index("ix_query_documents_document_id", "query_documents", ["document_id"])


def downgrade():
    op.drop_table("query_documents")
