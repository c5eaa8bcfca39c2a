import os
import runpy
from pathlib import Path

from alembic import context
from sqlalchemy import NullPool, create_engine

from drifttools.alembic import configure

target_metadata = runpy.run_path(str(Path(__file__).with_name("models.py")))["Base"].metadata

engine = create_engine(os.environ["DATABASE_URL"], poolclass=NullPool)
with engine.connect() as connection:
    configure(context, connection=connection, target_metadata=target_metadata)
    with context.begin_transaction():
        context.run_migrations()
