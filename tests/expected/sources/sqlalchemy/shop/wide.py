"""Schemas, an enum that two tables use, a table without a class, percent signs, a type of an extension."""

import enum

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import declarative_base

metadata = MetaData()
Base = declarative_base(metadata=metadata)


class Size(enum.Enum):
    small = 1
    big = 2


size = Enum(Size, name="size")


class Box(Base):
    __tablename__ = "box"
    __table_args__ = (CheckConstraint("code LIKE 'a%'", name="box_code"), {"schema": "store"})
    id = Column(Integer, primary_key=True)
    code = Column(Text)
    size = Column(size)
    owner = Column(CITEXT)


lid = Table(
    "lid",
    metadata,
    Column("box", ForeignKey("store.box.id")),
    Column("size", size),
)
