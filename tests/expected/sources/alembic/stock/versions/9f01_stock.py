"""stock"""

import sqlalchemy as sa
from alembic import op

revision = "9f01"
down_revision = None
branch_labels = ("stock",)
depends_on = "1a2b"

SCHEMA = "store"


def upgrade():
    op.execute(sa.text("create schema store"))
    _tables()


def _tables():
    op.create_table("box", sa.Column("thing", sa.Integer, sa.ForeignKey("thing.id")), schema=SCHEMA)


def downgrade():
    raise NotImplementedError
