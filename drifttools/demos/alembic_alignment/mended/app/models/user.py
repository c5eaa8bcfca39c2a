"""People."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import DateTime, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Record, labels


class UserRole(enum.Enum):
    """What somebody may do, as Supabase's policies know it."""

    MEMBER = "member"
    EDITOR = "editor"
    ADMIN = "admin"


class User(Record):
    """Somebody who signs in."""

    __tablename__ = "users"

    auth_user_id: Mapped[uuid.UUID | None]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    full_name: Mapped[str] = mapped_column(Text)
    role: Mapped[UserRole] = mapped_column(labels(UserRole, "user_role"), server_default="member")
    is_active: Mapped[bool] = mapped_column(server_default=true())
    last_login_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    bio: Mapped[str | None] = mapped_column(Text)
