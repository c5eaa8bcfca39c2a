"""Makes the tables of a new server as `mlflow server` does before it answers its first request."""

import sys

from mlflow.store.db.utils import _safe_initialize_tables, create_sqlalchemy_engine

_safe_initialize_tables(create_sqlalchemy_engine(sys.argv[1]))
