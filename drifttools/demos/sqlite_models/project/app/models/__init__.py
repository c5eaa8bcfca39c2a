"""All models."""

from app.models.base import Base
from app.models.notification import Notification
from app.models.user import User, UserRole, UserStatus
from app.models.video import Video

__all__ = ["Base", "Notification", "User", "UserRole", "UserStatus", "Video"]
