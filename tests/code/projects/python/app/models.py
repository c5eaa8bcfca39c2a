"""Models of the users and of what they write."""

import enum
from datetime import datetime
from typing import Optional

from sqlalchemy import Enum, ForeignKey, String, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class UserStatus(enum.Enum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class Stamped:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class User(Stamped, Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    display_name: Mapped[Optional[str]]
    phone_number: Mapped[Optional[str]]
    status: Mapped[UserStatus] = mapped_column(Enum(UserStatus), default=UserStatus.ACTIVE)
    posts: Mapped[list["Post"]] = relationship(back_populates="author")

    @hybrid_property
    def shown(self) -> str:
        return self.display_name or self.email


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    state: Mapped[str] = mapped_column("state", String)
    author: Mapped[User] = relationship(back_populates="posts")


class Level(str, enum.Enum):
    LOW = "low"

    @classmethod
    def least(cls) -> "Level":
        return cls.LOW


class Admin(User):
    __tablename__ = "admins"

    id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    level: Mapped[Optional[str]]
    rank: Mapped[Optional[int]]


class Comment(Base):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
