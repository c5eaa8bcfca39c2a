"""What the API answers with."""

import uuid
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.models.user import UserStatus


class UserOut(BaseModel):
    """An account as others see it."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    username: str
    display_name: str | None
    status: UserStatus
    is_private: bool
    created_at: datetime


class VideoOut(BaseModel):
    """A video."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    title: str
    tags: list[str]
    views: int
    published_at: datetime | None


class Token(BaseModel):
    """The answer to a login."""

    access_token: str
    token_type: str = "bearer"
    expires_in: int = 1800
