from sqlalchemy import CheckConstraint, Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Bad(Base):
    __tablename__ = "bad"
    __table_args__ = (CheckConstraint("nowhere > 0"),)
    id = Column(Integer, primary_key=True)
