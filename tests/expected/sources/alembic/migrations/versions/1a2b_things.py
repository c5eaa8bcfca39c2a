"""things

Revision ID: 1a2b
Create Date: 2024-03-01 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "1a2b"
down_revision = None


def upgrade():
    op.create_table(
        "thing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
    )
    for table in ("paint", "brush"):
        op.create_table(table, sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("thing")
