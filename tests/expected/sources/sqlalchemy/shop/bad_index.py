from sqlalchemy import Column, Index, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Shelf(Base):
    __tablename__ = "Shelf"
    __table_args__ = (Index("shelf_name", "name", postgresql_using="gin"), Index("shelf_id", "id"), {"schema": "store"})
    id = Column(Integer, primary_key=True)
    name = Column(String(40))
