"""Making and finding videos."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.notification import Notification
from app.models.user import User
from app.models.video import Video


def upload(session: Session, owner: User, title: str, tags: list[str], **details: Any) -> Video:
    """Keep a video that nobody sees yet."""
    video = Video(owner_id=owner.id, title=title, tags=tags, details=details)
    session.add(video)
    session.flush()
    return video


def publish(session: Session, video: Video) -> None:
    """Show it, and tell its owner."""
    video.published_at = datetime.now(UTC)
    session.add(
        Notification(user_id=video.owner_id, kind="published", payload={"video": str(video.id), "tags": video.tags})
    )
    session.flush()


def tagged(session: Session, tag: str) -> list[Video]:
    """The published videos with a tag, the newest first."""
    found = session.scalars(select(Video).where(Video.published_at.is_not(None)).order_by(Video.published_at.desc()))
    return [video for video in found if tag in video.tags]
