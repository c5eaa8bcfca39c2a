"""items have a price"""

import sqlalchemy as sa
from alembic import op

revision = "2c3d"
down_revision = "1a2b"


def upgrade():
    op.rename_table("thing", "item")
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("cost", sa.Numeric(10, 2)))
        batch.alter_column("cost", new_column_name="price")
    op.execute(
        """
        update item set price = 0;
        grant select on item to h6_alembic_reader;
        """
    )
    with op.get_context().autocommit_block():
        op.create_index("item_name", "item", ["name"], postgresql_concurrently=True)


def downgrade():
    raise NotImplementedError
