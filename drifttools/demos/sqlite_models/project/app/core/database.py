"""The engine and its sessions; DATABASE_URL says where."""

import os

from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///test.db"))
Session = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
