from alembic import op
from sqlalchemy import Column

raise RuntimeError("this only runs within Alembic")
