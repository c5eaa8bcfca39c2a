"""Alembic for this project: one database, and an autogenerate that asks PostgreSQL what is equal."""

import os

from alembic import context
from sqlalchemy import NullPool, create_engine

from app.models import Base
from drifttools.alembic import configure


def url() -> str:
    """The database, with the driver that this project has."""
    given = os.environ.get("DATABASE_URL", "postgresql:///askdocs")
    return given.replace("postgresql://", "postgresql+psycopg://", 1)


engine = create_engine(url(), poolclass=NullPool)
with engine.connect() as connection:
    configure(context, connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
