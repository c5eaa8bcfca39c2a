"""The state of a document as an enum, its text, and a few words about people.

Revision ID: 20251010
Revises: 20250918
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20251010"
down_revision = "20250918"
branch_labels = None
depends_on = None

document_status = postgresql.ENUM("uploaded", "processing", "ready", "failed", name="document_status", create_type=False)


def upgrade():
    op.execute("create type document_status as enum ('uploaded', 'processing', 'ready', 'failed')")
    op.add_column("users", sa.Column("bio", sa.Text(), nullable=True))
    op.add_column("documents", sa.Column("extracted_text", sa.Text(), nullable=True))
    op.execute("alter table documents alter column status drop default")
    op.alter_column("documents", "status", type_=document_status, postgresql_using="status::document_status")
    op.execute("alter table documents alter column status set default 'uploaded'")


def downgrade():
    op.execute("alter table documents alter column status drop default")
    op.alter_column("documents", "status", type_=sa.String(20), postgresql_using="status::text")
    op.execute("alter table documents alter column status set default 'uploaded'")
    op.drop_column("documents", "extracted_text")
    op.drop_column("users", "bio")
    op.execute("drop type document_status")
