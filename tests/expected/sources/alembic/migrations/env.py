import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

fileConfig(context.config.config_file_name)

# what the settings of a deployment say
url = os.environ.get("SHOP_URL", "postgresql://shop:canary-shop@db.example.org/shop?sslmode=verify-full")


def run_migrations_online():
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"application_name": "shop"})
    with engine.connect() as connection:
        context.configure(connection=connection, version_table_schema="ledger")
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise RuntimeError("offline")
run_migrations_online()
